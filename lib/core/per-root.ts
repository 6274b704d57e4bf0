import type { IConstruct } from 'constructs';

/**
 * State that belongs to one construct tree: made at the first question, found again from any construct of that tree,
 * gone with it. Two platforms in one process (tests, several environments) therefore never share anything.
 */
export function perRoot<T>(make: () => T): (of: IConstruct) => T {
  const held = new WeakMap<IConstruct, T>();
  return (of) => {
    const root = of.node.root;
    let state = held.get(root);
    if (state === undefined) held.set(root, (state = make()));
    return state;
  };
}
