import { HostConfig } from '../../../lib/iaas/host-config/host-config';
import { layOut } from '../../../lib/iaas/host-config/layout';
import type { HostPart } from '../../../lib/iaas/host-config/model';

const GATE: HostPart = {
  units: [{ name: 'wall.service', content: '[Service]\nType=oneshot\nExecStart=/wall\n', gate: '/usr/sbin/wall --up' }],
};

/** Drop-ins of a host, by their paths below the folder of units. */
function dropIns(...parts: HostPart[]): Record<string, string> {
  const config = new HostConfig('h', []);
  for (const part of parts) config.add(part);
  const { files } = layOut(config.merge().spec);
  const found = files.filter(({ path }) => path.endsWith('/05-wall.conf'));
  return Object.fromEntries(found.map(({ path, content }) => [path.replace('/etc/systemd/system/', ''), content]));
}

describe('services of a host with a gate', () => {
  test('do not start before it, or without it, and are not restarted with it', () => {
    const parts = { units: [{ name: 'etcd.service', content: '[Service]\nType=notify\nExecStart=/etcd\n' }] };
    const found = dropIns(GATE, parts, { services: ['haproxy.service'] });
    expect(Object.keys(found)).toEqual(['etcd.service.d/05-wall.conf', 'haproxy.service.d/05-wall.conf']);
    for (const content of Object.values(found))
      expect(content).toBe(
        "[Unit]\nWants=wall.service\nAfter=wall.service\n\n[Service]\nExecStartPre=+/bin/sh -c 'exec /usr/sbin/wall --up >/dev/null'\n",
      );
  });

  test('are not those that end by themselves, run before the host is up, or keep the time', () => {
    const units = ['Type=oneshot', '[Unit]\nDefaultDependencies=no'].map((content, n) => ({
      name: `early-${n}.service`,
      content: `${content}\n`,
    }));
    const others = [
      { name: 'a.timer', content: '' },
      { name: 'b.service.d/c.conf', content: '' },
    ];
    expect(dropIns(GATE, { units: [...units, ...others], services: ['chronyd.service', 'x.socket'] })).toEqual({});
  });

  test('are as they were where there is none', () => {
    expect(dropIns({ services: ['haproxy.service'] })).toEqual({});
  });
});
