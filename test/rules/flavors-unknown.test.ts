import { Provider, Site } from 'altostratus';
import type { Flavor } from 'altostratus';
import { Size } from 'cdk8s';
import { found, platform } from './fixtures';

function withFlavors(flavors?: readonly Flavor[]) {
  const root = platform();
  const provider = Provider.openstack({ cloud: 'fra', ...(flavors && { flavors }) });
  new Site(root, 'fra', { provider, network: '10.30.0.0/16' });
  return found(root, 'flavors-unknown');
}

describe('flavors-unknown', () => {
  it('finds a cloud whose flavors are not listed, and only says so', () => {
    expect(withFlavors()).toMatchObject([
      { severity: 'info', path: 'fra', message: expect.stringContaining('"fra"') as string },
    ]);
  });

  it('is content with a list', () => {
    expect(withFlavors([{ name: 'm1.large', cpu: 4, memory: Size.gibibytes(8) }])).toEqual([]);
  });
});
