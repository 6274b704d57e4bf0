import { DATA } from './data';
import { word } from './encode';
import type { HostAuthority, HostFile } from './model';

/** Programs that read what a host trusts only when they start. */
const READERS: readonly string[] = ['containerd.service'];

/** Where ACTIVATE takes it from. */
export function trustFiles({ name, certificate }: HostAuthority): HostFile {
  const path = `${DATA.trust}/${word(name).replaceAll(/[/:]/g, '_')}.crt`;
  return { path, content: `${certificate.trim()}\n`, readBy: READERS };
}
