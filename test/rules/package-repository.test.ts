import { NodeSoftware, Provider, Site } from 'altostratus';
import type { HostRepository } from 'altostratus';
import { found, healthy, platform } from './fixtures';

const GOOD: HostRepository = {
  name: 'kubernetes',
  key: '-----BEGIN PGP PUBLIC KEY BLOCK-----',
  deb: { url: 'https://pkgs.example.com/deb/', suite: '/' },
};

function ofCluster(repository: HostRepository) {
  const nodes = { software: NodeSoftware.packages({ repositories: [repository] }), containerd: '2.2.0' };
  return found(healthy({ nodes }).platform, 'package-repository');
}

describe('package-repository', () => {
  it.each([
    ['a name that is none', { ...GOOD, name: '../x' }, 'is not a name'],
    ['no key', { ...GOOD, key: '' }, 'has no key'],
    ['no place', { name: 'kubernetes', key: GOOD.key }, 'is nowhere'],
    ['a place that is none', { ...GOOD, rpm: { url: 'file:///srv' } }, '"file:///srv" is not the URL'],
  ])('finds %s, of a cluster and of a site', (_, repository, message) => {
    const wanted = [{ severity: 'error', message: expect.stringContaining(message) as string }];
    expect(ofCluster(repository)).toMatchObject(wanted);
    const root = platform();
    const provider = Provider.aws({ region: 'eu-west-1' });
    new Site(root, 'aws', { provider, network: '10.30.0.0/16', repositories: [repository] });
    expect(found(root, 'package-repository')).toMatchObject(wanted);
  });

  it('does not say a password', () => {
    const findings = ofCluster({ ...GOOD, deb: { url: 'https://me:geheim@pkgs', suite: '/' } });
    expect(findings).toHaveLength(1);
    expect(JSON.stringify(findings)).not.toContain('geheim');
  });

  it('is content with one that has all', () => {
    expect(ofCluster(GOOD)).toEqual([]);
  });
});
