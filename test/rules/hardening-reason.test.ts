import { HardeningException } from 'altostratus';
import { found, healthy } from './fixtures';

const withReason = (reason: string) =>
  found(healthy({ hardening: { exceptions: [HardeningException.profiling(reason)] } }).platform, 'hardening-reason');

describe('hardening-reason', () => {
  it('finds an exception that does not say why', () => {
    expect(withReason('')).toMatchObject([
      { severity: 'error', message: 'HardeningException.profiling has no reason.' },
    ]);
  });

  it('is content with a reason', () => {
    expect(withReason('we look for a leak')).toEqual([]);
  });
});
