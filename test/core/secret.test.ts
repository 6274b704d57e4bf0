import { ApiObject, Chart } from 'cdk8s';
import { Platform } from '../../lib/core/platform';
import { referencesIn } from '../../lib/core/reference';
import { SECRET_ATTRIBUTES, Secret, secretsIn } from '../../lib/core/secret';
import type { SecretSource } from '../../lib/core/secret';

const tree = () => new Chart(new Platform({ name: 'p', environment: 'dev', domain: 'example.com' }), 'db');

const SOURCES: { readonly [Kind in SecretSource['kind']]: Extract<SecretSource, { kind: Kind }> } = {
  password: { kind: 'password', length: 32 },
  random: { kind: 'random', bytes: 16, encoding: 'hex' },
  'bootstrap-token': { kind: 'bootstrap-token' },
  'key-pair': { kind: 'key-pair', bits: 2048 },
  authority: { kind: 'authority', commonName: 'ca', days: 3650 },
  certificate: { kind: 'certificate', commonName: 'db', hosts: ['db'], authority: 'ca', days: 365 },
  environment: { kind: 'environment', variable: 'TOKEN' },
};

describe('Secret', () => {
  it('is a reference wherever a string can stand', () => {
    const chart = tree();
    const secret = Secret.password(chart, 'root');
    const reference = '${ref[db/root#value]}';
    expect([secret.value, String(secret), `${secret.value}!`, JSON.stringify({ a: secret.value })]).toEqual([
      reference,
      reference,
      `${reference}!`,
      `{"a":"${reference}"}`,
    ]);
    const object = new ApiObject(chart, 'secret', {
      apiVersion: 'v1',
      kind: 'Secret',
      stringData: { url: `mysql://root:${secret.value}@db` },
    });
    expect(object.toJson()).toMatchObject({ stringData: { url: `mysql://root:${reference}@db` } });
  });

  it.each(Object.values(SOURCES))('of kind $kind has its attributes as references', (source) => {
    const secret = new Secret(tree(), 'one', source);
    expect(secret.source).toEqual(source);
    for (const attribute of SECRET_ATTRIBUTES[source.kind])
      expect(referencesIn(secret.attribute(attribute))).toEqual([{ path: 'db/one', attribute }]);
  });

  it('is made by factories', () => {
    const chart = tree();
    expect(Secret.password(chart, 'a').source).toEqual({ kind: 'password', length: 32 });
    expect(Secret.password(chart, 'b', 12).source).toEqual({ kind: 'password', length: 12 });
    expect(Secret.fromEnvironment(chart, 'c', 'TOKEN').source).toEqual({ kind: 'environment', variable: 'TOKEN' });
  });

  it('is listed with all others of its tree, in order', () => {
    const chart = tree();
    const secrets = ['b', 'a'].map((id) => Secret.password(chart, id));
    Secret.password(tree(), 'elsewhere');
    expect(secretsIn(chart)).toEqual(secrets);
    (secretsIn(chart) as Secret[]).pop();
    expect(secretsIn(chart.node.root)).toHaveLength(2);
  });

  it('can be found by its reference, whatever is in its id', () => {
    const secret = Secret.password(tree(), 'a]b#c%d');
    expect(referencesIn(secret.value)).toEqual([{ path: secret.node.path, attribute: 'value' }]);
  });
});
