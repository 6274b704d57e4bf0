/** The one of the candidates that was probably meant, by edits; undefined where none is near. */
export function closest(text: string, candidates: readonly string[]): string | undefined {
  return nearest(text, candidates)[0];
}

/** All candidates that were as probably meant as any other, in their order; none where none is near. */
export function nearest(text: string, candidates: readonly string[]): string[] {
  let best = Math.max(2, text.length / 3);
  let found: string[] = [];
  for (const candidate of candidates) {
    const distance = edits(text.toLowerCase(), candidate.toLowerCase());
    if (distance > best) continue;
    found = distance < best ? [candidate] : [...found, candidate];
    best = distance;
  }
  return found;
}

/** Levenshtein distance. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
