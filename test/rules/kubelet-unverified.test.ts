import { HardeningException } from 'altostratus';
import type { HardeningOptions } from 'altostratus';
import { Monitoring } from 'altostratus/services';
import { found, healthy } from './fixtures';

function withHardening(hardening: HardeningOptions) {
  const { platform, cluster } = healthy({ hardening });
  new Monitoring(cluster, 'monitoring', { storage: 'ephemeral' });
  return found(platform, 'kubelet-unverified');
}

describe('kubelet-unverified', () => {
  it('finds kubelets that sign their certificates themselves', () => {
    expect(withHardening({ exceptions: [HardeningException.servingCertificates('a test')] })).toMatchObject([
      { severity: 'warning', remedy: expect.stringContaining('servingCertificates') as string },
    ]);
  });

  it('is content with the default', () => {
    expect(withHardening({})).toEqual([]);
  });
});
