import { Machines } from 'altostratus';
import { Size } from 'cdk8s';
import { onAws } from './clouds';
import { cluster, found, healthy, HEALTHY, hosts, platform, site } from './fixtures';

const without = (role: string) => HEALTHY.filter(({ name }) => !name.startsWith(role));

function found_(role: string, changes: Parameters<typeof hosts>[3]) {
  const root = platform();
  cluster(site(root, [...without(role), ...hosts(role, 3, 9, changes)]));
  return found(root, 'host-minimum');
}

describe('host-minimum', () => {
  it.each([
    ['control-plane', { cpu: 2 }, '2 CPUs (more than 2 wanted)'],
    ['control-plane', { memory: Size.gibibytes(4) }, '4 GiB of memory (more than 4 wanted)'],
    ['control-plane', { disk: Size.gibibytes(20) }, '20 GiB of disk (more than 20 wanted)'],
    ['worker', { cpu: 4 }, '4 CPUs (more than 4 wanted)'],
    ['worker', { memory: Size.gibibytes(8) }, '8 GiB of memory (more than 8 wanted)'],
    ['worker', { disk: Size.gibibytes(40) }, '40 GiB of disk (more than 40 wanted)'],
  ])('finds a %s with %j', (role, changes, text) => {
    const findings = found_(role, changes);
    expect(findings.map(({ path }) => path)).toEqual([`dc1/${role}-1`, `dc1/${role}-2`, `dc1/${role}-3`]);
    expect(findings[0]?.message).toContain(text);
  });

  it('finds machines that were made together once, however many they are', () => {
    const { platform: root, cluster: made } = onAws(2);
    made.addPool('small', { machines: Machines.of(50, { cpu: 2, memory: Size.gibibytes(4) }) });
    made.addPool('group', { machines: Machines.between(0, 50, { cpu: 2, memory: Size.gibibytes(4) }) });
    const findings = found(root, 'host-minimum');
    expect(findings.map(({ path }) => path)).toEqual(['aws/main/small/worker-1', 'aws/main/group']);
    expect(findings[0]?.message).toContain(
      'The 50 hosts "aws-main-small-worker-1" to "aws-main-small-worker-50" are too small for the role worker: 2 CPUs',
    );
    expect(findings[1]?.message).toContain('Machines of pool "group" are too small');
  });

  it('is content with the next size', () => {
    expect(found_('worker', { cpu: 5, memory: Size.gibibytes(9), disk: Size.gibibytes(41) })).toEqual([]);
    expect(found(healthy().platform, 'host-minimum')).toEqual([]);
  });
});
