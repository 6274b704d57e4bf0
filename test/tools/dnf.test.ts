import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { renderScript } from '../../lib/iaas/host-config/script';
import type { HostSpec } from '../../lib/iaas/host-config/model';
import { Sandbox } from '../iaas/host-config/sandbox';
import { EMPTY } from '../iaas/host-config/specs';

jest.setTimeout(120_000);

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** A repository with packages that nobody can install, but everybody can look for. */
function makeRepository(folder: string, packages: readonly (readonly [name: string, version: string])[]): void {
  const entries = packages.map(
    ([name, version]) => `<package type="rpm"><name>${name}</name><arch>noarch</arch>
<version epoch="0" ver="${version}" rel="1"/><checksum type="sha256" pkgid="YES">${sha256(name + version)}</checksum>
<summary/><description/><packager/><url/><time file="1" build="1"/><size package="1" installed="1" archive="1"/>
<location href="${name}-${version}.rpm"/><format><rpm:license>none</rpm:license><rpm:provides>
<rpm:entry name="${name}" flags="EQ" epoch="0" ver="${version}" rel="1"/></rpm:provides></format></package>`,
  );
  const primary = `<?xml version="1.0" encoding="UTF-8"?>
<metadata xmlns="http://linux.duke.edu/metadata/common" xmlns:rpm="http://linux.duke.edu/metadata/rpm" packages="${packages.length}">
${entries.join('\n')}
</metadata>
`;
  fs.mkdirSync(`${folder}/repodata`, { recursive: true });
  fs.writeFileSync(`${folder}/repodata/primary.xml`, primary);
  fs.writeFileSync(
    `${folder}/repodata/repomd.xml`,
    `<?xml version="1.0" encoding="UTF-8"?>
<repomd xmlns="http://linux.duke.edu/metadata/repo"><revision>1</revision><data type="primary">
<checksum type="sha256">${sha256(primary)}</checksum><location href="repodata/primary.xml"/><timestamp>1</timestamp></data></repomd>
`,
  );
}

let sandbox: Sandbox;
let spec: HostSpec;
beforeEach(() => {
  sandbox = new Sandbox('rhel');
  const folder = `${sandbox.root}/srv/repository`;
  makeRepository(folder, [
    ['curl', '8.0'],
    ['kubelet', '1.36.3'],
    ['kubelet', '1.36.4'],
  ]);
  spec = {
    ...EMPTY,
    packages: ['curl', 'kubelet'],
    packageVersions: { kubelet: '1.36.3-*' },
    repositories: [{ name: 'company', key: 'PGP KEY', rpm: { url: `file://${folder}` } }],
  };
});
afterEach(() => sandbox.remove());

/** The real dnf, with the files of the host and nothing of this machine. */
function dnf(...args: readonly string[]) {
  const { root } = sandbox;
  const { status, stdout, stderr } = spawnSync(
    '/usr/bin/dnf',
    [
      '-q',
      `--config=${root}/etc/dnf/dnf.conf`,
      `--setopt=reposdir=${root}/etc/yum.repos.d`,
      `--setopt=cachedir=/cache`,
      `--installroot=${root}`,
      '--releasever=9',
      ...args,
    ],
    { encoding: 'utf8' },
  );
  return { status, lines: stdout.split('\n').filter((line) => line !== ''), errors: stderr };
}

const seen = (...args: readonly string[]) => dnf(...args, 'repoquery', '--qf', '%{name} %{version}').lines;
const ALL = ['curl 8.0', 'kubelet 1.36.3', 'kubelet 1.36.4'];

test('dnf reads the repository that hosts are given', () => {
  sandbox.run(renderScript(spec));
  expect(dnf('repolist')).toMatchObject({
    status: 0,
    lines: [expect.anything(), expect.stringMatching(/^company +company$/)],
  });
});

test('who upgrades does not see packages that have to have one version; who asks as hosts do, sees them', () => {
  const { calls } = sandbox.run(renderScript(spec));
  expect(calls).toContain('dnf -q -y --disableexcludes=main install -- curl kubelet-1.36.3-*');
  expect(seen()).toEqual(['curl 8.0']);
  expect(dnf('--assumeno', 'install', '--', 'kubelet-1.36.3-*').errors).toContain('Unable to find a match');
  expect(seen('--disableexcludes=main')).toEqual(ALL);
  expect(dnf('--disableexcludes=main', '--assumeno', 'install', '--', 'kubelet-1.36.3-*').errors).toContain(
    'Operation aborted',
  );
});

test('what the host itself excludes stays so', () => {
  sandbox.write('/etc/dnf/dnf.conf', '[main]\ngpgcheck=1\nexclude=curl\n');
  sandbox.run(renderScript(spec));
  expect(seen()).toEqual([]);
  sandbox.run(renderScript({ ...spec, packageVersions: {} }));
  expect(seen()).toEqual(ALL.slice(1));
});
