/**
 * A shell program as hosts get it: without the lines that are comments alone, which are for readers here; user data of some
 * providers has room for 16 KB. The first line, that of the interpreter, stays. Not for programs that have lines beginning
 * with `#` in texts of their own.
 */
export function shellProgram(text: string): string {
  const [first = '', ...rest] = text.split('\n');
  return [first, ...rest.filter((line) => !/^\s*#/.test(line))].join('\n');
}
