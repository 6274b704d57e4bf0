import type { FORMAT_VERSION } from '../output/documents';
import type { BootPlan, Plan } from '../plan/types';
import { BOOT_UNIT, UNIT_NOTES } from './host-unit-notes';
import type { Waiting } from './host-unit-notes';

/** A unit of a host, as somebody who looks for a fault needs it. */
export interface UnitGuide {
  readonly unit: string;
  readonly description: string;
  /** When it runs, for one that is run at times. */
  readonly at?: string;
  /** Shows what it said. */
  readonly journal: string;
  /** Lines that it waits with, and what they mean. */
  readonly waiting: readonly Waiting[];
}

/** Where to look on a host, in the order in which it boots. */
export interface HostGuide {
  readonly host: string;
  /** Absent for each host of a pool. */
  readonly address?: string;
  readonly roles: readonly string[];
  readonly units: readonly UnitGuide[];
  /** Settings of the units, by path on the host. */
  readonly settings: readonly string[];
  /** Programs for people, by path on the host. */
  readonly commands: readonly string[];
  /** Files with secrets that it needs before most units start. */
  readonly secrets: readonly string[];
}

/** docs/schema/host-logs.schema.json */
export interface HostLogsDocument {
  readonly format_version: typeof FORMAT_VERSION;
  readonly hosts: readonly HostGuide[];
}

const UNITS = '/etc/systemd/system/';
/** Which units are started, one `start <unit>` a line: lib/iaas/host-config/data. */
const STARTED = '/etc/altostratus/units';

/** On hosts whose boot script is in a secret store, by user data: lib/iaas/secrets/boot-program. */
const BOOT_PROGRAM = '/usr/local/sbin/altostratus-boot';

/** The hosts and pools of a plan with what they boot from, in its order. */
export function hostGuides(plan: Plan): HostGuide[] {
  return plan.sites.flatMap(({ machines, pools }) => [
    ...machines.map(({ name, address, roles, boot }) => guideOf({ host: name, address, roles }, boot)),
    ...pools.map(({ id, boot }) => guideOf({ host: id, roles: ['pool'] }, boot)),
  ]);
}

function guideOf(
  of: Pick<HostGuide, 'host' | 'address' | 'roles'>,
  { files, secretFiles, stored = [] }: BootPlan,
): HostGuide {
  const content = new Map(files.map((file) => [file.path, file.content]));
  const started = [...(content.get(STARTED) ?? '').matchAll(/^start (\S+)$/gm)].map(([, name = '']) => name);
  const isStored = stored.length > 0;
  const units = [...(isStored ? [BOOT_UNIT] : []), ...started].map((unit) => unitGuide(unit, content));
  const place = ({ unit }: UnitGuide) => {
    const index = UNIT_NOTES.findIndex(({ name }) => isNamed(unit, name));
    return index === -1 ? UNIT_NOTES.length : index;
  };
  const below = (folder: string, ending: string) =>
    files.map(({ path }) => path).filter((path) => path.startsWith(folder) && path.endsWith(ending));
  return {
    ...of,
    units: units.sort((a, b) => place(a) - place(b)),
    settings: [...below('/etc/altostratus/', '.env'), ...below('/etc/etcd/', '.env')],
    commands: [...(isStored ? [BOOT_PROGRAM] : []), ...below('/usr/local/sbin/altostratus-', '')],
    secrets: secretFiles.map(({ path }) => path),
  };
}

function unitGuide(unit: string, content: ReadonlyMap<string, string>): UnitGuide {
  const text = content.get(UNITS + unit) ?? '';
  const note = UNIT_NOTES.find(({ name }) => isNamed(unit, name));
  const at = /^OnCalendar=(.*)$/m.exec(text)?.[1];
  return {
    unit,
    description: note?.description ?? /^Description=(.*)$/m.exec(text)?.[1] ?? 'of the distribution',
    ...(at !== undefined && { at }),
    journal: `journalctl --unit ${unit.replace(/\.timer$/, '.service')}`,
    waiting: note?.waiting ?? [],
  };
}

/** A note's name is that of a unit, or ends in `*`. */
function isNamed(unit: string, name: string): boolean {
  return name.endsWith('*') ? unit.startsWith(name.slice(0, -1)) : unit === name;
}
