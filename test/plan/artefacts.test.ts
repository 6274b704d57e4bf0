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
    expect(all).toEqual(expect.arrayContaining(['binary kubelet v1.36.3', 'binary etcd v3.6.8', 'package keepalived']));
    expect(all).toEqual([...all].sort());
  });
});
