import { AlertReceiver, Monitoring } from 'altostratus/services';
import { found, healthy } from './fixtures';

function withHook(url: string) {
  const { platform, cluster } = healthy();
  new Monitoring(cluster, 'monitoring', { storage: 'ephemeral', alerts: AlertReceiver.webhook(url) });
  return found(platform, 'alert-receiver');
}

describe('alert-receiver', () => {
  it('finds an address that is none', () => {
    expect(withHook('alerts')).toMatchObject([
      { severity: 'error', path: 'dc1/main/monitoring', message: expect.stringContaining('"alerts"') as string },
    ]);
  });

  it('is content with a URL', () => {
    expect(withHook('https://alerts.example.com/hook')).toEqual([]);
  });
});
