import { Encryption, PodNetwork } from 'altostratus';
import { found, healthy } from './fixtures';

const withKey = (keyId: number) =>
  found(
    healthy({ podNetwork: PodNetwork.cilium({ encryption: Encryption.ipsec({ keyId }) }) }).platform,
    'ipsec-key-id',
  );

describe('ipsec-key-id', () => {
  it('finds 0 and 16', () => {
    expect([...withKey(0), ...withKey(16)]).toMatchObject([{ severity: 'error' }, { severity: 'error' }]);
  });

  it('is content with 1 and 15', () => {
    expect([...withKey(1), ...withKey(15)]).toEqual([]);
  });
});
