import { Size } from 'cdk8s';
import { bootOf } from '../../lib/iaas/host-config/boot';
import { Machines } from '../../lib/iaas/machines';
import { Provider } from '../../lib/iaas/providers';
import { Site } from '../../lib/iaas/site';
import { newPlatform, settleTree } from './settled';

function hosts() {
  const platform = newPlatform();
  const site = new Site(platform, 'fra', {
    provider: Provider.aws({ region: 'eu-central-1' }),
    network: '10.0.0.0/16',
    ntp: ['10.0.0.9'],
  });
  const wish = { cpu: 4, memory: Size.gibibytes(8) };
  const [machine] = Machines.of(1, wish).bind({ scope: site, site, role: 'cp' }).machines;
  const { pool } = Machines.between(0, 3, wish).bind({ scope: site, site, role: 'worker' });
  settleTree(platform);
  return { machine: machine && bootOf(machine.host), pool: pool && bootOf(pool.host) };
}

describe('what every host gets', () => {
  const { machine, pool } = hosts();
  const contentIn = (boot: typeof machine, path: string) => boot?.files.find((file) => file.path === path)?.content;

  test('a machine has its name, also in its own /etc/hosts', () => {
    expect(contentIn(machine, '/etc/altostratus/hostname')).toBe('fra-cp-1\n');
    expect(contentIn(machine, '/etc/altostratus/hosts')).toBe('10.0.0.4 fra-cp-1\n');
  });

  test('a member of a pool has the name that its cloud gives it', () => {
    expect(contentIn(pool, '/etc/altostratus/hostname')).toBeUndefined();
    expect(pool?.userData).not.toMatch(/^hostname:/m);
  });

  test('both have time by the servers of the site, and a journal of bounded size', () => {
    for (const boot of [machine, pool]) {
      expect(contentIn(boot, '/etc/altostratus/chrony.conf')).toContain('server 10.0.0.9 iburst\n');
      expect(contentIn(boot, '/etc/altostratus/packages')).toMatch(/^chrony\b/m);
      expect(contentIn(boot, '/etc/systemd/journald.conf.d/altostratus.conf')).toContain('SystemMaxUse=2G\n');
    }
  });
});
