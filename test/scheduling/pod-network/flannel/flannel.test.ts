import { Platform, PodNetwork, Secret } from 'altostratus';
import { synthesize } from 'altostratus/testing';
import { secretsIn } from '../../../../lib/core/secret';
import { KEY_FORMS } from '../../../../lib/scheduling/pod-network/flannel/backend';
import { healthy } from '../../../rules/fixtures';
import { sample } from '../../sample-cluster';

const secrets = (podNetwork: PodNetwork) =>
  secretsIn(sample({ podNetwork }).platform).filter(({ node }) => node.id === 'flannel-psk');

test('makes the key in the form that the backend takes', () => {
  expect(secrets(PodNetwork.flannel({ backend: 'wireguard' })).map(({ source }) => source)).toEqual([
    { kind: 'random', bytes: 32, encoding: 'base64' },
  ]);
  // 96 characters, which is the least that flannel takes.
  expect(secrets(PodNetwork.flannel({ backend: 'ipsec' })).map(({ source }) => source)).toEqual([
    { kind: 'random', bytes: 48, encoding: 'hex' },
  ]);
});

test('makes none where there is nothing to encrypt, or where one is given', () => {
  const platform = new Platform({ name: 'keys', environment: 'test', domain: 'example.com' });
  const psk = Secret.fromEnvironment(platform, 'psk', 'PSK');
  expect(secrets(PodNetwork.flannel())).toEqual([]);
  expect(secrets(PodNetwork.flannel({ backend: 'ipsec', psk }))).toEqual([]);
});

test.each(['wireguard', 'ipsec'] as const)('a key for %s that is given must have the form of one', (backend) => {
  const keys = new Platform({ name: 'keys', environment: 'test', domain: 'example.com' });
  const psk = Secret.fromEnvironment(keys, 'psk', 'PSK');
  sample({ podNetwork: PodNetwork.flannel({ backend, psk }) });
  expect(psk.forms).toEqual([KEY_FORMS[backend]]);
});

test('the Plan says what a key must look like', () => {
  const made = synthesize(healthy({ podNetwork: PodNetwork.flannel({ backend: 'ipsec' }) }).platform);
  if (!made.ok) throw new Error(JSON.stringify(made.findings));
  expect(made.plan.secrets.find(({ path }) => path.endsWith('/flannel-psk'))?.forms).toEqual([KEY_FORMS.ipsec]);
});
