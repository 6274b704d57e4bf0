import { DATA } from './data';
import { word } from './encode';
import type { HostFile } from './model';

/** A certificate authority that programs of a host trust. */
export interface HostAuthority {
  /** Name of its file: letters, digits and `-`. */
  readonly name: string;
  /** One certificate, as PEM text. */
  readonly certificate: string;
}

/** Programs that read what a host trusts only when they start. */
const READERS: readonly string[] = ['containerd.service'];

/** Where ACTIVATE takes it from. */
export function trustFiles({ name, certificate }: HostAuthority): HostFile {
  const path = `${DATA.trust}/${word(name).replaceAll(/[/:]/g, '_')}.crt`;
  return { path, content: `${certificate.trim()}\n`, readBy: READERS };
}
