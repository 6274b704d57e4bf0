import { HardeningException } from 'altostratus';
import { found, healthy } from './fixtures';

describe('hardening-exception', () => {
  it('finds every exception, with its reason', () => {
    const exceptions = [
      HardeningException.profiling('we look for a leak'),
      HardeningException.externalIps('old load balancer'),
    ];
    expect(found(healthy({ hardening: { exceptions } }).platform, 'hardening-exception')).toMatchObject([
      { severity: 'info', path: 'dc1/main/hardening', message: expect.stringContaining('we look for a leak') },
      { severity: 'info', message: expect.stringContaining('old load balancer') },
    ]);
  });

  it('is content with a cluster that has everything', () => {
    expect(found(healthy().platform, 'hardening-exception')).toEqual([]);
  });
});
