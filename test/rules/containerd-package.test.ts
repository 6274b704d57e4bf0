import { NodeSoftware } from 'altostratus';
import { cluster, found, HEALTHY, platform, site } from './fixtures';

const key = '-----BEGIN PGP PUBLIC KEY BLOCK-----';
const repository = (name: string, url: string) => ({ name, key, rpm: { url } });
const KUBERNETES = repository('kubernetes', 'https://pkgs.k8s.io/core:/stable:/v1.36/rpm/');
const DOCKER = repository('docker', 'https://mirror.example.com/linux/rhel/9/x86_64/stable');

function found_(software: NodeSoftware, osFamily: 'debian' | 'rhel' = 'rhel') {
  const root = platform();
  const on = site(
    root,
    HEALTHY.map((host) => ({ ...host, osFamily })),
  );
  cluster(on, { nodes: { software } });
  return found(root, 'containerd-package');
}

describe('containerd-package', () => {
  it('finds once that no repository can have what hosts are to install', () => {
    expect(found_(NodeSoftware.preinstalled())).toMatchObject([
      {
        severity: 'warning',
        message: expect.stringContaining('control-plane-1" and 5 more take containerd from a package') as string,
        remedy: expect.stringContaining('NodeSoftware.upstream()') as string,
      },
    ]);
  });

  it('knows that the repository of Kubernetes has none', () => {
    const [finding] = found_(NodeSoftware.packages({ repositories: [KUBERNETES] }));
    expect(finding?.remedy).toContain('containerd.io');
  });

  it('is content with a repository that may have it', () => {
    const software = NodeSoftware.packages({ repositories: [KUBERNETES, DOCKER], containerd: 'containerd.io' });
    expect(found_(software)).toEqual([]);
  });

  it('is content where containerd is no package, and on Debian and its kin', () => {
    expect(found_(NodeSoftware.upstream())).toEqual([]);
    expect(found_(NodeSoftware.preinstalled(), 'debian')).toEqual([]);
  });
});
