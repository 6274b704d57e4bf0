import { createHash } from 'node:crypto';

/** Texts in short: 32 hexadecimal digits. The same texts in the same order give the same. */
export function digest(...texts: readonly string[]): string {
  return createHash('sha256').update(texts.join('\0')).digest('hex').slice(0, 32);
}
