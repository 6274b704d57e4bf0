import { createHash } from 'node:crypto';
import { referenceKey, substitute } from '../../core/reference';

/** About how many bytes the values of secrets have, by their attribute: RSA keys of 2048 bits and certificates as PEM. */
const TYPICAL_BYTES: Readonly<Record<string, number>> = {
  key: 1_704,
  certificate: 1_150,
  authority: 1_150,
  public: 451,
};
const TYPICAL_PASSWORD = 32;

/** The text as large as it will be about, also compressed, once it has values in place of its references to secrets. */
export function withStandIns(text: string): string {
  return substitute(text, (reference) => {
    const bytes = TYPICAL_BYTES[reference.attribute] ?? TYPICAL_PASSWORD;
    const key = referenceKey(reference);
    let noise = '';
    for (let n = 0; noise.length < bytes; n++) noise += createHash('sha256').update(`${key} ${n}`).digest('base64');
    return noise.slice(0, bytes);
  });
}
