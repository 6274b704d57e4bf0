import { parseAllDocuments } from 'yaml';
import { referenceTo } from '../../lib/core/reference';
import { renderFiles } from '../../lib/output/render-files';
import type { Plan } from '../../lib/plan/types';
import { sampleMachine, sampleObject, samplePlan, samplePool } from './sample-plan';

const paths = (plan: Plan) => [...renderFiles(plan).keys()].sort();
const site = (change: object): Plan => {
  const plan = samplePlan();
  return { ...plan, sites: plan.sites.map((one) => ({ ...one, ...change })) };
};
const cluster = (change: object): Plan => {
  const plan = samplePlan();
  return { ...plan, clusters: plan.clusters.map((one) => ({ ...one, ...change })) };
};

describe('renderFiles', () => {
  test('lays the folder out', () => {
    expect(paths(samplePlan())).toEqual([
      'artefacts.json',
      'clusters/main/README.txt',
      'clusters/main/upgrade-hosts',
      'clusters/main/upgrade.md',
      'clusters/main/upgrade.sh',
      'clusters/main/wave-00/base.yaml',
      'clusters/main/wave-01/logs.yaml',
      'findings.json',
      'hosts/dc1-master-1/boot.sh',
      'hosts/dc1-master-1/files/etc/haproxy/haproxy.cfg',
      'hosts/dc1-master-1/files/etc/kubernetes/kubeadm.yaml.txt',
      'hosts/dc1-master-1/user-data',
      'plan.json',
      'pools/burst/boot.sh',
      'pools/burst/user-data',
      'secrets.json',
      'sites/dc1/push-hosts',
      'sites/dc1/push.sh',
    ]);
  });

  test('is the same every time, and scripts can be run', () => {
    expect([...renderFiles(samplePlan())]).toEqual([...renderFiles(samplePlan())]);
    expect(renderFiles(samplePlan()).get('hosts/dc1-master-1/boot.sh')?.mode).toBe(0o755);
  });

  test('only manifests end as cdk8s expects manifests to end', () => {
    const manifests = paths(samplePlan()).filter((path) => /\.ya?ml$/.test(path));
    expect(manifests.length).toBeGreaterThan(0);
    expect(manifests.filter((path) => !path.startsWith('clusters/'))).toEqual([]);
  });

  test('a chart with several objects is one file of several documents, in order', () => {
    const text = renderFiles(samplePlan()).get('clusters/main/wave-01/logs.yaml')?.content ?? '';
    const documents = parseAllDocuments(text).map((document) => document.toJS() as { metadata: { name: string } });
    expect(documents.map(({ metadata }) => metadata.name)).toEqual(['settings', 'login']);
  });

  test('folders of waves sort in their order, however many', () => {
    const objects = [0, 9, 10, 100].map((wave) => sampleObject('ConfigMap', `c${wave}`, 'all', wave));
    const waves = paths(cluster({ objects })).filter((path) => path.endsWith('all.yaml'));
    expect(waves.map((path) => path.split('/')[2])).toEqual(['wave-000', 'wave-009', 'wave-010', 'wave-100']);
  });

  test('says what to apply and in which order, other projects first', () => {
    const text = renderFiles(samplePlan()).get('clusters/main/README.txt')?.content ?? '';
    const steps = [...text.matchAll(/ -f (\S+)$/gm)].map(([, target]) => target);
    expect(steps).toEqual(['https://example.com/gateway-api.yaml', 'wave-00/', 'wave-01/']);
  });

  test('a cluster that has nothing to apply, and is not made here, has no folder', () => {
    expect(
      paths(cluster({ objects: [], bundles: [], controlPlane: [], etcd: [] })).filter((path) =>
        path.startsWith('clusters/'),
      ),
    ).toEqual([]);
  });

  test('pools of two clusters with one id are told apart by their paths', () => {
    const pools = [
      samplePool('burst', 'dc1/a/burst'),
      samplePool('burst', 'dc1/b/burst'),
      samplePool('base', 'dc1/a/base'),
    ];
    const folders = paths(site({ pools })).flatMap((path) => /^pools\/([^/]+)\/boot/.exec(path)?.[1] ?? []);
    expect(folders).toEqual(['base', 'dc1-a-burst', 'dc1-b-burst']);
  });
});

describe('secrets in files', () => {
  const secrets = ({ path, attribute }: { path: string; attribute: string }) =>
    path.startsWith('dc1') ? `${attribute} of ${path}\nline two\n` : undefined;

  test('stay references by default, and what must stay closed is not written', () => {
    const files = renderFiles(samplePlan());
    const text = files.get('clusters/main/wave-01/logs.yaml');
    expect(text?.content).toContain('${ref[dc1/main/logs/login#value]}');
    expect(text?.mode).toBe(0o644);
    expect([...files.keys()].filter((path) => path.includes('/secrets/'))).toEqual([]);
  });

  test('are put in where asked for, in files for the owner alone', () => {
    const files = renderFiles(samplePlan(), { secrets });
    const manifest = files.get('clusters/main/wave-01/logs.yaml');
    const [, login] = parseAllDocuments(manifest?.content ?? '').map((one) => one.toJS() as { stringData?: object });
    expect(login?.stringData).toEqual({ password: 'value of dc1/main/logs/login\nline two\n' });
    expect(manifest?.mode).toBe(0o600);
    expect(files.get('clusters/main/wave-00/base.yaml')?.mode).toBe(0o644);
    expect(files.get('hosts/dc1-master-1/secrets/etc/kubernetes/pki/ca.key')).toEqual({
      content: 'key of dc1/main/pki/ca\nline two\n',
      mode: 0o600,
    });
    expect(files.get('hosts/dc1-master-1/secrets/etc/token')).toEqual({ content: 'as it is\n', mode: 0o600 });
  });

  test('never stand in plan.json, findings.json, artefacts.json and secrets.json', () => {
    const [plain, filled] = [renderFiles(samplePlan()), renderFiles(samplePlan(), { secrets })];
    for (const path of ['plan.json', 'findings.json', 'artefacts.json', 'secrets.json'])
      expect(filled.get(path)).toEqual(plain.get(path));
  });

  test('keep the indentation of the line that they stand alone on', () => {
    const userData = `#cloud-config\nwrite_files:\n  - content: |\n      ${referenceTo('dc1', 'pem')}\n    path: /a\n`;
    const script = `cat <<E\n${referenceTo('dc1', 'pem')}E\nx=${referenceTo('other', 'a')}\n`;
    const files = renderFiles(site({ machines: [sampleMachine('m', { userData, script })] }), { secrets });
    expect(files.get('hosts/m/user-data')).toEqual({
      content: '#cloud-config\nwrite_files:\n  - content: |\n      pem of dc1\n      line two\n    path: /a\n',
      mode: 0o600,
    });
    expect(files.get('hosts/m/boot.sh')).toEqual({
      content: `cat <<E\npem of dc1\nline two\nE\nx=${referenceTo('other', 'a')}\n`,
      mode: 0o700,
    });
  });

  test('a value that looks like a reference is not looked up again', () => {
    const script = `a=${referenceTo('dc1', 'a')}`;
    const files = renderFiles(site({ machines: [sampleMachine('m', { script })] }), {
      secrets: ({ path }) => (path === 'dc1' ? referenceTo('other', 'b') : 'twice'),
    });
    expect(files.get('hosts/m/boot.sh')?.content).toBe(`a=${referenceTo('other', 'b')}`);
  });

  test('secrets.json says which are needed, by whom, through certificates too', () => {
    const document = JSON.parse(renderFiles(samplePlan()).get('secrets.json')?.content ?? '') as {
      secrets: { path: string; attributes: string[]; neededBy: string[] }[];
    };
    expect(document.secrets.map(({ path, attributes, neededBy }) => ({ path, attributes, neededBy }))).toEqual([
      { path: 'dc1/main/logs/login', attributes: ['value'], neededBy: ['dc1/main/logs/login'] },
      {
        path: 'dc1/main/pki/ca',
        attributes: ['certificate', 'key'],
        neededBy: ['dc1/dc1-master-1', 'dc1/main/pki/leaf'],
      },
    ]);
  });
});

describe('names that cannot be files', () => {
  const host = (...names: string[]) => site({ machines: names.map((name) => sampleMachine(name)) });
  const file = (path: string) =>
    site({ machines: [sampleMachine('m', { files: [{ path, mode: '0644', content: '' }] })] });

  test.each([
    ['a machine that climbs out', host('..')],
    ['a machine with a folder in its name', host('a/b')],
    ['a machine without a name', host('')],
    ['a hidden machine', host('.git')],
    ['a machine with NUL in its name', host('a\u0000b')],
    ['a machine with a backslash in its name', host('a\\b')],
    ['two machines of one name', host('a', 'a')],
    ['two machines that differ in case', host('Web', 'web')],
    ['two machines that differ in how a letter is composed', host('\u00e9', 'e\u0301')],
    ['a host file that climbs out', file('/etc/../../../x')],
    [
      'a host file below a host file',
      site({
        machines: [sampleMachine('m', { files: ['/a', '/a/b'].map((path) => ({ path, mode: '', content: '' })) })],
      }),
    ],
    ['a cluster that climbs out', cluster({ id: '../x' })],
    ['a chart that climbs out', cluster({ objects: [sampleObject('Secret', 'a', '../../x', 0)] })],
    ['a pool that climbs out', site({ pools: [samplePool('../x', 'x')] })],
  ])('%s is refused', (_, plan) => {
    expect(() => renderFiles(plan)).toThrow(expect.objectContaining({ name: 'UserError' }) as Error);
  });

  test('the sentence names both where two are one', () => {
    expect(() => renderFiles(host('Web', 'web'))).toThrow(
      'The output files "hosts/Web/user-data" and "hosts/web/user-data" differ in upper and lower case only',
    );
  });
});
