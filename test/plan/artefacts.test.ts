import { ClusterChart } from 'altostratus';
import { synthesize } from 'altostratus/testing';
import type { ArtefactPlan } from 'altostratus';
import { healthy } from '../rules/fixtures';
import { deployment } from '../rules/objects';

function artefacts(images: readonly string[] = []): readonly ArtefactPlan[] {
  const { platform, cluster } = healthy();
  const chart = new ClusterChart(cluster, 'extra', { cluster, namespace: 'default' });
  images.forEach((image, n) => chart.object(`object-${n}`, deployment(`web-${n}`, { image })));
  const synthesis = synthesize(platform);
  if (!synthesis.ok) throw new Error(JSON.stringify(synthesis.findings));
  return synthesis.plan.artefacts;
}

describe('artefacts', () => {
  it('name each image once, with all who need it', () => {
    const [one] = artefacts(['registry.example.com:5000/a/b:1.2', 'registry.example.com:5000/a/b:1.2']).filter(
      ({ name }) => name.endsWith('/a/b'),
    );
    expect(one).toEqual({
      kind: 'image',
      name: 'registry.example.com:5000/a/b',
      version: '1.2',
      neededBy: ['dc1/main/extra/object-0', 'dc1/main/extra/object-1'],
    });
  });

  it('know a digest from a tag', () => {
    const digest = `sha256:${'0'.repeat(64)}`;
    const versions = artefacts([`x/a@${digest}`, `x/b:1.0@${digest}`]).filter(({ name }) => name.startsWith('x/'));
    expect(versions.map(({ name, version }) => [name, version])).toEqual([
      ['x/a', digest],
      ['x/b', `1.0@${digest}`],
    ]);
  });

  it('hold what the hosts need: programs, images of the control plane, packages', () => {
    const all = artefacts().map(({ kind, name, version }) => `${kind} ${name} ${version}`.trim());
    expect(all).toEqual(
      expect.arrayContaining([
        'binary dl.k8s.io/release/v1.36.3/bin/linux/amd64/kubelet v1.36.3',
        'binary github.com/etcd-io/etcd/releases/download/v3.6.14/etcd-v3.6.14-linux-amd64.tar.gz v3.6.14',
        'package keepalived',
      ]),
    );
    expect(all).toEqual([...all].sort());
  });

  it('hold what else hosts fetch, with its checksum', () => {
    const { platform, cluster } = healthy();
    const sha256 = 'ab'.repeat(32);
    const download = { url: 'https://example.com/agent', sha256, path: '/usr/local/bin/agent' };
    cluster.etcd[0]?.host.add({ downloads: [download], packages: ['agent'], packageVersions: { agent: '1.2-*' } });
    const synthesis = synthesize(platform);
    if (!synthesis.ok) throw new Error(JSON.stringify(synthesis.findings));
    expect(synthesis.plan.artefacts.filter(({ name }) => /agent$/.test(name))).toEqual([
      { kind: 'binary', name: 'example.com/agent', version: '', sha256, neededBy: ['dc1/etcd-1'] },
      { kind: 'package', name: 'agent', version: '1.2-*', neededBy: ['dc1/etcd-1'] },
    ]);
  });
});
