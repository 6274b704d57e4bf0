import { createHash } from 'node:crypto';
import { Machines, Provider, SecretDelivery, Site } from 'altostratus';
import type { IProvider, Machine, Platform, SecretStore } from 'altostratus';
import { inlineOnAlicloud, onAws } from './clouds';
import { found, healthy, platform } from './fixtures';

/** So many times 32 bytes that cannot be compressed, as Base64. */
const noise = (times: number) =>
  Array.from({ length: times }, (_, n) => createHash('sha256').update(String(n)).digest('base64')).join('\n');

const withFile = (machine: Machine | undefined, content: string) =>
  machine?.host.add({ files: [{ path: '/etc/altostratus-test', content }] });

/** A host on AWS. */
function hostOnAws(provider: IProvider, secretDelivery?: SecretDelivery): { root: Platform; machine: Machine } {
  const root = platform();
  const site = new Site(root, 'aws', { provider, network: '10.30.0.0/16', ...(secretDelivery && { secretDelivery }) });
  const [machine] = Machines.of(1, { type: 'm7i.xlarge' }).bind({ scope: site, site, role: 'worker' }).machines;
  if (machine === undefined) throw new Error('no machine');
  return { root, machine };
}

/** AWS with a store that takes so few bytes for each of its entries. */
function awsWithEntriesOf(maxBytes: number): IProvider {
  const aws = Provider.aws({ region: 'eu-west-1' });
  const secretStore = { ...aws.secretStore, maxBytes } as SecretStore;
  return Object.create(aws, { secretStore: { value: secretStore } }) as IProvider;
}

/** How much the finding says that there is, and how much less it asks for. */
const figures = ({ message, remedy }: { message: string; remedy: string }) => ({
  size: Number(/have (\d+) bytes/.exec(message)?.[1]),
  less: Number(/^Put (\d+) bytes less/.exec(remedy)?.[1]),
});

describe('user-data-size', () => {
  it('finds user data that hold more than the provider takes, also compressed', () => {
    const { root, machine } = hostOnAws(Provider.aws({ region: 'eu-west-1' }), SecretDelivery.inline('a test'));
    withFile(machine, noise(800));
    const findings = found(root, 'user-data-size');
    expect(findings).toMatchObject([
      {
        severity: 'error',
        path: 'aws/worker-1',
        message: expect.stringMatching(/ have \d{5} bytes, compressed; provider "aws" takes 16384\.$/) as string,
        remedy: expect.stringMatching(
          /: let it come from aws-secrets-manager \(leave .+ Its largest files are \/etc\/altostratus-test \(2\d{4}\), \/usr\/local/,
        ) as string,
      },
    ]);
    for (const { size, less } of findings.map(figures)) {
      expect(size).toBeGreaterThan(800 * 32);
      expect(less).toBe(size - 16_384);
    }
  });

  it('finds machines that were made together once, by the largest of them', () => {
    const root = platform();
    const [provider, secretDelivery] = [Provider.aws({ region: 'eu-west-1' }), SecretDelivery.inline('a test')];
    const site = new Site(root, 'aws', { provider, network: '10.30.0.0/16', secretDelivery });
    const { machines } = Machines.of(3, { type: 'm7i.xlarge' }).bind({ scope: root, site, role: 'worker' });
    machines.forEach((machine, n) => {
      withFile(machine, noise(800 + n));
    });
    expect(found(root, 'user-data-size')).toMatchObject([
      { path: 'worker-3', message: expect.stringContaining('-3" (and of 2 more like it) have ') as string },
    ]);
  });

  it('is content with as much where it comes from the store', () => {
    const { platform, cluster } = onAws();
    for (const machine of [...cluster.controlPlane, ...(cluster.pools[0]?.machines ?? [])])
      withFile(machine, noise(800));
    expect(found(platform, 'user-data-size')).toEqual([]);
  });

  it('finds a script of so many parts that their names alone are too much, and says how much of it has to go', () => {
    const { root, machine } = hostOnAws(awsWithEntriesOf(150));
    withFile(machine, noise(800));
    const [finding, ...others] = found(root, 'user-data-size');
    expect(others).toEqual([]);
    expect(finding?.message).toMatch(
      / have \d{5} bytes, though .* in the secret store, in \d+ parts; .* takes 16384\.$/,
    );
    const { less } = figures(finding ?? { message: '', remedy: '' });
    // As base64 a line of 44 characters and its line end becomes about 46 in the store, so many bytes are so many lines.
    const enough = hostOnAws(awsWithEntriesOf(150));
    withFile(enough.machine, noise(800 - Math.ceil(less / 40)));
    expect(found(enough.root, 'user-data-size')).toEqual([]);
  });

  it('counts the script compressed in them where a cloud takes text alone', () => {
    const { platform, machine } = inlineOnAlicloud();
    withFile(machine, 'all the same\n'.repeat(10_000));
    expect(found(platform, 'user-data-size')).toEqual([]);
    machine.host.add({ files: [{ path: '/etc/altostratus-noise', content: noise(800) }] });
    expect(found(platform, 'user-data-size')).toMatchObject([
      { path: 'hz/worker-1', message: expect.stringContaining('provider "alicloud" takes 32768') as string },
    ]);
  });

  it('is content where there is no limit', () => {
    const { platform, cluster } = healthy();
    withFile(cluster.controlPlane[0], noise(800));
    expect(found(platform, 'user-data-size')).toEqual([]);
  });
});
