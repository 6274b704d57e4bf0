import { synthesize } from 'altostratus/testing';
import { HostConfig } from '../../lib/iaas/host-config/host-config';
import { hostBoot } from '../../lib/rules/host-boot';
import type { RuleTree } from '../../lib/rules/rule';
import { healthy } from './fixtures';

test('a synthesis asks the parts of a host once, whoever wants to know', () => {
  const { platform, cluster } = healthy();
  let asked = 0;
  cluster.controlPlane[0]?.host.add(() => {
    asked++;
    return { files: [{ path: '/etc/motd', content: String(asked) }] };
  });
  expect(synthesize(platform).ok).toBe(true);
  expect(asked).toBe(1);
});

test('what is added after a synthesis is in the next one', () => {
  const { platform, cluster } = healthy();
  synthesize(platform);
  cluster.controlPlane[0]?.host.add({ files: [{ path: '/etc/motd', content: 'Welcome' }] });
  const again = synthesize(platform);
  if (!again.ok) throw new Error(JSON.stringify(again.findings));
  const host = again.plan.sites[0]?.machines.find(({ name }) => name === 'control-plane-1');
  expect(host?.boot.files).toContainEqual({ path: '/etc/motd', mode: '0644', content: 'Welcome' });
});

test('two trees share nothing', () => {
  const host = new HostConfig('h', []);
  const [one, other] = [{} as RuleTree, {} as RuleTree];
  expect(hostBoot(one, host)).toBe(hostBoot(one, host));
  expect(hostBoot(other, host)).not.toBe(hostBoot(one, host));
});
