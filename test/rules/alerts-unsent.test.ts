import { AlertReceiver, Monitoring } from 'altostratus/services';
import type { MonitoringProps } from 'altostratus/services';
import { found, healthy } from './fixtures';

function withAlerts(props: MonitoringProps) {
  const { platform, cluster } = healthy();
  new Monitoring(cluster, 'monitoring', { storage: 'ephemeral', ...props });
  return found(platform, 'alerts-unsent');
}

describe('alerts-unsent', () => {
  it('finds a monitoring that tells nobody', () => {
    expect(withAlerts({})).toMatchObject([
      { severity: 'warning', remedy: expect.stringContaining('AlertReceiver') as string },
    ]);
  });

  it('is content with a receiver', () => {
    expect(withAlerts({ alerts: AlertReceiver.webhook('https://alerts.example.com') })).toEqual([]);
  });
});
