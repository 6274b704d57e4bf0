import { cluster, found, healthy, HEALTHY, platform, site } from './fixtures';

const one = HEALTHY.filter(({ name }) => !/^control-plane-[23]/.test(name));

describe('single-master', () => {
  it('warns of one host', () => {
    const root = platform();
    cluster(site(root, one));
    expect(found(root, 'single-master')).toMatchObject([{ severity: 'warning', path: 'dc1/main' }]);
  });

  it('can be acknowledged', () => {
    const root = platform();
    cluster(site(root, one)).cluster.acknowledge('single-master', 'a test bed');
    expect(found(root, 'single-master')).toEqual([]);
  });

  it('is content with three', () => {
    expect(found(healthy().platform, 'single-master')).toEqual([]);
  });
});
