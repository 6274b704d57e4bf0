import * as path from 'node:path';
import { UserError } from '../core/finding';
import type { Host } from './host';
import { findProject } from './project';
import type { Project } from './project';

/** What the options of a command line say; absent where nothing was said. */
export interface Flags {
  readonly app?: string;
  readonly environment?: string;
  readonly config?: string;
  readonly set?: readonly string[];
  readonly ledger?: string;
  readonly out?: string;
  readonly frozen?: boolean;
  readonly secrets?: boolean;
  readonly output?: string;
  readonly today?: string;
}

/** A value, and whether somebody said it for this run (and not a default or the project). */
export interface Said {
  readonly value: string;
  readonly explicit: boolean;
}

/** What a command works with: options, then `ALTOSTRATUS_*` variables, then the project's `package.json`, then defaults. */
export interface Settings {
  readonly project: Project;
  /** The program as it was named; absent where nobody did. */
  readonly app?: Said;
  readonly environment: string;
  /** Absolute paths; `{platform}` may stand in that of the ledger. */
  readonly config: Said;
  readonly ledger: Said;
  readonly out: string;
  readonly set: readonly string[];
  readonly frozen: boolean;
  readonly secrets: boolean;
  /** `YYYY-MM-DD` */
  readonly today: string;
}

/** What holds when nobody says. */
export const DEFAULTS = {
  environment: 'dev',
  config: 'stacks/Pulumi.{environment}.yaml',
  ledger: 'stacks/{platform}.{environment}.ledger.json',
  out: 'dist',
} as const;

/** Names of environments are parts of file names. */
const ENVIRONMENT = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

export function settle(flags: Flags, host: Host): Settings {
  const project = findProject(host.cwd);
  const app = said('app', flags.app, host, project);
  const environment = (said('environment', flags.environment, host, project) ?? { value: DEFAULTS.environment }).value;
  if (!ENVIRONMENT.test(environment))
    throw new UserError(
      `"${environment}" is not a name of an environment.`,
      'Use letters, digits, "-", "_" and ".", e.g. dev, staging, prod.',
    );
  const file = (key: 'config' | 'ledger' | 'out', more?: string): Said => {
    const known = said(key, flags[key], host, project, more) ?? { value: DEFAULTS[key], explicit: false };
    const { value, explicit } = key === 'config' && !known.explicit ? { ...known, ...ofAnother(app, project) } : known;
    const filled = value.replaceAll('{environment}', environment);
    return { value: path.resolve(explicit ? host.cwd : project.root, filled), explicit };
  };
  return {
    project,
    ...(app && { app }),
    environment,
    config: file('config'),
    ledger: file('ledger'),
    out: file('out', host.env['CDK8S_OUTDIR']).value,
    set: flags.set ?? [],
    frozen: flags.frozen ?? isOn(host.env['ALTOSTRATUS_FROZEN']) ?? isOn(host.env['CI']) ?? false,
    secrets: flags.secrets ?? false,
    today: day(flags.today ?? host.now.toISOString().slice(0, 10)),
  };
}

/** The project's configuration is that of its program; another one that is named has its own, in a folder of its name. */
function ofAnother(app: Said | undefined, { settings }: Project): { readonly value: string } | undefined {
  if (app === undefined || settings.app === undefined) return undefined;
  const [name, own] = [app.value, settings.app].map((file) => path.basename(file, path.extname(file)));
  return name === own ? undefined : { value: `stacks/${name}/Pulumi.{environment}.yaml` };
}

/** The value for this run: the option, a variable that another tool set for it, our own variable; then the project's. */
function said(
  key: 'app' | 'environment' | 'config' | 'ledger' | 'out',
  flag: string | undefined,
  { env }: Host,
  { settings }: Project,
  more?: string,
): Said | undefined {
  const explicit = [flag, more, env[`ALTOSTRATUS_${key.toUpperCase()}`]].find(
    (value) => value !== undefined && value !== '',
  );
  if (explicit !== undefined) return { value: explicit, explicit: true };
  const value = settings[key];
  return value === undefined ? undefined : { value, explicit: false };
}

function isOn(value: string | undefined): boolean | undefined {
  return value === undefined || value === '' ? undefined : !['0', 'false', 'no', 'off'].includes(value.toLowerCase());
}

/** A day as a command line has it. */
export function day(text: string): string {
  const parsed = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== text)
    throw new UserError(`"${text}" is not a day.`, 'Write it as YYYY-MM-DD.');
  return text;
}
