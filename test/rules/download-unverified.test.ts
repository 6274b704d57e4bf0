import { Checksums, NodeSoftware } from 'altostratus';
import { found, healthy } from './fixtures';

const SUM = 'ab'.repeat(32);
const KUBELET = 'dl.k8s.io/release/v1.36.99/bin/linux/amd64/kubelet';

describe('download-unverified', () => {
  it('finds versions whose checksums nobody gave, names the files, and how to have the sums', () => {
    const findings = found(healthy({ version: '1.36.99' }).platform, 'download-unverified');
    expect(findings).toMatchObject([{ severity: 'error', path: 'dc1/main' }]);
    expect(findings[0]?.message).toContain(`these 3 files of cluster "main" with: dl.k8s.io/`);
    expect(findings[0]?.message).toContain(KUBELET);
    expect(findings[0]?.remedy).toContain(`${KUBELET}; do echo "$(curl -fsSL "https://$f" | sha256sum`);
  });

  it('is content where they are given', () => {
    const names = ['kubeadm', 'kubectl', 'kubelet'].map((name) => KUBELET.replace('kubelet', name));
    const checksums = Checksums.of(Object.fromEntries(names.map((name) => [name, SUM])));
    const nodes = { software: NodeSoftware.upstream({ checksums }) };
    expect(found(healthy({ version: '1.36.99', nodes }).platform, 'download-unverified')).toEqual([]);
  });

  it('is content with versions that are known, and with hosts that fetch nothing', () => {
    expect(found(healthy().platform, 'download-unverified')).toEqual([]);
    const nodes = { software: NodeSoftware.preinstalled() };
    expect(found(healthy({ version: '1.36.99', nodes }).platform, 'download-unverified')).toEqual([]);
  });
});
