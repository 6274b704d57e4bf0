import { runUntilDone } from '../../core/run-once';
import { emitYaml } from '../../core/yaml';
import { ACTIVATE_PATH } from './activate';
import { layOut } from './layout';
import type { HostLayout } from './layout';
import type { HostFile, HostSpec } from './model';

/** What every YAML reader takes as it stands: no control character, no line separator of Unicode, no half of a pair. */
const PLAIN = /^[\t\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u;

/**
 * The spec as `#cloud-config` user data: the same files as the script writes, then the same program. Secret files are not in
 * it.
 */
export function renderCloudInit(spec: HostSpec, { files }: HostLayout = layOut(spec)): string {
  return cloudConfig(spec.hostname, files, ACTIVATE_PATH);
}

/**
 * `#cloud-config` that writes files, then runs a program, at every boot until that has succeeded.
 * @param hostname empty for hosts that take their name from their cloud
 */
export function cloudConfig(hostname: string, files: readonly HostFile[], program: string): string {
  const config = {
    ...(hostname !== '' && { hostname, preserve_hostname: false }),
    write_files: files.map(writeFile),
    ...runUntilDone(program),
  };
  return `#cloud-config\n${emitYaml(config)}`;
}

function writeFile({ path, content, mode = '0644' }: HostFile): Record<string, string> {
  if (PLAIN.test(content)) return { path, permissions: mode, content };
  return { path, permissions: mode, encoding: 'b64', content: Buffer.from(content).toString('base64') };
}
