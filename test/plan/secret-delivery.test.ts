import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { Plan } from 'altostratus';
import { referenceKeysOf } from '../../lib/core/reference';
import { cloudPlan } from './cloud-plan';

function storeOf({ sites: [site] }: Plan) {
  if (site?.secrets.kind !== 'store') throw new Error('no store');
  return site.secrets;
}

/** Which secrets a role can get at: `cloud/main/pki/ca#key` … */
function secretsOf(plan: Plan, grant: string): string[] {
  const { entries, grants } = storeOf(plan);
  const { reads = [] } = grants.find(({ id }) => id === grant) ?? {};
  const contents = reads.map((name) => entries.find((entry) => entry.name === name)?.content);
  return [...referenceKeysOf(contents)].sort();
}

describe('grants', () => {
  const plan = cloudPlan({ workers: 2 });
  const { entries, grants } = storeOf(plan);

  test('are one for hosts that were made together for one role', () => {
    expect(grants.map(({ id, machines, pools }) => [id, machines.length, pools.length])).toEqual([
      ['cloud-main-control-plane', 3, 0],
      ['cloud-main-etcd', 3, 0],
      ['cloud-main-general-worker', 2, 0],
      ['cloud-main-burst-worker', 0, 1],
    ]);
  });

  test('let workers read the certificate and the token to join with, and no key', () => {
    for (const id of ['cloud-main-general-worker', 'cloud-main-burst-worker'])
      expect(secretsOf(plan, id)).toEqual(['cloud/main/pki/ca#certificate', 'cloud/main/pki/join-token#value']);
  });

  test('let hosts of etcd read what belongs to etcd', () => {
    expect(secretsOf(plan, 'cloud-main-etcd')).toEqual([
      'cloud/main/pki/etcd-ca#certificate',
      'cloud/main/pki/etcd-ca#key',
    ]);
  });

  test('let the control plane read all keys of its cluster', () => {
    expect(secretsOf(plan, 'cloud-main-control-plane')).toEqual(
      expect.arrayContaining(
        ['ca#key', 'front-proxy-ca#key', 'sa#key', 'join-token#value'].map((key) => `cloud/main/pki/${key}`),
      ),
    );
  });

  test('name entries that are there, each once, and no entry is for nobody', () => {
    expect(new Set(entries.map(({ name }) => name)).size).toBe(entries.length);
    expect([...new Set(grants.flatMap(({ reads }) => reads))].sort()).toEqual(entries.map(({ name }) => name));
  });

  test('let each host read the script that it boots from, packed: the one whose sum stands in its user data', () => {
    const hosts = plan.sites.flatMap(({ machines, pools }) => [...machines, ...pools]);
    expect(hosts.length).toBe(9);
    for (const { id, boot } of hosts) {
      const { reads } = grants.find(({ machines, pools }) => [...machines, ...pools].includes(id)) ?? {};
      const parts = (boot.stored ?? []).map((name) => entries.find((entry) => entry.name === name));
      expect(reads).toEqual(expect.arrayContaining([...(boot.stored ?? [])]));
      expect(new Set(parts.map((part) => part?.kind))).toEqual(new Set(['boot']));
      const packed = Buffer.from(parts.map((part) => part?.content).join(''), 'base64');
      expect(gunzipSync(packed).toString()).toBe(boot.script);
      expect(boot.userData).toContain(`"sha256": "${createHash('sha256').update(boot.script).digest('hex')}"`);
    }
  });

  test('one more worker adds its own script, and changes no other entry and no other host', () => {
    const more = cloudPlan({ workers: 3 });
    const added = storeOf(more).entries.filter(({ name }) => !entries.some((entry) => entry.name === name));
    expect(added).toMatchObject([
      { kind: 'boot', name: expect.stringMatching(/boot\/cloud_main_general_worker_3\/1$/) },
    ]);
    expect(storeOf(more).entries.filter((entry) => !added.includes(entry))).toEqual(entries);
    const boots = (one: Plan) =>
      one.sites.flatMap(({ machines }) => machines.map(({ name, boot }) => [name, boot.userData]));
    expect(boots(more)).toEqual(expect.arrayContaining(boots(plan)));
  });
});
