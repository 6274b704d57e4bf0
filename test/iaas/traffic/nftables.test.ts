import * as fc from 'fast-check';
import { Cidr } from '../../../lib/core/cidr';
import { protocol, tcp, udp } from '../../../lib/iaas/traffic/flow';
import { nftablesRules } from '../../../lib/iaas/traffic/nftables';
import type { HostRule } from '../../../lib/iaas/traffic/nftables';
import { hostileText } from '../../core/hostile-text';

const cidrs = (...texts: string[]) => texts.map((text) => Cidr.parse(text));
const rule = (changes: Partial<HostRule> = {}): HostRule => ({
  sources: cidrs('10.0.0.0/8'),
  traffic: [tcp(22)],
  why: 'why',
  ...changes,
});

/** Lines of the rules that were asked for. */
function linesOf(...rules: HostRule[]): string[] {
  const none = new Set(nftablesRules([]).split('\n'));
  return nftablesRules(rules)
    .split('\n')
    .filter((one) => !none.has(one))
    .map((one) => one.trim());
}

describe('nftablesRules', () => {
  test.each<[string, Partial<HostRule>, string[]]>([
    ['one port from one network', {}, ['ip saddr 10.0.0.0/8 tcp dport 22 accept']],
    [
      'ports that touch each other or lie in each other',
      { traffic: [udp(8, { from: 1, to: 3 }, 4, 2)] },
      ['ip saddr 10.0.0.0/8 udp dport { 1-4, 8 } accept'],
    ],
    [
      'several networks',
      { sources: cidrs('10.1.0.0/16', '10.2.0.1/32') },
      ['ip saddr { 10.1.0.0/16, 10.2.0.1/32 } tcp dport 22 accept'],
    ],
    ['everybody', { sources: cidrs('0.0.0.0/0') }, ['meta nfproto ipv4 tcp dport 22 accept']],
    [
      'protocols without ports, by number',
      { traffic: [protocol('vrrp'), protocol('ipip'), protocol('esp'), protocol('icmp')] },
      [112, 4, 50, 1].map((number) => `ip saddr 10.0.0.0/8 meta l4proto ${number} accept`),
    ],
    [
      'a network without some of it',
      { sources: cidrs('10.0.0.0/8'), except: cidrs('10.96.0.0/16', '10.244.0.0/16') },
      ['ip saddr 10.0.0.0/8 ip saddr != { 10.96.0.0/16, 10.244.0.0/16 } tcp dport 22 accept'],
    ],
    [
      'everything to some addresses',
      { traffic: [protocol('any')], destinations: cidrs('10.96.0.0/16') },
      ['ip saddr 10.0.0.0/8 ip daddr 10.96.0.0/16 accept'],
    ],
  ])('lets in %s', (_, changes, lines) => {
    expect(linesOf(rule(changes))).toEqual(['# why', ...lines]);
  });

  test('refuses what nothing lets in, but no answers, and replaces its own table alone', () => {
    const text = nftablesRules([]);
    expect(text).toContain('type filter hook input priority filter; policy drop;');
    expect(text).toContain('ct state established,related accept');
    expect(text).not.toMatch(/hook (forward|output|prerouting|postrouting)/);
    expect(text.match(/^(table|delete|flush|add).*$/gm)).toEqual([
      'table inet altostratus',
      'delete table inet altostratus',
      'table inet altostratus {',
    ]);
  });

  test('judges ports that lead to pods before they are sent on, and no others', () => {
    const text = nftablesRules([rule()], [tcp({ from: 30_000, to: 32_767 }), udp(30_053), udp(30_053)]);
    const [, chain] = /chain translated \{\n([^}]*)\}/.exec(text) ?? [];
    expect(chain?.trim().split(/\n */)).toEqual([
      'type filter hook prerouting priority -110; policy accept;',
      'iif "lo" accept',
      'ct state established,related accept',
      'fib daddr type != local accept',
      'tcp dport 30000-32767 jump judged',
      'udp dport 30053 jump judged',
    ]);
    expect(text.match(/ip saddr/g)).toHaveLength(1);
  });

  test('takes reasons as comments, whatever they hold', () => {
    fc.assert(
      fc.property(hostileText, (why) => {
        const [comment, ...rest] = linesOf(rule({ why }));
        expect(comment).toMatch(/^#/);
        expect(comment).not.toMatch(/\\/);
        expect(rest).toEqual(['ip saddr 10.0.0.0/8 tcp dport 22 accept']);
      }),
    );
  });
});
