import { gzipSync } from 'node:zlib';
import { runUntilDone } from './run-once';
import { emitYaml } from './yaml';

/** What boots one host, as a Plan has it. */
export interface BootScript {
  /** Empty for hosts that take their name from their cloud. */
  readonly hostname: string;
  /** The bash script that sets the host up. */
  readonly script: string;
}

/** Where the script is on hosts that got it packed. Run it again to make the host what it says. */
export const BOOT_SCRIPT_PATH = '/var/lib/altostratus-boot.sh';

/**
 * User data for clouds that take text alone and not much of it: cloud-config in which the script stands compressed. It has the
 * effect of the whole user data (cloud-init docs, "Write Files": `encoding: gz+b64`).
 */
export function packedUserData({ hostname, script }: BootScript): string {
  const file = { path: BOOT_SCRIPT_PATH, permissions: '0700', encoding: 'gz+b64', content: packScript(script) };
  const config = {
    ...(hostname !== '' && { hostname, preserve_hostname: false }),
    write_files: [file],
    ...runUntilDone(BOOT_SCRIPT_PATH),
  };
  return `#cloud-config\n${emitYaml(config)}`;
}

/** A script by gzip, as base64 on one line. The header does not say on which system that was done (RFC 1952, "OS": unknown). */
export function packScript(script: string): string {
  const packed = gzipSync(script, { level: 9 });
  packed[9] = 0xff;
  return packed.toString('base64');
}
