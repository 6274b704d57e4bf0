import { ACTIVATE, ACTIVATE_PATH, AWAIT_SECRETS, AWAIT_SECRETS_PATH } from './activate';
import { chronyConf, TIME_UNIT } from './base';
import { DATA, MODULES_PATH, SYSCTL_PATH, TARGET } from './data';
import { downloadTable } from './downloads';
import { line, sysctlLine, word } from './encode';
import { gateDropIns } from './gate';
import { SECRETS_UNIT, UNIT_FOLDER } from './model';
import type { HostFile, HostSpec, HostUnit } from './model';
import { packageTable } from './packages';
import { repositoryFiles } from './repository';
import { selinuxLines } from './selinux';
import { trustFiles } from './trust';
import { userFiles } from './users';

/** A host's spec as files alone; ACTIVATE makes the host what they say. Both renderings write these very files. */
export interface HostLayout {
  /** All files without secrets, in order of their paths. */
  readonly files: readonly HostFile[];
  /** Files that are delivered apart. */
  readonly secretFiles: readonly HostFile[];
}

/** Turns everything that a host gets into files. */
export function layOut(spec: HostSpec): HostLayout {
  const secretFiles = spec.files.filter((file) => file.secret === true);
  const given = [
    ...spec.files.filter((file) => file.secret !== true),
    ...spec.repositories.flatMap(repositoryFiles),
    ...spec.trust.map(trustFiles),
    ...userFiles(spec.users),
  ];
  const units = [...spec.units, ...gateDropIns(spec), ...(secretFiles.length > 0 ? [secretsUnit()] : [])];
  const started = [...new Set([...units.filter(startsItself).map(({ name }) => name), ...spec.services])].sort();
  const files = [
    ...given,
    ...units.map(unitFile),
    unitFile(target(started)),
    ...dataFiles(spec, secretFiles),
    { path: DATA.units, content: unitTable(units, started, [...given, ...spec.downloads]) },
    { path: ACTIVATE_PATH, content: ACTIVATE, mode: '0755' },
    ...(secretFiles.length > 0 ? [{ path: AWAIT_SECRETS_PATH, content: AWAIT_SECRETS, mode: '0755' }] : []),
  ];
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), secretFiles };
}

function dataFiles(spec: HostSpec, secretFiles: readonly HostFile[]): HostFile[] {
  const lines = (items: readonly string[]) => items.map((item) => `${line(item)}\n`).join('');
  const content = {
    [DATA.hostname]: spec.hostname === '' ? '' : lines([word(spec.hostname)]),
    [DATA.hosts]: lines(spec.aliases.map(({ address, name }) => `${word(address)} ${word(name)}`)),
    [DATA.packages]: packageTable(spec.packages, spec.packageVersions),
    [DATA.downloads]: downloadTable(spec.downloads),
    [DATA.chrony]: spec.ntp.length === 0 ? '' : chronyConf(spec.ntp.map(word)),
    [DATA.secrets]: lines(secretFiles.map(({ path }) => path)),
    [DATA.selinux]: lines(selinuxLines(spec.selinux)),
    [DATA.masked]: lines(spec.masked.map(word)),
    [MODULES_PATH]: lines(spec.modules.map(word)),
    [SYSCTL_PATH]: Object.entries(spec.sysctls)
      .map(([name, value]) => sysctlLine(name, value))
      .join(''),
  };
  // The list of packages is always there: a host that needs none says so.
  return Object.entries(content)
    .filter(([path, text]) => text !== '' || path === DATA.packages)
    .map(([path, text]) => ({ path, content: text }));
}

/** Which files make a unit what it is (it is restarted), which it reads (it is reloaded, where it can), and who else restarts it. */
function unitTable(
  units: readonly HostUnit[],
  started: readonly string[],
  files: readonly Pick<HostFile, 'path' | 'readBy'>[],
): string {
  const rows = [
    `defined-by ${TARGET} ${UNIT_FOLDER}${TARGET}`,
    ...started.map((name) => `start ${word(name)}`),
    ...units.flatMap(({ name, restartedBy }) =>
      restartedBy === undefined ? [] : [`restarted-by ${word(name)} ${line(restartedBy)}`],
    ),
    ...units.map((unit) => `defined-by ${word(definedUnit(unit))} ${line(UNIT_FOLDER + unit.name)}`),
    ...files.flatMap(({ path, readBy = [] }) => readBy.map((name) => `read-by ${word(name)} ${line(path)}`)),
    ...(started.includes(SECRETS_UNIT) ? [`read-by ${SECRETS_UNIT} ${DATA.secrets}`] : []),
    ...(started.includes(TIME_UNIT) ? [`read-by ${TIME_UNIT} ${DATA.chrony}`] : []),
  ];
  return `${rows.join('\n')}\n`;
}

/** A unit that something else starts is not restarted when it changes: it is noted at the target, for systemd to read it anew. */
function definedUnit(unit: HostUnit): string {
  const parent = dropInOf(unit);
  if (parent !== undefined) return parent;
  return startsItself(unit) ? unit.name : TARGET;
}

function startsItself(unit: HostUnit): boolean {
  return unit.enable !== false && dropInOf(unit) === undefined;
}

/** `haproxy.service` for `haproxy.service.d/limits.conf`. */
function dropInOf({ name }: HostUnit): string | undefined {
  return /^(.+)\.d\/[^/]+$/.exec(name)?.[1];
}

function unitFile({ name, content, mode }: HostUnit): HostFile {
  return { path: UNIT_FOLDER + name, content, ...(mode !== undefined && { mode }) };
}

function target(started: readonly string[]): HostUnit {
  const wants = started.map((name) => `Wants=${word(name)}\n`).join('');
  return {
    name: TARGET,
    content: `[Unit]\nDescription=Everything that altostratus runs here\n${wants}\n[Install]\nWantedBy=multi-user.target\n`,
  };
}

function secretsUnit(): HostUnit {
  return {
    name: SECRETS_UNIT,
    content: [
      '[Unit]',
      'Description=All keys of this host are there',
      '',
      '[Service]',
      'Type=oneshot',
      'RemainAfterExit=yes',
      'TimeoutStartSec=infinity',
      `ExecStart=${AWAIT_SECRETS_PATH}`,
      '',
    ].join('\n'),
  };
}
