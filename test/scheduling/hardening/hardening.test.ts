import { HardeningException } from 'altostratus';
import { parse } from 'yaml';
import { fileOf, reported, sample, settled, settleTree, specOf } from '../sample-cluster';

const AT = '/etc/kubernetes/apiserver';

test('later layers add rules to the audit policy; they decide before the default ones, in order', () => {
  const made = sample({ hardening: { audit: { rules: [{ level: 'None', users: ['probe'] }] } } });
  made.cluster.hardening.addAuditRules({ level: 'Request', namespaces: ['shop'] });
  settleTree(made.platform);
  const { rules, omitStages } = parse(fileOf(made.cluster.controlPlane[0], `${AT}/audit-policy.yaml`)) as {
    rules: readonly unknown[];
    omitStages: readonly string[];
  };
  expect(rules.slice(0, 2)).toEqual([
    { level: 'Request', namespaces: ['shop'] },
    { level: 'None', users: ['probe'] },
  ]);
  expect(rules.at(-1)).toEqual({ level: 'Metadata' });
  expect(omitStages).toEqual(['RequestReceived']);
});

test('no rule of the default policy writes the content of Secrets', () => {
  const { rules } = parse(fileOf(settled().cluster.controlPlane[0], `${AT}/audit-policy.yaml`)) as {
    rules: readonly { level: string; resources?: readonly { group: string; resources?: readonly string[] }[] }[];
  };
  const first = rules.find(({ resources = [] }) =>
    resources.some(({ group, resources: names }) => group === '' && (names ?? ['secrets']).includes('secrets')),
  );
  expect(first?.level).toBe('Metadata');
});

test('anonymous requests are for health alone; later layers add who says who people are', () => {
  const made = sample();
  made.cluster.hardening.addTokenIssuer({
    url: 'https://login.example.com',
    audiences: ['kubernetes', 'dashboard'],
    certificateAuthority: 'PEM',
    groupsClaim: 'groups',
  });
  settleTree(made.platform);
  expect(parse(fileOf(made.cluster.controlPlane[0], `${AT}/authentication.yaml`))).toEqual({
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'AuthenticationConfiguration',
    jwt: [
      {
        issuer: {
          url: 'https://login.example.com',
          audiences: ['kubernetes', 'dashboard'],
          audienceMatchPolicy: 'MatchAny',
          certificateAuthority: 'PEM',
        },
        claimMappings: {
          username: { claim: 'email', prefix: 'oidc:' },
          groups: { claim: 'groups', prefix: 'oidc:' },
        },
      },
    ],
    anonymous: { enabled: true, conditions: [{ path: '/livez' }, { path: '/readyz' }, { path: '/healthz' }] },
  });
});

test('the file has the version that the API server reads, and is not there where it could say nothing', () => {
  const at = (version: string) => specOf(settled({ version }).cluster.controlPlane[0]).files;
  const text = (version: string) => at(version).find(({ path }) => path === `${AT}/authentication.yaml`)?.content;
  expect(text('1.34')).toContain('apiserver.config.k8s.io/v1\n');
  expect(text('1.33')).toContain('apiserver.config.k8s.io/v1beta1\n');
  expect(text('1.31')).toBeUndefined();
});

test('all hosts of the control plane have the same keys for Secrets, delivered apart; workers have none', () => {
  const { cluster, general } = settled({ hardening: { encryptionKeys: ['key2', 'key1', 'key2'] } });
  const files = cluster.controlPlane.map((machine) =>
    specOf(machine).files.find(({ path }) => path === `${AT}/encryption.yaml`),
  );
  expect(new Set(files.map((file) => file?.content)).size).toBe(1);
  expect(files[0]).toMatchObject({ secret: true, mode: '0600' });
  expect(parse(files[0]?.content ?? '')).toMatchObject({
    resources: [
      {
        resources: ['secrets'],
        providers: [
          {
            secretbox: {
              keys: [
                { name: 'key2', secret: '${ref[dc1/main/pki/encryption-key2#value]}' },
                { name: 'key1', secret: '${ref[dc1/main/pki/encryption-key1#value]}' },
              ],
            },
          },
          { identity: {} },
        ],
      },
    ],
  });
  for (const machine of general.machines)
    for (const { content } of specOf(machine).files) expect(content).not.toContain('encryption-key');
});

test('an exception needs a reason, a key a name', () => {
  const exceptions = [HardeningException.profiling(' '), HardeningException.auditLog('there is another')];
  expect(reported(sample({ hardening: { exceptions } }).platform)).toEqual(['hardening-reason']);
  expect(reported(sample({ hardening: { encryptionKeys: ['Key: 1'] } }).platform)).toEqual(['name-invalid']);
});

test('a domain of nodes is one', () => {
  const { cluster, platform } = sample();
  cluster.hardening.addNodeDomain('eu-central-1.compute.internal');
  expect(reported(platform)).toEqual([]);
  cluster.hardening.addNodeDomain('a b\nnode evil 10.0.0.1');
  expect(reported(platform)).toEqual(['name-invalid']);
  expect(cluster.hardening.nodeDomains).toEqual(['eu-central-1.compute.internal']);
});
