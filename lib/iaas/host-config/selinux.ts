import { word } from './encode';
import type { SelinuxNeed } from './model';

/** The list that ACTIVATE reads. A host that is permissive altogether needs nothing else. */
export function selinuxLines(needs: readonly SelinuxNeed[]): string[] {
  if (needs.some(({ kind }) => kind === 'permissive')) return ['permissive'];
  return needs.flatMap((need) => (need.kind === 'permissive' ? [] : [`${need.kind} ${word(need.name)}`]));
}
