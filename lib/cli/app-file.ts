import * as fs from 'node:fs';
import * as path from 'node:path';
import { closest } from '../core/closest';
import { UserError } from '../core/finding';
import type { Host } from './host';
import type { Settings } from './settings';

/** Where programs are when nobody says. */
export const APPS = 'apps';
const EXTENSIONS = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'];

/** The programs in `apps/` of a project, as paths from it; sorted. */
export function appsOf(root: string): string[] {
  try {
    return fs
      .readdirSync(path.join(root, APPS))
      .filter((file) => EXTENSIONS.includes(path.extname(file)) && !/\.d\.[cm]?ts$|\.test\./.test(file))
      .map((file) => `${APPS}/${file}`)
      .sort();
  } catch {
    return []; // no such folder: no programs
  }
}

/**
 * The program's file: a path, or the name of one in `apps/`.
 * @throws UserError saying what was tried and which programs there are
 */
export function findApp({ app, project: { root } }: Settings, { cwd }: Host): string {
  const apps = appsOf(root);
  const list = apps.length > 0 ? `Programs here are ${apps.join(', ')}.` : 'There are none in apps/.';
  if (app === undefined) {
    const [only, ...others] = apps;
    if (only !== undefined && others.length === 0) return path.join(root, only);
    throw new UserError(
      'No program was named.',
      `${list} Name one, e.g. \`altostratus synth ${only ?? 'apps/platform.ts'}\`, or write "altostratus": { "app": … } into package.json.`,
    );
  }
  const bases = app.explicit ? [cwd, path.join(root, APPS)] : [root];
  const tried = bases.flatMap((base) =>
    ['', ...EXTENSIONS].map((extension) => path.resolve(base, app.value + extension)),
  );
  const found = tried.find((file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile());
  if (found !== undefined) return found;
  const names = apps.map((file) => path.basename(file).replace(/\.[^.]+$/, ''));
  const near = closest(path.basename(app.value).replace(/\.[^.]+$/, ''), names);
  const places = bases.map((base) => path.relative(cwd, path.resolve(base, app.value)) || app.value);
  throw new UserError(
    `There is no program "${app.value}": looked for ${[...new Set(places)].join(' and ')}, as it is and with ${EXTENSIONS.join(', ')}.`,
    `${near === undefined ? '' : `Did you mean "${near}"? `}${list}`,
  );
}
