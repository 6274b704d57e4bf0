import { Platform, PodNetwork, Secret } from 'altostratus';
import { secretsIn } from '../../../../lib/core/secret';
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
