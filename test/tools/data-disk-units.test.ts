import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { volumePart } from '../../lib/iaas/volume/volume-part';
import { noLoopDevices } from './loop-devices';
import { describeUnless, program, run, temporaryFolder } from './programs';

/** Stands in for etcd: it writes where it starts, as etcd would write its data. */
const ETCD = `[Unit]
StartLimitIntervalSec=0
[Service]
ExecStartPre=/bin/bash -c 'findmnt --noheadings --output SOURCE --target /var/lib/etcd >>/ran-on'
ExecStart=/bin/sleep infinity
Restart=always
RestartSec=1
`;

/** Runs in the container; what it prints is the result. */
const SCENARIO = `exec >/share/result 2>&1
mounter=altostratus-volume-etcd.service
show() { systemctl show --property="$2" --value "$1"; }
is() { [ "$(show "$1" "$2")" = "$3" ]; }
awaited() {
  for _ in {1..200}; do if "$@"; then return; fi; sleep 0.1; done
  echo "never: $*"
  journalctl --no-pager --lines=20 --unit=etcd --unit=$mounter
  exit 1
}
etcd() { echo "$1: etcd $(show etcd SubState), refused: $([ "$(show etcd AssertResult)" = no ] && echo yes || echo no)"; }
awaited is $mounter SubState start
for signal in TERM KILL; do
  systemctl kill --signal=$signal $mounter
  awaited is $mounter SubState auto-restart
  awaited is etcd Job ''
  etcd "$signal"
  awaited is $mounter SubState start
done
touch /attached
awaited is etcd SubState running
etcd 'attached'
pid=$(show etcd MainPID)
systemctl restart $mounter
if is etcd MainPID "$pid"; then echo 'restarted mounter: etcd was left alone'; fi
systemctl kill --signal=KILL etcd
awaited is etcd NRestarts 1
awaited is etcd SubState running
etcd 'killed'
systemctl stop etcd
systemctl restart $mounter
etcd 'stopped'
umount /var/lib/etcd
systemctl start etcd
etcd 'unmounted'
systemctl restart $mounter
awaited is etcd SubState running
etcd 'mounted again'
echo "it ran on: $(sort -u /ran-on)"
`;

/** As on a host: a unit that nobody wants is forgotten by systemd, and that it was refused, too. */
const WANTED = '[Unit]\nWants=etcd.service altostratus-volume-etcd.service\n';

const UNIT = `[Unit]
Wants=altostratus.target
After=basic.target
Requires=basic.target
[Service]
Type=oneshot
ExecStart=/bin/bash /share/scenario
ExecStopPost=/bin/systemctl --force --force poweroff
`;

/** A copy of this machine that is gone at its end. */
const CONTAINER = `cd "$FOLDER"
mkdir space root
mount -t tmpfs tmpfs space
mkdir space/upper space/work
mount -t overlay overlay -o lowerdir=/,upperdir=space/upper,workdir=space/work root
cp -r tree/. root/
exec systemd-nspawn --quiet --boot --register=no --keep-unit --private-network --machine="altotry-$$" \\
  --bind="$DEVICE" --bind="$FOLDER/share:/share" --directory=root systemd.unit=try.service
`;

describeUnless(noLoopDevices(), ['systemd-nspawn', 'losetup', 'mkfs.ext4', 'lsblk'], 'what needs a data disk', () => {
  const folder = temporaryFolder();
  let device = '';
  beforeAll(() => {
    const file = path.join(folder, 'disk');
    fs.writeFileSync(file, '');
    fs.truncateSync(file, 1024 ** 3);
    device = run('losetup', ['--find', '--show', file]).trim();
  });
  afterAll(() => execFileSync('losetup', ['--detach', device]));

  it('never starts on the root disk, whatever happens, and starts when the disk is there', () => {
    const files = new Map<string, string>([['/etc/systemd/system/etcd.service', ETCD]]);
    const { files: parts = [], units = [] } = volumePart([
      { name: 'etcd', sizeGib: 1, mount: '/var/lib/etcd', mode: '0700', kind: 'any', neededBy: ['etcd.service'] },
    ]);
    for (const { path: file, content } of parts) files.set(file, content);
    for (const { name, content } of units) files.set(`/etc/systemd/system/${name}`, content);
    files.set('/etc/systemd/system/altostratus.target', WANTED);
    files.set('/etc/systemd/system/try.service', UNIT);
    // The real one, asked for the disk alone once it is attached; "loop" reads "disk" there.
    const lsblk = program('lsblk') ?? '';
    files.set(
      '/usr/local/bin/lsblk',
      `#!/bin/bash\ncase " $* " in *' -- '*) exec ${lsblk} "$@" ;; esac\n[ ! -e /attached ] || ${lsblk} "$@" ${device} | sed 's/ loop / disk /'\n`,
    );
    const share = path.join(folder, 'share');
    fs.mkdirSync(share);
    fs.writeFileSync(path.join(share, 'scenario'), SCENARIO);
    const tree = path.join(folder, 'tree');
    for (const [target, content] of files) {
      fs.mkdirSync(path.join(tree, path.dirname(target)), { recursive: true });
      fs.writeFileSync(path.join(tree, target), content, { mode: 0o755 });
    }
    const { stdout, stderr } = spawnSync(
      program('timeout') ?? '',
      ['--kill-after=10', '200', 'unshare', '--mount', '--propagation', 'private', 'bash', '-euc', CONTAINER],
      { encoding: 'utf8', env: { ...process.env, FOLDER: folder, DEVICE: device } },
    );
    const result = path.join(share, 'result');
    if (!fs.existsSync(result)) throw new Error(`It did not boot:\n${stdout}${stderr}`);
    expect(fs.readFileSync(result, 'utf8').trim().split('\n')).toEqual([
      'TERM: etcd dead, refused: yes',
      'KILL: etcd dead, refused: yes',
      'attached: etcd running, refused: no',
      'restarted mounter: etcd was left alone',
      'killed: etcd running, refused: no',
      'stopped: etcd dead, refused: no',
      'Assertion failed on job for etcd.service.',
      'unmounted: etcd dead, refused: yes',
      'mounted again: etcd running, refused: no',
      `it ran on: ${device}`,
    ]);
  });
});
