import { bootOf } from '../../../lib/iaas/host-config/boot';
import { HostConfig } from '../../../lib/iaas/host-config/host-config';

const file = (content: string, rest = {}) => ({ files: [{ path: '/etc/x', content, ...rest }] });

describe('HostConfig', () => {
  test('merges parts, whatever their order; the same thing twice is once', () => {
    const parts = [
      { packages: ['b', 'a'], ...file('1') },
      { packages: ['a'], sysctls: { 'net.a': '1' }, ...file('1') },
      () => ({ modules: ['overlay'], aliases: [{ address: '10.0.0.1', name: 'api' }] }),
    ];
    const merged = (order: typeof parts) =>
      order.reduce((host, part) => host.add(part), new HostConfig('h', [])).merge();
    expect(merged(parts)).toEqual(merged([...parts].reverse()));
    expect(merged(parts)).toMatchObject({ conflicts: [], spec: { packages: ['a', 'b'], modules: ['overlay'] } });
  });

  test('asks parts given as functions only when it is merged', () => {
    let asked = 0;
    const host = new HostConfig('h', []).add(() => {
      asked++;
      return {};
    });
    expect(asked).toBe(0);
    host.merge();
    expect(asked).toBe(1);
  });

  test.each([
    ['a file', file('1'), file('2'), 'file /etc/x'],
    ['the mode of a file', file('1'), file('1', { mode: '0755' }), 'file /etc/x'],
    ['a sysctl', { sysctls: { a: '1' } }, { sysctls: { a: '2' } }, 'sysctl a'],
    [
      'a unit',
      { units: [{ name: 'a.service', content: '1' }] },
      { units: [{ name: 'a.service', content: '2' }] },
      'unit a.service',
    ],
    ['an alias', { aliases: [{ name: 'a', address: '1' }] }, { aliases: [{ name: 'a', address: '2' }] }, 'alias a'],
    [
      'a unit as a file too',
      { units: [{ name: 'a.service', content: '1' }] },
      { files: [{ path: '/etc/systemd/system/a.service', content: '1' }] },
      'file /etc/systemd/system/a.service',
    ],
  ])('two wishes for %s are a conflict', (_, one, other, what) => {
    expect(bootOf(new HostConfig('h', []).add(one).add(other)).conflicts).toEqual([{ what }]);
  });
});

describe('bootOf', () => {
  const host = new HostConfig('h', []).add({
    files: [
      { path: '/etc/key', content: '${ref[main/pki#key]}', secret: true },
      { path: '/etc/x', content: 'x' },
      { path: '/usr/local/sbin/x', content: 'x', mode: '0755' },
    ],
  });
  const { userData, script, files, secretFiles } = bootOf(host);

  test('has secrets in neither rendering, but apart, for nobody else to read', () => {
    expect(secretFiles).toEqual([{ path: '/etc/key', mode: '0600', content: '${ref[main/pki#key]}' }]);
    expect(userData + script + JSON.stringify(files)).not.toContain('ref[');
  });

  test('lists all other files with their modes', () => {
    expect(files).toEqual(
      expect.arrayContaining([
        { path: '/etc/x', mode: '0644', content: 'x' },
        { path: '/usr/local/sbin/x', mode: '0755', content: 'x' },
      ]),
    );
  });

  test('is the same every time', () => {
    expect(bootOf(host)).toMatchObject({ userData, script, files, secretFiles, conflicts: [] });
  });
});
