import { promises } from 'node:fs';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as fc from 'fast-check';
import type { OutputFiles } from '../../lib/output/file-set';
import { writeTree } from '../../lib/output/write-tree';

let base: string;
let dist: string;
beforeEach(() => {
  base = fs.mkdtempSync(path.join(os.tmpdir(), 'altostratus-'));
  dist = path.join(base, 'dist');
});
afterEach(() => {
  jest.restoreAllMocks();
  fs.rmSync(base, { recursive: true, force: true });
});

type Contents = Readonly<Record<string, string>>;

const tree = (contents: Contents, mode = 0o644): OutputFiles =>
  new Map(Object.entries(contents).map(([file, content]) => [file, { content, mode }]));

/** What a person sees in the folder: all files by path, without the record. */
function visible(folder = dist): Contents {
  if (!fs.existsSync(folder)) return {};
  const files = fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory());
  const read = files.map((entry): [string, string] => {
    const full = path.join(entry.parentPath, entry.name);
    return [path.relative(folder, full), entry.isFile() ? fs.readFileSync(full, 'utf8') : 'link'];
  });
  return Object.fromEntries(read.filter(([name]) => name !== '.altostratus.json').sort(([a], [b]) => (a < b ? -1 : 1)));
}
const put = (file: string, content: string) => {
  fs.mkdirSync(path.dirname(path.join(dist, file)), { recursive: true });
  fs.writeFileSync(path.join(dist, file), content);
};
const identity = (file: string) => {
  const { ino, mtimeMs } = fs.statSync(path.join(dist, file));
  return { ino, mtimeMs };
};
const fails = (code: string) => Object.assign(new Error(code), { code });

describe('writeTree', () => {
  test('writes what changed, removes what is gone, leaves the rest as it is on the disk', async () => {
    expect(await writeTree(dist, tree({ 'a/x': '1', 'a/y': '2', b: '3' }))).toEqual({
      written: ['a/x', 'a/y', 'b'],
      unchanged: [],
      removed: [],
      restored: [],
    });
    const before = identity('a/x');
    const summary = await writeTree(dist, tree({ 'a/x': '1', b: '4', c: '5' }));
    expect(summary).toEqual({ written: ['b', 'c'], unchanged: ['a/x'], removed: ['a/y'], restored: [] });
    expect(visible()).toEqual({ 'a/x': '1', b: '4', c: '5' });
    expect(identity('a/x')).toEqual(before);
  });

  test('touches nothing where nothing changed', async () => {
    await writeTree(dist, tree({ 'a/x': '1' }));
    const before = [identity('a/x'), identity('.altostratus.json')];
    await writeTree(dist, tree({ 'a/x': '1' }));
    expect([identity('a/x'), identity('.altostratus.json')]).toEqual(before);
  });

  test('the record is the same for the same files, in whatever order they come', async () => {
    await writeTree(dist, tree({ a: '1', b: '2' }));
    const first = fs.readFileSync(path.join(dist, '.altostratus.json'), 'utf8');
    await writeTree(dist, tree({ b: '2', a: '1' }));
    expect(fs.readFileSync(path.join(dist, '.altostratus.json'), 'utf8')).toBe(first);
    expect(Object.keys((JSON.parse(first) as { files: object }).files)).toEqual(['a', 'b']);
  });

  test('leaves no empty folders and nothing of its own work behind', async () => {
    await writeTree(dist, tree({ 'a/b/c/x': '1', d: '1' }));
    await writeTree(dist, tree({ d: '1' }));
    expect(fs.readdirSync(dist)).toEqual(['.altostratus.json', 'd']);
  });

  test('a file becomes a folder and a folder a file', async () => {
    await writeTree(dist, tree({ a: '1', 'b/x/y': '2' }));
    await writeTree(dist, tree({ 'a/x': '3', b: '4' }));
    expect(visible()).toEqual({ 'a/x': '3', b: '4' });
  });

  test('modes are kept, and a file that must be closed is closed', async () => {
    await writeTree(dist, tree({ run: '1' }, 0o755));
    expect(fs.statSync(path.join(dist, 'run')).mode & 0o100).toBe(0o100);
    expect((await writeTree(dist, tree({ run: '1' }, 0o600))).written).toEqual(['run']);
    expect(fs.statSync(path.join(dist, 'run')).mode & 0o777).toBe(0o600);
  });

  test('what was edited by hand is restored and named', async () => {
    await writeTree(dist, tree({ a: '1', b: '2' }));
    put('a', 'edited');
    expect(await writeTree(dist, tree({ a: '1', b: '3' }))).toMatchObject({ written: ['a', 'b'], restored: ['a'] });
    expect(visible()).toEqual({ a: '1', b: '3' });
  });

  test('any sequence of trees leaves exactly the last one and what others put there', async () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd');
    const content = fc.constantFrom('0', '1', '2');
    const file = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
    const noFileIsAFolder = (files: Contents) =>
      Object.keys(files).every((one) => !Object.keys(files).some((other) => other.startsWith(`${one}/`)));
    const contents = fc.dictionary(file, content, { maxKeys: 6 }).filter(noFileIsAFolder);
    await fc.assert(
      fc.asyncProperty(fc.array(contents, { minLength: 1, maxLength: 4 }), async (trees) => {
        fs.rmSync(dist, { recursive: true, force: true });
        put('own/notes', 'mine');
        for (const one of trees) await writeTree(dist, tree(one));
        expect(visible()).toEqual({ ...trees.at(-1), 'own/notes': 'mine' });
      }),
      { numRuns: 30 },
    );
  }, 60_000);
});

describe('what is not ours', () => {
  const refused = async (files: Contents, sentence: string) => {
    const before = visible();
    await expect(writeTree(dist, tree(files))).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining(sentence) as string,
    });
    expect(visible()).toEqual(before);
  };

  test('is left alone and never removed', async () => {
    put('notes/mine', 'mine');
    await writeTree(dist, tree({ 'notes/ours': '1', a: '2' }));
    await writeTree(dist, tree({ a: '2' }));
    expect(visible()).toEqual({ 'notes/mine': 'mine', a: '2' });
  });

  test('in our place is refused, all of it counted, before anything is written', async () => {
    await writeTree(dist, tree({ z: '1' }));
    put('a', 'mine');
    put('b', 'mine');
    await refused({ a: '1', b: '1', z: '2' }, 'dist/a (and 1 more) is a file that altostratus did not write');
  });

  test('with our content already is taken as ours', async () => {
    put('a', '1');
    expect((await writeTree(dist, tree({ a: '1' }))).unchanged).toEqual(['a']);
    expect((await writeTree(dist, tree({}))).removed).toEqual(['a']);
  });

  test.each(['a/b', 'a'])('a folder of others where the file %s should go is refused', async (file) => {
    put('a/b/mine', 'mine');
    await refused({ [file]: '1' }, `dist/${file} is a folder that`);
  });

  test('a file of others where a folder should go is refused', async () => {
    put('a', 'mine');
    await refused({ 'a/x': '1' }, 'dist/a is a file that');
  });

  test('a symbolic link is not followed, neither to write, nor to compare, nor to remove', async () => {
    const outside = path.join(base, 'outside');
    await writeTree(dist, tree({ 'a/x': '1', b: '2' }));
    fs.renameSync(path.join(dist, 'a'), outside);
    fs.symlinkSync(outside, path.join(dist, 'a'));
    await refused({ 'a/x': '2', b: '2' }, 'dist/a is a symbolic link that');
    await writeTree(dist, tree({ b: '2' }));
    expect(fs.readFileSync(path.join(outside, 'x'), 'utf8')).toBe('1');
    fs.rmSync(path.join(dist, 'b'));
    fs.symlinkSync(path.join(outside, 'x'), path.join(dist, 'b'));
    await refused({ b: '2' }, 'dist/b is a symbolic link that');
  });

  test('a record that points out of the folder is damaged, and nothing is removed', async () => {
    const victim = path.join(base, 'victim');
    fs.writeFileSync(victim, 'precious');
    put('.altostratus.json', JSON.stringify({ format_version: '1.0', files: { '../victim': 'x' } }));
    await refused({ a: '1' }, 'is damaged');
    expect(fs.readFileSync(victim, 'utf8')).toBe('precious');
  });

  test.each(['', '{', '[]', '{"files":3}'])('a record of %j is damaged', async (text) => {
    put('.altostratus.json', text);
    await refused({ a: '1' }, 'is damaged');
  });

  test('the output folder itself may be a link that the user made', async () => {
    fs.mkdirSync(path.join(base, 'real'));
    fs.symlinkSync(path.join(base, 'real'), dist);
    await writeTree(dist, tree({ a: '1' }));
    expect(visible(path.join(base, 'real'))).toEqual({ a: '1' });
  });
});

describe('a run that fails', () => {
  const OLD = { 'a/x': '1', b: '2', 'gone/y': '3' };
  const NEW = { 'a/x': '4', b: '5', 'new/z': '6', c: '7' };

  test.each([
    ['ENOSPC', 'there is no space left on its disk'],
    ['EACCES', 'there is no permission to'],
    ['EROFS', 'its file system is read-only'],
    ['EXDEV', 'the system says EXDEV'],
  ])('with %s says so in a sentence and leaves the earlier output whole', async (code, reason) => {
    await writeTree(dist, tree(OLD));
    jest.spyOn(promises, 'open').mockRejectedValueOnce(fails(code));
    await expect(writeTree(dist, tree(NEW))).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(
        new RegExp(`^The output folder .*dist could not be written: ${reason}.$`),
      ) as string,
    });
    expect(visible()).toEqual(OLD);
  });

  test('at whichever rename leaves the earlier output whole, and the next run makes the new one', async () => {
    let failures = 0;
    for (let nth = 1; nth < 20; nth++) {
      fs.rmSync(dist, { recursive: true, force: true });
      await writeTree(dist, tree(OLD));
      const real = promises.rename;
      let count = 0;
      jest
        .spyOn(promises, 'rename')
        .mockImplementation((from, to) => (++count === nth ? Promise.reject(fails('EIO')) : real(from, to)));
      const failed = await writeTree(dist, tree(NEW)).then(
        () => false,
        () => true,
      );
      jest.restoreAllMocks();
      if (!failed) break;
      failures++;
      expect(visible()).toEqual(OLD);
      expect((await writeTree(dist, tree(NEW))).restored).toEqual([]);
      expect(visible()).toEqual(NEW);
    }
    expect(failures).toBe(7); // two records, one removal, four files
  });

  test('and dies in the middle leaves what the next run mends', async () => {
    await writeTree(dist, tree(OLD));
    const { rename, rm } = promises;
    let count = 0;
    const dead = () => Promise.reject(fails('EIO')); // from then on nothing is undone either, as in a crash
    jest.spyOn(promises, 'rename').mockImplementation((from, to) => (++count > 5 ? dead() : rename(from, to)));
    jest.spyOn(promises, 'rm').mockImplementation((file, options) => (count > 5 ? dead() : rm(file, options)));
    await expect(writeTree(dist, tree(NEW))).rejects.toThrow();
    jest.restoreAllMocks();
    fs.rmSync(path.join(dist, '.altostratus-lock'), { force: true });
    const mixed = Object.entries(visible()).filter(([name]) => !name.startsWith('.altostratus'));
    for (const [name, content] of mixed) expect([(OLD as Contents)[name], (NEW as Contents)[name]]).toContain(content);
    expect(mixed.map(([name]) => name)).toContain('new/z');
    const later = { 'a/x': '8', 'new/z': '9' };
    await writeTree(dist, tree(later));
    expect(visible()).toEqual(later);
  });

  test('for the first time leaves no folder', async () => {
    jest.spyOn(promises, 'open').mockRejectedValueOnce(fails('ENOSPC'));
    await expect(writeTree(dist, tree(NEW))).rejects.toThrow('no space left');
    expect(fs.existsSync(dist)).toBe(false);
  });

  test('because the folder is a file says so and leaves the file', async () => {
    fs.writeFileSync(dist, 'mine');
    await expect(writeTree(dist, tree(NEW))).rejects.toMatchObject({
      message: expect.stringContaining('a file stands where a folder should be') as string,
    });
    expect(fs.readFileSync(dist, 'utf8')).toBe('mine');
  });

  test('for no fault of the disk passes on what was thrown', async () => {
    jest.spyOn(promises, 'open').mockRejectedValueOnce(new TypeError('a bug'));
    await expect(writeTree(dist, tree(NEW))).rejects.toThrow(TypeError);
  });
});

describe('two runs at once', () => {
  test('do not mix: what is there in the end is one of the two, whole', async () => {
    const one = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`f${n}`, 'one']));
    const two = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`f${n}`, 'two']));
    await Promise.all([one, two, one, two].map((files) => writeTree(dist, tree(files))));
    const [content] = Object.values(visible());
    expect(visible()).toEqual(content === 'one' ? one : two);
  });

  test('the lock of a process that died is taken over', async () => {
    put('.altostratus-lock', JSON.stringify({ pid: 2 ** 22 + 1, host: os.hostname() }));
    await writeTree(dist, tree({ a: '1' }));
    expect(visible()).toEqual({ a: '1' });
  });

  test('a half-written or foreign lock that is old is taken over', async () => {
    for (const text of ['', JSON.stringify({ pid: 1, host: 'elsewhere' })]) {
      put('.altostratus-lock', text);
      fs.utimesSync(path.join(dist, '.altostratus-lock'), 1, 1);
      await writeTree(dist, tree({ a: text }));
      expect(visible()).toEqual({ a: text });
    }
  });

  test('a lock that is held for too long is shown with its place', async () => {
    put('.altostratus-lock', JSON.stringify({ pid: process.pid, host: os.hostname() }));
    const start = Date.now();
    let calls = 0;
    jest.spyOn(Date, 'now').mockImplementation(() => start + 11_000 * calls++);
    await expect(writeTree(dist, tree({ a: '1' }))).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining('Another run of altostratus is writing') as string,
      remedy: expect.stringContaining('.altostratus-lock') as string,
    });
  });
});
