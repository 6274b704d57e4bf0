import type { Lab } from './lab';
import type { LabHost } from './lab-host';
import { until } from './shell';

const ETCD =
  'ETCDCTL_CACERT=/etc/kubernetes/pki/etcd/ca.crt ETCDCTL_CERT=/etc/kubernetes/pki/etcd/healthcheck-client.crt ' +
  'ETCDCTL_KEY=/etc/kubernetes/pki/etcd/healthcheck-client.key etcdctl --endpoints=https://127.0.0.1:2379 --command-timeout=5s';

interface MemberList {
  readonly header: { readonly cluster_id: number };
  readonly members: readonly { readonly name?: string; readonly peerURLs: readonly string[] }[];
}

/** Runs etcdctl on a member, against itself. */
export function etcdctl(host: LabHost, command: string): Promise<string> {
  return host.sh(`${ETCD} ${command}`);
}

/** A member serves: it has a quorum with others. */
export async function isServing(host: LabHost): Promise<boolean> {
  return (await host.exec(`${ETCD} endpoint health`)).code === 0;
}

/** Whether this member is the leader of etcd. */
export async function isLeader(host: LabHost): Promise<boolean> {
  const [{ Status: status }] = JSON.parse(await etcdctl(host, 'endpoint status -w json')) as [
    { Status: { leader: number; header: { member_id: number } } },
  ];
  return status.leader === status.header.member_id;
}

/**
 * What must hold after every scenario: all members that the Plan names serve, are in one cluster, and nobody else is.
 * @throws Error that says which of it does not hold
 */
export async function assertOneCluster(lab: Lab): Promise<void> {
  const wanted = lab.members.map(({ name }) => name).sort();
  const lists: MemberList[] = [];
  for (const member of lab.members) {
    await until(`etcd on ${member.name} serves`, () => isServing(member), 90);
    // JSON numbers above 2^53 lose their last digits in the same way everywhere, which is good enough to tell clusters apart.
    lists.push(JSON.parse(await etcdctl(member, 'member list -w json')) as MemberList);
  }
  const ids = new Set(lists.map(({ header }) => header.cluster_id));
  if (ids.size !== 1) throw new Error(`there are ${ids.size} clusters of etcd: ${[...ids].join(', ')}`);
  for (const { members } of lists) {
    const names = members.map(({ name, peerURLs }) => name ?? peerURLs.join(' ')).sort();
    if (names.join() !== wanted.join()) throw new Error(`members are ${names.join(', ')}, not ${wanted.join(', ')}`);
  }
}

/** The host that has the virtual address now. */
export async function holderOf(hosts: readonly LabHost[], address: string): Promise<LabHost> {
  return until(
    `somebody has ${address}`,
    async () => {
      for (const host of hosts.filter(({ isOn }) => isOn))
        if ((await host.exec(`ip -4 -o address show to ${address}/32`)).stdout !== '') return host;
      return undefined;
    },
    30,
  );
}
