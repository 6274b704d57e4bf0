import * as fs from 'node:fs';
import * as path from 'node:path';
import { synthesize } from 'altostratus/testing';
import { Cidr } from '../../lib/core/cidr';
import { protocol, tcp, udp } from '../../lib/iaas/traffic/flow';
import { FIREWALL_PATH } from '../../lib/iaas/traffic/host-firewall';
import { nftablesRules } from '../../lib/iaas/traffic/nftables';
import type { HostRule } from '../../lib/iaas/traffic/nftables';
import { ENVIRONMENTS, enterprise } from '../apps/settings';
import { HOSTILE } from '../core/hostile-text';
import { describeWith, run, temporaryFolder } from './programs';

const rule = (sources: string[], traffic: HostRule['traffic'], rest: Partial<HostRule> = {}): HostRule => ({
  sources: sources.map((text) => Cidr.parse(text)),
  traffic,
  why: 'a test',
  ...rest,
});

/** Rules of every host of the apps. */
function rulesets(): [string, string][] {
  return ENVIRONMENTS.flatMap((environment) => {
    const synthesis = synthesize(enterprise(environment));
    if (!synthesis.ok) throw new Error(JSON.stringify(synthesis.findings, undefined, 1));
    return synthesis.plan.sites.flatMap(({ machines }) =>
      machines.flatMap(({ name, boot }) =>
        boot.files
          .filter((file) => file.path === FIREWALL_PATH)
          .map(({ content }): [string, string] => [`${environment} ${name}`, content]),
      ),
    );
  });
}

describeWith(['nft', 'unshare'], 'nft', () => {
  const folder = temporaryFolder();

  /** In a network of its own: not even a check must see the rules of this machine. */
  function check(text: string): string {
    const file = path.join(folder, 'firewall.nft');
    fs.writeFileSync(file, text);
    return run('unshare', ['--net', 'nft', '--check', '--file', file]);
  }

  it('takes the rules of every host', () => {
    const all = rulesets();
    expect(all.length).toBeGreaterThanOrEqual(11);
    for (const [name, text] of all) expect({ name, said: check(text) }).toEqual({ name, said: '' });
  });

  it('takes whatever can be declared, for whatever reason', () => {
    const rules = HOSTILE.map((why) => rule(['10.0.0.0/8'], [tcp(22)], { why }));
    const all = [
      rule(['0.0.0.0/0'], [protocol('any')], { destinations: [Cidr.parse('10.96.0.0/16')] }),
      rule(['10.0.0.0/8', '192.0.2.1/32'], [tcp(1, { from: 30_000, to: 32_767 }), udp(8472, 8473)]),
      rule(['10.0.0.0/8'], [protocol('esp'), protocol('vrrp'), protocol('ipip'), protocol('icmp')]),
    ];
    const translated = [tcp(1, { from: 30_000, to: 32_767 }), udp({ from: 30_000, to: 32_767 }), protocol('any')];
    expect(check(nftablesRules([...rules, ...all], translated))).toBe('');
  });

  it('refuses rules with a mistake', () => {
    expect(() => check(nftablesRules([]).replace('policy drop', 'policy dorp'))).toThrow(/dorp/);
  });
});

/** A host and its neighbor, each in a network of its own; `said` is called with what could be reached. */
const SCRIPT = `set -euo pipefail
trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
ip link set lo up
unshare --net sleep 60 &
neighbor=$!
until [ "$(readlink /proc/$neighbor/ns/net)" != "$(readlink /proc/self/ns/net)" ]; do :; done
there() { nsenter --net --target "$neighbor" "$@"; }
ip link add host type veth peer name peer
ip link set peer netns "$neighbor"
ip address add 10.1.0.1/24 dev host
ip address add 10.2.0.1/24 dev host
ip link set host up
there ip address add 10.1.0.2/24 dev peer
there ip address add 10.2.0.2/24 dev peer
there ip link set peer up
listen='for (const port of process.argv.slice(1)) require("net").createServer((one) => one.end()).listen(+port)'
"$NODE" -e "$listen" 1001 1002 &
nsenter --net --target "$neighbor" "$NODE" -e "$listen" 1003 &
reach() { timeout 1 bash -c "</dev/tcp/$1/$2" 2>/dev/null; }
export -f reach
awaited() { for _ in {1..1000}; do if "$@"; then return; fi; done; return 1; }
awaited reach 127.0.0.1 1001
awaited reach 10.1.0.2 1003
there bash -c 'reach 10.1.0.1 1002' && echo 'before: 1002'
nft 'add table ip other { chain input { type filter hook input priority 0; }; }'
nft -f "$RULES"
nft -f "$RULES"
there bash -c 'reach 10.1.0.1 1001' && echo 'named, to a port that is open'
there bash -c 'reach 10.1.0.1 1002' && echo 'named, to another port'
there bash -c 'reach 10.2.0.1 1001' && echo 'not named'
reach 10.1.0.1 1002 && echo 'itself'
reach 10.1.0.2 1003 && echo 'its neighbor'
nft list ruleset | grep -cE '^table' | sed 's/^/tables: /'
nft delete table inet altostratus
there bash -c 'reach 10.1.0.1 1002' && echo 'after: 1002'
true
`;

describeWith(['nft', 'unshare', 'nsenter', 'ip'], 'a host with a firewall', () => {
  const folder = temporaryFolder();

  it('lets in who is named where it is declared, answers, and itself; other tables stay', () => {
    const rules = path.join(folder, 'firewall.nft');
    fs.writeFileSync(rules, nftablesRules([rule(['10.1.0.0/24'], [tcp(1001)])]));
    const script = path.join(folder, 'try.sh');
    fs.writeFileSync(script, SCRIPT);
    const said = run('unshare', ['--net', 'env', `NODE=${process.execPath}`, `RULES=${rules}`, 'bash', script]);
    expect(said.trim().split('\n')).toEqual([
      'before: 1002',
      'named, to a port that is open',
      'itself',
      'its neighbor',
      'tables: 2',
      'after: 1002',
    ]);
  }, 60_000);
});

/**
 * A host of a cluster with two neighbors, one of which is named, and a pod. A client, a pod of the host and the host itself go to
 * node ports, which programs that carry out Services send on to the pod; REDIRECT is how.
 */
const NODE_PORTS = `set -euo pipefail
trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
ip link set lo up
echo 1 >/proc/sys/net/ipv4/ip_forward
declare -A place
neighbor() { # NAME HOST-ADDRESS ADDRESS
  unshare --net sleep 60 &
  place[$1]=$!
  until [ "$(readlink "/proc/$!/ns/net")" != "$(readlink /proc/self/ns/net)" ]; do :; done
  ip link add "$1" type veth peer name eth0 netns "$!"
  ip address add "$2/24" dev "$1"
  ip link set "$1" up
  at "$1" ip link set lo up
  at "$1" ip address add "$3/24" dev eth0
  at "$1" ip link set eth0 up
  at "$1" ip route add default via "$2"
}
at() { local where=$1; shift; nsenter --net --target "\${place[$where]}" "$@"; }
neighbor named 10.1.0.1 10.1.0.2
neighbor other 10.2.0.1 10.2.0.2
neighbor pod 10.244.1.1 10.244.1.2
listen='for (const port of process.argv.slice(1)) require("net").createServer((one) => one.end()).listen(+port)'
"$NODE" -e "$listen" 22 30081 9100 &
nsenter --net --target "\${place[pod]}" "$NODE" -e "$listen" 8080 &
reach() { timeout 1 bash -c "</dev/tcp/$1/$2" 2>/dev/null; }
export -f reach
awaited() { for _ in {1..1000}; do if "$@"; then return; fi; done; return 1; }
awaited reach 127.0.0.1 9100
awaited reach 10.244.1.2 8080
nft -f - <<<"$REDIRECT"
says() { if at "$1" bash -c "reach $2 $3"; then echo "$1 $3"; fi; }
says other 10.2.0.1 30080 | sed 's/^/before: /'
nft -f "$RULES"
for port in 22 30080 30081; do
  says named 10.1.0.1 "$port"
  says other 10.2.0.1 "$port"
done
says pod 10.244.1.1 30080
# What comes to a pod by its own address, or by one of a Service, is none of the host's business.
says other 10.244.1.2 8080
says other 10.96.0.7 30500
reach 10.1.0.1 30081 && echo 'itself 30081'
true
`;

/** What kube-proxy does with a node port and a Service whose port is one by chance, in the words of iptables 1.8 and its own. */
const REDIRECTS = {
  iptables: `table ip nat {
  chain PREROUTING { type nat hook prerouting priority dstnat; fib daddr type local jump KUBE-NODEPORTS; ip daddr 10.96.0.7 tcp dport 30500 dnat to 10.244.1.2:8080; }
  chain KUBE-NODEPORTS { tcp dport 30080 meta mark set mark or 0x4000; tcp dport 30080 dnat to 10.244.1.2:8080; }
  chain POSTROUTING { type nat hook postrouting priority srcnat; meta mark & 0x4000 == 0x4000 masquerade; }
}`,
  nftables: `table ip kube-proxy {
  map service-nodeports { type inet_proto . inet_service : verdict; elements = { tcp . 30080 : goto pod }; }
  chain pod { meta l4proto tcp dnat to 10.244.1.2:8080; }
  chain prerouting {
    type nat hook prerouting priority dstnat;
    ip daddr 10.96.0.7 tcp dport 30500 goto pod
    fib daddr type local ip daddr != 127.0.0.0/8 meta l4proto . th dport vmap @service-nodeports
  }
  chain postrouting { type nat hook postrouting priority srcnat; ct status dnat masquerade; }
}`,
};

describeWith(['nft', 'unshare', 'nsenter', 'ip'], 'node ports of a host with a firewall', () => {
  const folder = temporaryFolder();

  it.each(Object.entries(REDIRECTS))(
    'lead to pods for those who are named alone, as kube-proxy does it (%s)',
    (_, redirect) => {
      const rules = path.join(folder, 'firewall.nft');
      const ports = tcp({ from: 30_000, to: 32_767 });
      fs.writeFileSync(rules, nftablesRules([rule(['10.1.0.0/24', '10.244.0.0/16'], [ports])], [ports]));
      const script = path.join(folder, 'node-ports.sh');
      fs.writeFileSync(script, NODE_PORTS);
      const settings = [`NODE=${process.execPath}`, `RULES=${rules}`, `REDIRECT=${redirect}`];
      const said = run('unshare', ['--net', 'env', ...settings, 'bash', script]);
      expect(said.trim().split('\n')).toEqual([
        'before: other 30080',
        'named 30080',
        'named 30081',
        'pod 30080',
        'other 8080',
        'other 30500',
        'itself 30081',
      ]);
    },
    60_000,
  );
});
