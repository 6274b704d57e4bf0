/** The names, each once: one that was there before gets a number. What is made of two paths can be the same word. */
export function distinct(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let result = name;
    for (let n = 2; taken.has(result); n++) result = `${name}-${n}`;
    taken.add(result);
    return result;
  });
}
