import { LogCenter } from 'altostratus/services';
import { Duration } from 'cdk8s';
import { found, healthy } from './fixtures';

function withRetention(retention: Duration) {
  const { platform, cluster } = healthy();
  new LogCenter(cluster, 'logs', { retention });
  return found(platform, 'log-retention');
}

describe('log-retention', () => {
  it('finds less than a day', () => {
    expect(withRetention(Duration.hours(12))).toMatchObject([
      { severity: 'error', path: 'dc1/main/logs', remedy: expect.stringContaining('Duration.days') as string },
    ]);
  });

  it('is content with a day', () => {
    expect(withRetention(Duration.days(1))).toEqual([]);
  });
});
