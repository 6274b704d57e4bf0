import type { Component } from './component';
import { scheduleFault } from './cron';
import { DEFAULT_RESOURCES, mebibytes } from './demand';
import type { QuotaProps } from './quota';

/** A value that is outside of what is allowed: what it is, what it must be. */
interface ValueFault {
  readonly message: string;
  readonly remedy: string;
}

/** What is wrong with the numbers and paths of a component. */
export function componentFaults(name: string, component: Component): ValueFault[] {
  const { port, replicas, user, probes, resources = {}, writable = [], calls = [] } = component;
  const { cpu, cpuLimit, memory } = resources;
  const faults: ValueFault[] = [];
  const check = (what: string, value: number | string | undefined, allowed: string, isRight: boolean) => {
    if (value === undefined || isRight) return;
    faults.push({
      message: `The ${what} of component "${name}" is ${JSON.stringify(value)}.`,
      remedy: `It must be ${allowed}.`,
    });
  };
  check('port', port, 'a whole number of 1 to 65535', isWhole(port, 1, 65535));
  check('number of replicas', replicas, 'a whole number, 0 or more', isWhole(replicas, 0));
  check('user', user, 'the number of a user other than 0', isWhole(user, 1));
  check('CPU', cpu, 'more than 0', isPositive(cpu));
  check(
    'CPU limit',
    cpuLimit,
    `at least the CPU that is kept`,
    isPositive(cpuLimit) && (cpuLimit ?? 0) >= (cpu ?? DEFAULT_RESOURCES.cpu),
  );
  check('memory in MiB', memory && mebibytes(memory), 'more than 0', isPositive(memory && mebibytes(memory)));
  const disk = resources.ephemeralStorage && mebibytes(resources.ephemeralStorage);
  check('ephemeral storage in MiB', disk, 'more than 0', isPositive(disk));
  if (probes && 'path' in probes)
    check('path of the probe', probes.path, 'a path that begins with "/"', probes.path.startsWith('/'));
  for (const folder of writable) check('writable folder', folder, 'an absolute path', folder.startsWith('/'));
  for (const call of calls)
    check('port that it calls', call.port, 'a whole number of 1 to 65535', isWhole(call.port, 1, 65535));
  return faults;
}

/** What is wrong with the times at which a component runs, or undefined where nothing is. */
export function timeFault(name: string, { schedule, timeZone }: Component): ValueFault | undefined {
  const fault = schedule === undefined ? undefined : scheduleFault(schedule);
  if (fault !== undefined)
    return {
      message: `The schedule "${schedule}" of component "${name}" ${fault}.`,
      remedy: 'Write minute, hour, day of the month, month and day of the week, e.g. "0 3 * * *" for three at night.',
    };
  if (timeZone === undefined || isTimeZone(timeZone)) return undefined;
  return {
    message: `The time zone "${timeZone}" of component "${name}" is not known.`,
    remedy: 'Name one of the IANA database, e.g. "Europe/Berlin".',
  };
}

/** What is wrong with a quota. */
export function quotaFaults({ cpu, memory, ephemeralStorage, pods, claims, objects }: QuotaProps): string[] {
  const counts = Object.entries({ claims, ...objects });
  return [
    ...(isPositive(cpu) ? [] : [`cpu is ${cpu}`]),
    ...(isPositive(mebibytes(memory)) ? [] : ['memory is less than one MiB']),
    ...(ephemeralStorage && mebibytes(ephemeralStorage) < 1 ? ['ephemeralStorage is less than one MiB'] : []),
    ...(pods === undefined || isWhole(pods, 1) ? [] : [`pods is ${pods}`]),
    ...counts.filter(([, most]) => most !== undefined && !isWhole(most, 0)).map(([name, most]) => `${name} is ${most}`),
  ];
}

function isWhole(value: number | undefined, least: number, most = Number.MAX_SAFE_INTEGER): boolean {
  return Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most;
}

function isPositive(value: number | undefined): boolean {
  return value !== undefined && Number.isFinite(value) && value > 0;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
