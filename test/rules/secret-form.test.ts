import { Encryption, Platform, PodNetwork, Secret } from 'altostratus';
import { found, healthy } from './fixtures';

const keys = new Platform({ name: 'keys', environment: 'test', domain: 'example.com' });
const given = Secret.fromEnvironment(keys, 'given', 'KEY');
const password = Secret.password(keys, 'password', 40);
const long = Secret.password(keys, 'long', 96);
const messages = (podNetwork: PodNetwork) =>
  found(healthy({ podNetwork }).platform, 'secret-form').map(({ message }) => message);

describe('secret-form', () => {
  it('finds keys that cannot be what the pod network reads', () => {
    expect(messages(PodNetwork.flannel({ backend: 'wireguard', psk: long }))).toEqual([
      'The key "long" for flannel\'s backend wireguard is not 32 bytes as Base64 (44 characters).',
    ]);
    expect(messages(PodNetwork.flannel({ backend: 'ipsec', psk: password }))).toHaveLength(1);
    expect(messages(PodNetwork.cilium({ encryption: Encryption.ipsec({ key: password }) }))).toEqual([
      'The key "password" for IPsec is not 40 hexadecimal digits.',
    ]);
  });

  it('is content with those that are made, those that can be it, and those that are not known yet', () => {
    for (const podNetwork of [
      PodNetwork.flannel({ backend: 'wireguard' }),
      PodNetwork.flannel({ backend: 'ipsec' }),
      PodNetwork.flannel({ backend: 'ipsec', psk: long }),
      PodNetwork.flannel({ backend: 'wireguard', psk: given }),
      PodNetwork.cilium({ encryption: Encryption.ipsec() }),
      PodNetwork.cilium({ encryption: Encryption.ipsec({ key: given }) }),
    ])
      expect(messages(podNetwork)).toEqual([]);
  });
});
