import * as fs from 'node:fs';
import * as path from 'node:path';
import { PodNetwork } from 'altostratus';
import type { ClusterProps } from 'altostratus';
import { synthesize } from 'altostratus/testing';
import { ClusterDns } from 'altostratus/services';
import { substitute } from '../../lib/core/reference';
import { healthy } from '../rules/fixtures';
import { describeWith, run, temporaryFolder } from './programs';

const FILES = ['kubeadm.yaml', 'kubeadm-token.yaml', 'kubeadm-join.yaml', 'etcd-certs.yaml'];

/** Files for kubeadm of a cluster, each once, by name; values of the right form stand for secrets. */
function filesOf(changes: Partial<ClusterProps>): Map<string, string> {
  const { platform, cluster } = healthy(changes);
  new ClusterDns(cluster, 'dns');
  const synthesis = synthesize(platform);
  if (!synthesis.ok) throw new Error(JSON.stringify(synthesis.findings, undefined, 1));
  const found = new Map<string, string>();
  for (const { boot } of synthesis.plan.sites.flatMap(({ machines }) => machines))
    for (const { path: name, content } of [...boot.files, ...boot.secretFiles])
      if (FILES.some((file) => name.endsWith(`/${file}`)))
        found.set(
          path.basename(name),
          substitute(content, ({ path: of }) => (of.endsWith('join-token') ? 'abcdef.0123456789abcdef' : 'secret')),
        );
  return found;
}

describeWith(['kubeadm'], 'kubeadm', () => {
  const folder = temporaryFolder();

  function validate(content: string): string {
    const kubeconfig = path.join(folder, 'join.kubeconfig');
    fs.writeFileSync(kubeconfig, '');
    const file = path.join(folder, 'kubeadm.yaml');
    fs.writeFileSync(file, content.replace('/etc/altostratus/join.kubeconfig', kubeconfig));
    return run('kubeadm', ['config', 'validate', '--config', file]);
  }

  describe('v1beta3, for Kubernetes 1.30', () => {
    // kubeadm takes no version that is more than one minor older than itself, whatever the API.
    const files = filesOf({ version: '1.30' });
    const newer = (content: string) => content.replaceAll('kubernetesVersion: v1.30.14', 'kubernetesVersion: v1.36.3');

    it('is in every file', () => {
      expect([...files.keys()].sort()).toEqual([...FILES].sort());
      for (const content of files.values()) expect(content).not.toContain('v1beta4');
    });

    it.each(FILES)('is read in %s, and nothing in it is unknown', (name) => {
      const said = validate(newer(files.get(name) ?? ''));
      expect(said).toContain('ok');
      expect(said).toContain('deprecated API spec');
      expect(said).not.toMatch(/unknown field/);
    });

    it('would not be read with flags as v1beta4 has them', () => {
      const wrong = newer(files.get('kubeadm.yaml') ?? '').replace(
        /scheduler:\n {2}extraArgs:\n(?: {4}.*\n)+/,
        'scheduler:\n  extraArgs:\n    - name: profiling\n      value: "false"\n',
      );
      expect(wrong).toContain('- name: profiling');
      expect(() => validate(wrong)).toThrow(/extraArgs/);
    });
  });

  it.each([
    ['10.244.0.0/25', 28],
    ['11.0.0.0/8', 24],
    ['10.244.0.0/20', 25],
  ])('takes pods of %s in parts of /%d', (pods, nodePrefix) => {
    const files = filesOf({ podNetwork: PodNetwork.kubeRouter({ pods, nodePrefix }), services: '172.20.0.0/16' });
    expect(validate(files.get('kubeadm.yaml') ?? '')).toContain('ok');
  });

  it('takes no more parts than the rule pod-range-size allows', () => {
    const files = filesOf({ podNetwork: PodNetwork.kubeRouter({ pods: '11.0.0.0/8' }), services: '172.20.0.0/16' });
    const wrong = (files.get('kubeadm.yaml') ?? '').replace(/(node-cidr-mask-size-ipv4\n\s+value: )"24"/, '$1"25"');
    expect(wrong).toContain('value: "25"');
    expect(() => validate(wrong)).toThrow(/difference is greater than 16/);
  });
});
