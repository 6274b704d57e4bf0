import { Secret } from '../../../lib/core/secret';
import { AlertReceiver } from '../../../lib/services';
import { alertmanagerConfig } from '../../../lib/services/monitoring/alertmanager-config';
import { sample } from '../sample';

const { platform } = sample();
const mail = { to: 'on-call@example.com', from: 'platform@example.com', server: 'smtp.example.com:587' };
const password = Secret.fromEnvironment(platform, 'mail', 'MAIL_PASSWORD');
const receiversOf = (...receivers: AlertReceiver[]) => alertmanagerConfig(receivers).receivers;

it('has a receiver that is told of nothing where there is none', () => {
  expect(receiversOf()).toEqual([{ name: 'platform' }]);
});

it('takes URLs and passwords from files of their own, by position', () => {
  const receivers = receiversOf(
    AlertReceiver.email({ ...mail, account: { user: 'platform', password } }),
    AlertReceiver.webhook('https://alerts.example.com/secret-token'),
  );
  expect(receivers).toEqual([
    {
      name: 'platform',
      webhook_configs: [{ url_file: '/etc/alertmanager-receivers/receiver-2', send_resolved: true, timeout: '30s' }],
      email_configs: [
        {
          to: mail.to,
          from: mail.from,
          smarthost: mail.server,
          require_tls: true,
          send_resolved: true,
          auth_username: 'platform',
          auth_password_file: '/etc/alertmanager-receivers/receiver-1',
        },
      ],
    },
  ]);
});
