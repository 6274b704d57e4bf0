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

/**
 * Reads the `package.json` that this file belongs to.
 * @throws Error where there is none: the package was taken apart
 */
export function ownPackage(): OwnPackage {
  for (let root = __dirname; root !== path.dirname(root); root = path.dirname(root)) {
    const manifest = readManifest(path.join(root, 'package.json'));
    if (manifest?.name !== PACKAGE) continue;
    const doors = Object.entries(manifest.exports).flatMap(([door, target]): [string, string][] =>
      typeof target === 'object' && target.default !== undefined
        ? [[path.posix.join(PACKAGE, door), path.join(root, target.default)]]
        : [],
    );
    const { version, homepage } = manifest;
    return { root, version, ...(homepage !== undefined && { homepage }), doors: new Map(doors) };
  }
  throw new Error(`${__dirname} is not in the package ${PACKAGE}`);
}

function readManifest(file: string): Manifest | undefined {
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as Manifest) : undefined;
}
