import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { createJiti } from 'jiti';
import { UserError } from '../core/finding';
import { Platform } from '../core/platform';
import { isStandardSchema } from './config-schema';
import type { StandardSchema } from './config-schema';
import { PACKAGE, ownPackage } from './own-package';
import type { OwnPackage } from './own-package';
import { programError } from './program-error';
import { SourceColumns } from './source-columns';

/** A program that is loaded, and can be asked for its platform. */
export interface App {
  readonly file: string;
  /** What it exports as `config`: the shape of its configuration. */
  readonly schema?: StandardSchema;
  readonly columns: SourceColumns;
  /**
   * Calls the program.
   * @throws ProgramError with what the program threw
   */
  build(config: unknown): Promise<Platform>;
}

/** What a program exports. In CommonJS it may be the function itself. */
interface Exports {
  readonly default?: unknown;
  readonly config?: unknown;
}

/** How many calls of a stack are kept while a program runs: users' own calls stand below many of the library's. */
const STACK_DEPTH = 60;

/**
 * Loads a program, TypeScript or JavaScript, and all files that it imports.
 * @param root folder of the project; what is transpiled is kept below its node_modules
 * @throws ProgramError, UserError
 */
export async function loadApp(file: string, root: string): Promise<App> {
  const own = ownPackage();
  checkOneCopy(file, own);
  const jiti = createJiti(file, {
    fsCache: fs.existsSync(path.join(root, 'node_modules')) && path.join(root, 'node_modules', '.cache', PACKAGE),
    sourceMaps: true,
    interopDefault: false,
    virtualModules: doorsOf(own),
  });
  const columns = new SourceColumns((source) =>
    /\.[cm]?tsx?$/.test(source)
      ? jiti.transform({ filename: source, source: fs.readFileSync(source, 'utf8'), ts: true, async: true })
      : undefined,
  );
  const guarded = <T>(work: () => Promise<T>) => guard(work, (thrown) => programError(thrown, file, columns));
  const exported = await guarded(() => jiti.import<Exports>(file));
  const program = typeof exported === 'function' ? exported : exported.default;
  if (typeof program !== 'function')
    throw new UserError(
      `${path.basename(file)} has no function as its default export${program === undefined ? '' : `, but ${describe(program)}`}.`,
      'Write `export default function platform(config: Config): Platform { … }`.',
      { file, line: 1, column: 1 },
    );
  return {
    file,
    columns,
    ...(isStandardSchema(exported.config) && { schema: exported.config }),
    build: async (config) => asPlatform(await guarded(async () => (await program(config)) as unknown), file),
  };
}

/** Runs the user's code: what it prints goes to stderr, because stdout is for data; what it throws is told as the user's. */
async function guard<T>(work: () => Promise<T>, tell: (thrown: unknown) => Error): Promise<T> {
  const { stackTraceLimit } = Error;
  const { stdout, stderr } = process;
  const write = stdout.write.bind(stdout);
  Error.stackTraceLimit = STACK_DEPTH;
  stdout.write = stderr.write.bind(stderr);
  try {
    return await work();
  } catch (thrown) {
    throw tell(thrown);
  } finally {
    stdout.write = write;
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Our own doors, opened when a program asks: the very modules that the command line itself runs on. */
function doorsOf({ doors }: OwnPackage): Record<string, unknown> {
  const require = createRequire(__filename);
  const modules = {};
  for (const [name, file] of doors)
    Object.defineProperty(modules, name, { enumerable: true, get: () => require(file) as unknown });
  return modules;
}

/** A program must build with the copy of the library that reads what it built. */
function checkOneCopy(file: string, own: OwnPackage): void {
  let resolved: string;
  try {
    resolved = createRequire(file).resolve(PACKAGE);
  } catch {
    return; // the project has none of its own: it gets ours
  }
  const ours = own.doors.get(PACKAGE);
  if (ours !== undefined && fs.existsSync(ours) && fs.realpathSync(resolved) !== fs.realpathSync(ours))
    throw new UserError(
      `There are two copies of altostratus: this command is ${own.root}, the program's is ${resolved}.`,
      "Run the project's own one: `npx altostratus`.",
    );
}

function asPlatform(built: unknown, file: string): Platform {
  if (built instanceof Platform) return built;
  if (looksLikePlatform(built))
    throw new UserError(
      `${path.basename(file)} returned the Platform of another copy of altostratus.`,
      'Keep one copy in the project: `npm ls altostratus` shows all.',
      { file, line: 1, column: 1 },
    );
  throw new UserError(
    `${path.basename(file)} returned ${describe(built)} instead of a Platform.`,
    'End the function with `return platform;`.',
    { file, line: 1, column: 1 },
  );
}

function looksLikePlatform(built: unknown): boolean {
  for (let type: unknown = built; typeof type === 'object' && type !== null; type = Object.getPrototypeOf(type))
    if (Object.hasOwn(type, 'constructor') && type.constructor.name === Platform.name) return true;
  return false;
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return 'a list';
  if (typeof value !== 'object') return `a ${typeof value}`;
  const { name } = value.constructor as { readonly name?: string };
  return name === undefined || name === 'Object' ? 'an object' : `a ${name}`;
}
