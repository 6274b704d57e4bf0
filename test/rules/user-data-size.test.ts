import { createHash } from 'node:crypto';
import { Machines, Provider, Site } from 'altostratus';
import { onAws } from './clouds';
import { found, healthy, platform } from './fixtures';

/** So many times 32 bytes that cannot be compressed, as Base64. */
const noise = (times: number) =>
  Array.from({ length: times }, (_, n) => createHash('sha256').update(String(n)).digest('base64')).join('\n');

function withFile(content: string) {
  const { platform, cluster } = onAws();
  cluster.pools[0]?.machines[0]?.host.add({ files: [{ path: '/etc/altostratus-test', content }] });
  return found(platform, 'user-data-size');
}

describe('user-data-size', () => {
  it('finds a file that is larger than the provider takes, also compressed', () => {
    const findings = withFile(noise(800));
    expect(findings).toMatchObject([
      {
        severity: 'error',
        path: 'aws/main/general/worker-1',
        message: expect.stringMatching(/has \d{5} bytes, compressed; provider "aws" takes 16384\.$/) as string,
      },
    ]);
    expect(findings[0]?.remedy).toMatch(/ Its largest files are \/etc\/altostratus-test \(2\d{4}\), \/usr\/local/);
    expect(Number(/has (\d+) bytes/.exec(findings[0]?.message ?? '')?.[1])).toBeGreaterThan(800 * 32);
  });

  it('is content where a cloud that takes text alone gets the script compressed in it', () => {
    const root = platform();
    const provider = Provider.alicloud({ region: 'cn-hangzhou' });
    const site = new Site(root, 'hz', { provider, network: '10.30.0.0/16' });
    const { machines } = Machines.of(1, { type: 'ecs.g7.xlarge' }).bind({ scope: site, site, role: 'worker' });
    machines[0]?.host.add({ files: [{ path: '/etc/altostratus-test', content: 'all the same\n'.repeat(10_000) }] });
    expect(found(root, 'user-data-size')).toEqual([]);
    machines[0]?.host.add({ files: [{ path: '/etc/altostratus-noise', content: noise(800) }] });
    expect(found(root, 'user-data-size')).toMatchObject([
      { path: 'hz/worker-1', message: expect.stringContaining('provider "alicloud" takes 32768') as string },
    ]);
  });

  it('is content with one that is small when compressed', () => {
    expect(withFile('all the same\n'.repeat(10_000))).toEqual([]);
  });

  it('is content where there is no limit', () => {
    const { platform, cluster } = healthy();
    cluster.controlPlane[0]?.host.add({ files: [{ path: '/etc/altostratus-test', content: noise(800) }] });
    expect(found(platform, 'user-data-size')).toEqual([]);
  });
});
