import type * as Engine from './engine';

/** Loaded by the commands that run a program; help and completion answer without it, four times as fast. */
export function loadEngine(): typeof Engine {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import()` would want a file ending that jest does not find
  return require('./engine') as typeof Engine;
}
