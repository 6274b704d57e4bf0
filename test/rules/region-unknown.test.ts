import { Provider, Region, Site } from 'altostratus';
import type { IProvider } from 'altostratus';
import { found, platform } from './fixtures';

function on(provider: IProvider) {
  const root = platform();
  new Site(root, 'cloud', { provider, network: '10.30.0.0/16' });
  return found(root, 'region-unknown');
}

describe('region-unknown', () => {
  it('finds a misspelled region of Alibaba Cloud, and names the one that is meant', () => {
    expect(on(Provider.alicloud({ region: 'cn-hangzou' }))).toMatchObject([
      { severity: 'error', path: 'cloud', remedy: expect.stringContaining('"cn-hangzhou"') as string },
    ]);
  });

  it('finds a region that AWS does not have, and says what to write if it is new', () => {
    expect(on(Provider.aws({ region: 'eu-central-9' }))).toMatchObject([
      { remedy: expect.stringContaining('Region.unlisted("eu-central-9")') as string },
    ]);
  });

  it('is content with regions of the lists, and with one that is said to be newer', () => {
    expect(on(Provider.alicloud({ region: 'cn-hangzhou' }))).toEqual([]);
    expect(on(Provider.aws({ region: 'sa-west-1' }))).toEqual([]);
    expect(on(Provider.aws({ region: Region.unlisted('eu-central-9') }))).toEqual([]);
  });
});
