import * as path from 'node:path';
import { findApp } from '../../lib/cli/app-file';
import { settle } from '../../lib/cli/settings';
import { capturedHost } from './captured';
import { ProjectFolder } from './project-folder';

let project: ProjectFolder;
beforeEach(() => (project = new ProjectFolder()));
afterEach(() => project.remove());

const found = (app?: string, cwd = '.') => {
  const host = capturedHost(path.join(project.root, cwd));
  return path.relative(project.root, findApp(settle(app === undefined ? {} : { app }, host), host));
};
const refusal = (app?: string) => {
  try {
    found(app);
  } catch (error) {
    return error as Error & { remedy: string };
  }
  throw new Error('nothing was thrown');
};

describe('findApp', () => {
  test('takes a path, a path without its ending, or a name in apps/', () => {
    project.write('apps/shop.ts', '');
    project.write('other/place.mjs', '');
    expect(['apps/shop.ts', 'apps/shop', 'shop', 'shop.ts', 'other/place'].map((app) => found(app))).toEqual([
      'apps/shop.ts',
      'apps/shop.ts',
      'apps/shop.ts',
      'apps/shop.ts',
      'other/place.mjs',
    ]);
    expect(found('place.mjs', 'other')).toBe('other/place.mjs');
    expect(found('shop', 'other')).toBe('apps/shop.ts');
  });

  test('takes what the project says, from its root', () => {
    project.write('package.json', '{ "altostratus": { "app": "src/main.ts" } }');
    project.write('src/main.ts', '');
    project.write('apps/only.ts', '');
    expect(found(undefined, 'apps')).toBe('src/main.ts');
  });

  test('takes the only one where nobody says, not counting tests and types', () => {
    project.write('apps/only.ts', '');
    project.write('apps/only.test.ts', '');
    project.write('apps/types.d.ts', '');
    expect(found()).toBe('apps/only.ts');
  });

  test('a folder is no program', () => {
    project.write('shop/index.ts', '');
    expect(refusal('shop').message).toContain('There is no program "shop"');
  });

  test('says what was tried, what there is, and what was probably meant', () => {
    project.write('apps/enterprise.ts', '');
    project.write('apps/hybrid.ts', '');
    const { message, remedy } = refusal('enterprse');
    expect(message).toBe(
      'There is no program "enterprse": looked for enterprse and apps/enterprse, as it is and with .ts, .mts, .cts, .js, .mjs, .cjs.',
    );
    expect(remedy).toBe('Did you mean "enterprise"? Programs here are apps/enterprise.ts, apps/hybrid.ts.');
    expect(refusal().remedy).toContain(
      'Programs here are apps/enterprise.ts, apps/hybrid.ts. Name one, e.g. `altostratus synth apps/enterprise.ts`',
    );
  });

  test('says so where there are none', () => {
    expect(refusal().remedy).toContain('There are none in apps/.');
  });
});
