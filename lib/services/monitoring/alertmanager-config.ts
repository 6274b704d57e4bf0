import type { AlertReceiver, AlertReceiverSettings } from './alert-receiver';

/** Where the receivers' secrets are, a file each. */
export const RECEIVER_FOLDER = '/etc/alertmanager-receivers';

/** Names of receivers' files, by position. */
export function secretFile(position: number): string {
  return `receiver-${position + 1}`;
}

/** What of a receiver nobody is to read: the URL of a webhook, the password of an account. */
export function secretOf(receiver: AlertReceiver): string | undefined {
  const { settings } = receiver;
  return settings.kind === 'webhook' ? settings.url : settings.account?.password.value;
}

/**
 * `alertmanager.yml`: everybody gets everything, once for what belongs together.
 * Source: prometheus.io/docs/alerting/0.34/configuration
 */
export function alertmanagerConfig(receivers: readonly AlertReceiver[]) {
  const of = <Kind extends AlertReceiverSettings['kind'], Config>(
    kind: Kind,
    config: (settings: Extract<AlertReceiverSettings, { kind: Kind }>, file: string) => Config,
  ) =>
    receivers.flatMap(({ settings }, n) =>
      settings.kind === kind
        ? [config(settings as Extract<AlertReceiverSettings, { kind: Kind }>, `${RECEIVER_FOLDER}/${secretFile(n)}`)]
        : [],
    );
  const webhooks = of('webhook', (_, file) => ({ url_file: file, send_resolved: true, timeout: '30s' }));
  const mails = of('email', ({ to, from, server, account }, file) => ({
    to,
    from,
    smarthost: server,
    require_tls: true,
    send_resolved: true,
    ...(account && { auth_username: account.user, auth_password_file: file }),
  }));
  return {
    route: {
      receiver: 'platform',
      group_by: ['alertname', 'namespace'],
      group_wait: '30s',
      group_interval: '5m',
      repeat_interval: '4h',
      routes: [{ receiver: 'platform', matchers: ['severity="warning"'], repeat_interval: '24h' }],
    },
    inhibit_rules: [
      inhibits('VolumeFull', 'VolumeFilling', ['namespace', 'persistentvolumeclaim']),
      inhibits('CertificateEndsNow', 'CertificateEndsSoon', ['node', 'certificate']),
      inhibits('NodeNotReady', 'TargetDown', ['node']),
    ],
    receivers: [
      {
        name: 'platform',
        ...(webhooks.length > 0 && { webhook_configs: webhooks }),
        ...(mails.length > 0 && { email_configs: mails }),
      },
    ],
  };
}

/** What is not said as long as something worse is. */
function inhibits(worse: string, silent: string, equal: readonly string[]) {
  return { source_matchers: [`alertname="${worse}"`], target_matchers: [`alertname=~"${silent}"`], equal: [...equal] };
}
