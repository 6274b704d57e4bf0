import * as fs from 'node:fs';
import * as path from 'node:path';
import { synthesize } from 'altostratus/testing';
import type { MachinePlan } from 'altostratus';
import { substitute } from '../../lib/core/reference';
import { ENVIRONMENTS, enterprise } from '../apps/settings';
import { describeWith, run, temporaryFolder } from './programs';

/** Every host of every environment, named by both. */
const HOSTS = ENVIRONMENTS.flatMap((environment) => {
  const synthesis = synthesize(enterprise(environment));
  if (!synthesis.ok) throw new Error(JSON.stringify(synthesis.findings, undefined, 1));
  return synthesis.plan.sites.flatMap(({ machines }) =>
    machines.map((machine) => [`${environment} ${machine.name}`, machine] as const),
  );
});

/** Hosts that have a file, with what is in it; values of the right form stand for secrets. */
function withFile(name: string): [string, MachinePlan, string][] {
  return HOSTS.flatMap(([title, machine]) => {
    const file = [...machine.boot.files, ...machine.boot.secretFiles].find((one) => one.path === name);
    return file === undefined ? [] : [[title, machine, withValues(file.content)]];
  });
}

function withValues(text: string): string {
  return substitute(text, ({ path: of }) => (of.endsWith('join-token') ? 'abcdef.0123456789abcdef' : 'secret'));
}

function written(folder: string, name: string, content: string): string {
  const file = path.join(folder, name);
  fs.writeFileSync(file, content);
  return file;
}

describeWith(['haproxy'], 'haproxy', () => {
  const folder = temporaryFolder();
  const hosts = withFile('/etc/haproxy/haproxy.cfg');

  it('is on hosts', () => {
    expect(hosts.length).toBeGreaterThanOrEqual(6);
  });

  it.each(hosts)('takes the configuration of %s', (_, _machine, content) => {
    expect(run('haproxy', ['-c', '-f', written(folder, 'haproxy.cfg', content)])).not.toMatch(/warning/i);
  });

  it('refuses a configuration with a mistake', () => {
    const [[, , content]] = hosts as [[string, MachinePlan, string]];
    const wrong = content.replace('default_backend', 'default_backent');
    expect(() => run('haproxy', ['-c', '-f', written(folder, 'wrong.cfg', wrong)])).toThrow(/default_backent/);
  });
});

describeWith(['keepalived'], 'keepalived', () => {
  const folder = temporaryFolder();
  const hosts = withFile('/etc/keepalived/keepalived.conf');

  function check(content: string): string {
    const file = written(folder, 'keepalived.conf', content);
    // The check wants the interface to be there: it is, in a network namespace of its own.
    const log = path.join(folder, 'keepalived.log');
    const script = `ip link add eth0 type veth peer name eth1 && { keepalived --config-test=${log} -f ${file} || { cat ${log}; exit 1; }; }`;
    return run('unshare', ['--net', 'sh', '-c', script]);
  }

  it.each(hosts)('takes the configuration of %s', (_name, _machine, content) => {
    expect(check(content)).toBe('');
  });

  it('refuses a configuration with a mistake', () => {
    const [[, , content]] = hosts as [[string, MachinePlan, string]];
    expect(() => check(content.replace('virtual_router_id 1', 'virtual_router_id 999'))).toThrow(
      /VRID|virtual_router_id/i,
    );
  });
});

describeWith(['cloud-init'], 'cloud-init', () => {
  const folder = temporaryFolder();

  it.each(HOSTS)('takes the user data of %s', (_, machine) => {
    expect(run('cloud-init', ['schema', '--config-file', written(folder, 'user-data', machine.boot.userData)])).toMatch(
      /Valid/,
    );
  });

  it('refuses user data with a mistake', () => {
    const [[, machine]] = HOSTS as [readonly [string, MachinePlan]];
    const wrong = machine.boot.userData.replace('permissions:', 'permission:');
    expect(() => run('cloud-init', ['schema', '--config-file', written(folder, 'wrong', wrong)])).toThrow(/permission/);
  });
});

describeWith(['kubeadm'], 'kubeadm', () => {
  const folder = temporaryFolder();
  const files = ['kubeadm.yaml', 'kubeadm-token.yaml', 'kubeadm-join.yaml', 'etcd-certs.yaml'].flatMap((name) =>
    withFile(`/etc/kubernetes/${name}`).map(([title, , content]) => [`${name} of ${title}`, content] as const),
  );

  // Workers find the cluster by a file that kubeadm looks for.
  const here = (content: string) =>
    content.replace('/etc/altostratus/join.kubeconfig', written(folder, 'join.kubeconfig', ''));

  it('has something to check on each host', () => {
    expect(files.length).toBeGreaterThanOrEqual(HOSTS.length);
  });

  it.each(files)('takes %s', (_, content) => {
    expect(
      run('kubeadm', ['config', 'validate', '--config', written(folder, 'kubeadm.yaml', here(content))]),
    ).toContain('ok');
  });

  it('refuses a configuration with a mistake', () => {
    const [[, content]] = files as [readonly [string, string]];
    const wrong = written(folder, 'wrong.yaml', content.replace('controlPlaneEndpoint', 'controlPlaneEndpiont'));
    expect(() => run('kubeadm', ['config', 'validate', '--config', wrong])).toThrow(/controlPlaneEndpiont/);
  });
});

describeWith(['bash'], 'bash', () => {
  const folder = temporaryFolder();

  it.each(HOSTS)('reads the script of %s', (_, machine) => {
    expect(run('bash', ['-n', written(folder, 'boot.sh', machine.boot.script)])).toBe('');
    for (const { path: name, content } of machine.boot.files)
      if (/^#!.*\bbash\n/.test(content))
        expect({ name, said: run('bash', ['-n', written(folder, 'script', content)]) }).toEqual({ name, said: '' });
  });
});
