import * as fs from 'node:fs';
import * as path from 'node:path';
import ts from 'typescript';

const ROOT = path.join(__dirname, '../..');
const PAGES = [
  'README.md',
  ...fs
    .readdirSync(path.join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

interface Block {
  /** A file name beside the apps, so that it resolves what a program there resolves. */
  readonly file: string;
  readonly text: string;
}

/** The TypeScript of a page, each block as a module of its own; line numbers stay those of the page. */
function blocksOf(page: string): Block[] {
  const lines = fs.readFileSync(path.join(ROOT, page), 'utf8').split('\n');
  const blocks: Block[] = [];
  for (let n = 0; n < lines.length; n++) {
    if (lines[n] !== '```ts') continue;
    const end = lines.indexOf('```', n + 1);
    const text = '\n'.repeat(n + 1) + lines.slice(n + 1, end).join('\n');
    blocks.push({
      file: path.join(ROOT, 'apps', `${page.replaceAll('/', '_')}_${n + 1}.ts`),
      text: `${text}\nexport {};\n`,
    });
    n = end;
  }
  return blocks;
}

function compile(blocks: readonly Block[]): string[] {
  const { config } = ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), (file) => ts.sys.readFile(file)) as {
    config: object;
  };
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, ROOT);
  Object.assign(options, {
    noEmit: true,
    incremental: false,
    tsBuildInfoFile: undefined,
    noUnusedLocals: false,
    baseUrl: ROOT,
  });
  const host = ts.createCompilerHost(options);
  const texts = new Map(blocks.map(({ file, text }) => [file, text]));
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (file, ...rest) => {
    const text = texts.get(file);
    return text === undefined
      ? getSourceFile.call(host, file, ...rest)
      : ts.createSourceFile(file, text, ts.ScriptTarget.ES2022);
  };
  host.fileExists = (file) => texts.has(file) || fileExists.call(host, file);
  host.readFile = (file) => texts.get(file) ?? readFile.call(host, file);
  const program = ts.createProgram([...texts.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const at =
      file && start !== undefined
        ? `${path.basename(file.fileName)}:${file.getLineAndCharacterOfPosition(start).line + 1}`
        : '';
    return `${at} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}

describe('documentation', () => {
  const blocks = PAGES.flatMap(blocksOf);

  it('has code in it', () => {
    expect(blocks.length).toBeGreaterThan(3);
  });

  // One compilation for both: it is by far the longest part.
  it('compiles, and would not with a mistake in it', () => {
    const [block] = blocks as [Block];
    const wrong = {
      file: block.file.replace('.ts', '_wrong.ts'),
      text: `${block.text}\nconst wrong: number = 'text';`,
    };
    expect(compile([...blocks, wrong])).toEqual([
      expect.stringMatching(/_wrong\.ts:\d+ .*not assignable to type 'number'/),
    ]);
  }, 60_000);

  it('links to pages that exist', () => {
    const missing = PAGES.flatMap((page) =>
      [...fs.readFileSync(path.join(ROOT, page), 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)]
        .map(([, link = '']) => link)
        .filter((link) => !fs.existsSync(path.join(ROOT, path.dirname(page), link)))
        .map((link) => `${page}: ${link}`),
    );
    expect(missing).toEqual([]);
  });
});
