import { Monitoring } from 'altostratus/services';
import { Duration } from 'cdk8s';
import { found, healthy } from './fixtures';

function withRetention(retention: Duration) {
  const { platform, cluster } = healthy();
  new Monitoring(cluster, 'monitoring', { storage: 'ephemeral', retention });
  return found(platform, 'metric-retention');
}

describe('metric-retention', () => {
  it('finds less than a day', () => {
    expect(withRetention(Duration.hours(12))).toMatchObject([{ severity: 'error', path: 'dc1/main/monitoring' }]);
  });

  it('is content with a day', () => {
    expect(withRetention(Duration.days(1))).toEqual([]);
  });
});
