import { gzipSync } from 'node:zlib';
import { emitYaml } from './yaml';

/** What boots one host, as a Plan has it. */
export interface BootScript {
  /** Empty for hosts that take their name from their cloud. */
  readonly hostname: string;
  /** The bash script that sets the host up. */
  readonly script: string;
}

const PATH = '/var/lib/altostratus-boot.sh';

/**
 * User data for clouds that take text alone and not much of it: cloud-config in which the script stands compressed. It has the
 * effect of the whole user data (cloud-init docs, "Write Files": `encoding: gz+b64`).
 */
export function packedUserData({ hostname, script }: BootScript): string {
  const content = gzipSync(script, { level: 9 }).toString('base64');
  const config = {
    ...(hostname !== '' && { hostname, preserve_hostname: false }),
    write_files: [{ path: PATH, permissions: '0700', encoding: 'gz+b64', content }],
    runcmd: [[PATH]],
  };
  return `#cloud-config\n${emitYaml(config)}`;
}
