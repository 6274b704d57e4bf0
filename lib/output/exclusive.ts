import { promises as fs } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { UserError } from '../core/finding';

/** Writing takes far less; who holds a lock for longer than this is shown to the user. */
const PATIENCE_MS = 10_000;
const POLL_MS = 25;
/** A lock of another machine (a shared disk, a container) cannot be asked whether its owner lives. */
const FOREIGN_STALE_MS = 600_000;

interface Holder {
  readonly pid: number;
  readonly host: string;
}

/**
 * Does something while no other process, nor another call in this one, does it. The lock of a process that died is taken over.
 * @param lock path of the lock file; its folder exists
 * @param what for the message: `the output folder dist`
 * @throws UserError where another one holds the lock for longer than ten seconds
 */
export async function exclusively<T>(lock: string, what: string, work: () => Promise<T>): Promise<T> {
  const until = Date.now() + PATIENCE_MS;
  while (!(await take(lock))) {
    if (await isStale(lock)) await fs.rm(lock, { force: true });
    else if (Date.now() > until)
      throw new UserError(
        `Another run of altostratus is writing ${what}.`,
        `Wait until it is done; where there is none, delete ${lock}.`,
      );
    else await delay(POLL_MS);
  }
  try {
    return await work();
  } finally {
    await fs.rm(lock, { force: true });
  }
}

async function take(lock: string): Promise<boolean> {
  const holder: Holder = { pid: process.pid, host: hostname() };
  try {
    await fs.writeFile(lock, JSON.stringify(holder), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function isStale(lock: string): Promise<boolean> {
  try {
    const { mtimeMs } = await fs.stat(lock);
    const old = Date.now() - mtimeMs > FOREIGN_STALE_MS;
    const holder = readHolder(await fs.readFile(lock, 'utf8'));
    return holder?.host === hostname() ? !isAlive(holder.pid) : old;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

function readHolder(text: string): Holder | undefined {
  try {
    const holder = JSON.parse(text) as Partial<Holder> | null;
    return typeof holder?.pid === 'number' && typeof holder.host === 'string' ? (holder as Holder) : undefined;
  } catch {
    return undefined; // half written: its owner is about to finish, or died in the middle
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
