import { Platform } from 'altostratus';
import { manifests, synthesize } from 'altostratus/testing';
import { configMap, deployment } from '../rules/objects';
import { healthy } from '../rules/fixtures';
import { ClusterChart } from 'altostratus';

function withObjects(): Platform {
  const { platform, cluster } = healthy();
  const chart = new ClusterChart(cluster, 'extra', { cluster, namespace: 'default' });
  chart.object('map', configMap('settings', { level: 'info', color: 'blue' }));
  chart.object('web', deployment('web', { ports: [{ containerPort: 8080 }, { containerPort: 9090 }] }));
  return platform;
}

describe('manifests', () => {
  it('finds by kind, name and namespace', () => {
    const all = manifests(withObjects());
    expect(all.find('ConfigMap', 'settings').map(({ data }) => data)).toEqual([{ level: 'info', color: 'blue' }]);
    expect(all.find('ConfigMap', undefined, 'default')).toHaveLength(1);
    expect(all.find('ConfigMap', 'settings', 'elsewhere')).toEqual([]);
    expect(all.find('Deployment')).toHaveLength(1);
  });

  it('has what is named, and gives it', () => {
    const all = manifests(withObjects());
    expect(all.has('ConfigMap', 'default/settings', { data: { level: 'info' } }).metadata.name).toBe('settings');
    expect(all.has('Deployment', 'web').kind).toBe('Deployment');
  });

  it('says what is different, field by field', () => {
    const all = manifests(withObjects());
    expect(() => all.has('ConfigMap', 'settings', { data: { level: 'debug', size: '1' } })).toThrow(
      'ConfigMap "settings" is different:\n' +
        '  default/settings data.level: expected "debug", is "info"\n' +
        '  default/settings data.size: expected "1", is absent',
    );
    const ports = { template: { spec: { containers: [{ ports: [{ containerPort: 8080 }] }] } } };
    expect(() => all.has('Deployment', 'web', { spec: ports })).toThrow(
      'spec.template.spec.containers[0].ports: expected 1 items, has 2',
    );
    expect(() => all.has('ConfigMap', 'settings', { data: ['x'] })).toThrow('data: expected a list, is {');
    expect(() => all.has('ConfigMap', 'settings', { kind: { x: 1 } })).toThrow('kind: expected fields, is "ConfigMap"');
  });

  it('says what there is, where the name is wrong', () => {
    expect(() => manifests(withObjects()).has('Deployment', 'wep')).toThrow(
      'There is no Deployment "wep". There are: default/web.',
    );
    expect(() => manifests(withObjects()).has('Gateway', 'x')).toThrow('There is none of that kind.');
  });

  it('takes one cluster alone where it is named', () => {
    const synthesis = synthesize(withObjects());
    expect(manifests(synthesis, 'main').all.length).toBe(manifests(synthesis).all.length);
    expect(manifests(synthesis, 'other').all).toEqual([]);
  });

  it('lists the errors of a platform that has some', () => {
    const wrong = new Platform({ name: 'Wrong', environment: 'dev', domain: 'example.com' });
    expect(() => manifests(wrong)).toThrow(
      /has errors, so there are no manifests:\n {2}error name-invalid at the platform: /,
    );
  });
});
