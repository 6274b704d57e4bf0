import { ClusterChart, Secret } from 'altostratus';
import { found, healthy } from './fixtures';
import { deployment, foundIn } from './objects';

const secret = (stringData: Record<string, string>) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 's' },
  stringData,
});

describe('secret-plain-text', () => {
  it('finds a password in a Secret', () => {
    expect(foundIn('secret-plain-text', [secret({ password: 'hunter2' })])).toMatchObject([
      { message: '"password" of Secret "s" is written in plain text.' },
    ]);
  });

  it('finds a private key in a Secret, and a token in the environment of a container', () => {
    expect(foundIn('secret-plain-text', [secret({ 'x.pem': '-----BEGIN RSA PRIVATE KEY-----\n' })])).toHaveLength(1);
    expect(
      foundIn('secret-plain-text', [deployment('web', { env: [{ name: 'API_TOKEN', value: 'abc' }] })]),
    ).toHaveLength(1);
  });

  it('is content with a reference, and with what is no secret', () => {
    const { platform, cluster } = healthy();
    const password = Secret.password(cluster, 'password');
    const chart = new ClusterChart(cluster, 'extra', { cluster, namespace: 'default' });
    chart.object('secret', secret({ password: password.value, username: 'admin' }));
    expect(found(platform, 'secret-plain-text')).toEqual([]);
    expect(foundIn('secret-plain-text', [deployment('web', { env: [{ name: 'TOKENIZER', value: 'abc' }] })])).toEqual(
      [],
    );
  });
});
