import { styled, widthOf } from './terminal';

/** Rows of cells as lines, each column as wide as its widest cell; the last column is not padded. Numbers stand on the right. */
export function table(rows: readonly (readonly (string | number)[])[], head?: readonly string[]): string[] {
  const all = head === undefined ? rows : [head, ...rows];
  const widths: number[] = [];
  for (const row of all)
    for (const [n, cell] of row.entries()) widths[n] = Math.max(widths[n] ?? 0, widthOf(String(cell)));
  const line = (row: readonly (string | number)[]) =>
    row
      .map((cell, n) => {
        const blanks = ' '.repeat((widths[n] ?? 0) - widthOf(String(cell)));
        if (typeof cell === 'number') return blanks + String(cell);
        return n === row.length - 1 ? cell : cell + blanks;
      })
      .join('  ')
      .trimEnd();
  return all.map((row) => (row === head ? styled(line(row), 'dim') : line(row)));
}

/** A count with its noun: `1 machine`, `1,024 machines`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;
}
