import { X509Certificate } from 'node:crypto';
import { parse } from 'yaml';
import { makeAuthority } from '../../lib/output/certificate';
import { adminKubeconfig } from '../../lib/output/kubeconfig';
import type { ClusterPlan } from '../../lib/plan/types';
import { samplePlan } from './sample-plan';

const NOW = new Date('2026-03-01T12:00:00Z');
const DAY_MS = 86_400_000;

const cluster = (): ClusterPlan => {
  const [first] = samplePlan().clusters;
  if (first === undefined) throw new Error('the sample has no cluster');
  return { ...first, endpoint: 'https://api.main.example.com:8443', authority: 'dc/main/pki/ca' };
};

async function made(options: { readonly server?: string } = {}) {
  const authority = await makeAuthority('kubernetes', 3650, NOW);
  const values: Record<string, string> = { ...authority };
  const text = await adminKubeconfig(cluster(), {
    secrets: ({ path, attribute }) => (path === 'dc/main/pki/ca' ? values[attribute] : undefined),
    now: NOW,
    days: 30,
    user: 'anna',
    ...options,
  });
  const config = parse(text) as {
    clusters: { cluster: Record<string, string> }[];
    users: { name: string; user: Record<string, string> }[];
    'current-context': string;
  };
  const decode = (data = '') => Buffer.from(data, 'base64').toString('utf8');
  const certificate = new X509Certificate(decode(config.users[0]?.user['client-certificate-data']));
  return { config, certificate, authority: new X509Certificate(authority.certificate) };
}

test('is signed by the authority of the cluster, for a member of its administrators, for as long as was asked', async () => {
  const { config, certificate, authority } = await made();
  expect(certificate.verify(authority.publicKey)).toBe(true);
  expect(certificate.subject.split('\n')).toEqual(['O=kubeadm:cluster-admins', 'CN=anna']);
  expect(Date.parse(certificate.validTo)).toBe(NOW.getTime() + 30 * DAY_MS);
  expect(config.users.map(({ name }) => name)).toEqual(['anna']);
  expect(config['current-context']).toBe(cluster().id);
});

test('leads to the name of the API server, or to an address under that name', async () => {
  const named = (await made()).config.clusters[0]?.cluster;
  expect(named).toMatchObject({
    server: 'https://api.main.example.com:8443',
    'tls-server-name': 'api.main.example.com',
  });
  const addressed = (await made({ server: 'https://10.0.0.10:8443' })).config.clusters[0]?.cluster;
  expect(addressed).toMatchObject({ server: 'https://10.0.0.10:8443', 'tls-server-name': 'api.main.example.com' });
});

test('cannot be made for a cluster that was there before', async () => {
  const { authority: _, ...existing } = cluster();
  const options = { secrets: () => undefined, now: NOW, days: 1, user: 'anna' };
  await expect(adminKubeconfig(existing, options)).rejects.toThrow(/was there before this platform/);
});
