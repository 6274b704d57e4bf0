import * as fs from 'node:fs';
import * as path from 'node:path';

/** What this package says of itself. */
export interface OwnPackage {
  readonly root: string;
  readonly version: string;
  /** Where its documentation is. */
  readonly homepage?: string;
  /** Files of its public doors, by the name that programs import: `altostratus/services`. */
  readonly doors: ReadonlyMap<string, string>;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly homepage?: string;
  readonly exports: Readonly<Record<string, string | { readonly default?: string }>>;
}

export const PACKAGE = 'altostratus';

/** Reads the `package.json` that this file belongs to. */
export function ownPackage(): OwnPackage {
  for (let root = __dirname; ; root = path.dirname(root)) {
    const file = path.join(root, 'package.json');
    if (!fs.existsSync(file)) continue;
    const { name, version, homepage, exports } = JSON.parse(fs.readFileSync(file, 'utf8')) as Manifest;
    if (name !== PACKAGE) continue;
    const doors = Object.entries(exports).flatMap(([door, target]): [string, string][] =>
      typeof target === 'object' && target.default !== undefined
        ? [[path.posix.join(PACKAGE, door), path.join(root, target.default)]]
        : [],
    );
    return { root, version, ...(homepage !== undefined && { homepage }), doors: new Map(doors) };
  }
}
