import { findings, manifests, serializer } from 'altostratus/testing';
import { ClusterChart, Platform } from 'altostratus';
import { healthy } from '../rules/fixtures';
import { configMap } from '../rules/objects';

expect.addSnapshotSerializer(serializer);

describe('serializer', () => {
  it('writes an object as YAML, without the labels that all have', () => {
    const { platform, cluster } = healthy();
    new ClusterChart(cluster, 'extra', { cluster, namespace: 'default' }).object(
      'map',
      configMap('settings', { on: 'yes' }),
    );
    expect(manifests(platform).has('ConfigMap', 'settings')).toMatchInlineSnapshot(`
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: settings
        namespace: default
      data:
        "on": "yes"
    `);
  });

  it('writes a finding as three lines', () => {
    const [finding] = findings(new Platform({ name: 'Wrong', environment: 'dev', domain: 'example.com' }));
    expect(finding).toMatchInlineSnapshot(`
      error name-invalid at the platform
        The platform's name "Wrong" is not a DNS label.
        Allowed: lower case letters, digits and "-", beginning and ending with a letter or digit, at most 63 characters.
    `);
  });

  it('leaves other values to others', () => {
    for (const value of ['text', 1, undefined, null, {}, [], { kind: 'x' }]) expect(serializer.test(value)).toBe(false);
  });
});
