import type { SecretSource } from './secret-source';

/** What a value must look like for who reads it. */
export interface SecretForm {
  /** Regular expression of ECMAScript that the whole value matches: `^[0-9a-f]{40}$`. */
  readonly pattern: string;
  /** The same in words, behind "is not": `40 hexadecimal digits`. */
  readonly is: string;
}

/** Whether what a source gives has a form; true for those that are known only when they are given. */
export function canHaveForm(source: SecretSource, { pattern }: SecretForm): boolean {
  const value = sampleOf(source);
  return value === undefined || new RegExp(pattern).test(value);
}

/** A value of the same length and alphabet; nothing where it has none of its own, `''` where it has several. */
function sampleOf(source: SecretSource): string | undefined {
  switch (source.kind) {
    case 'environment':
      return undefined;
    case 'password':
      return 'aZ0'.repeat(source.length).slice(0, source.length);
    case 'random':
      // As Base64 it has both characters that are neither letters nor digits.
      return Buffer.alloc(source.bytes, Buffer.from('fbf0', 'hex')).toString(source.encoding);
    case 'bootstrap-token':
      return 'abcdef.0123456789abcdef';
    default:
      return '';
  }
}
