import { execFileSync, spawnSync } from 'node:child_process';

/** Why there are no loop devices here; undefined where there are. */
export function noLoopDevices(): string | undefined {
  if (process.getuid?.() !== 0) return 'needs root';
  const { status, stdout, stderr, error } = spawnSync('losetup', ['--find', '--show', '/etc/hostname', '--read-only'], {
    encoding: 'utf8',
  });
  if (status !== 0) return `no loop devices: ${error?.message ?? stderr}`;
  execFileSync('losetup', ['--detach', stdout.trim()]);
  return undefined;
}
