import type { AlertRule } from './alert-rule';

const DAY = 86_400;
const WEEK = 7 * DAY;

/**
 * Certificates that should have been renewed and were not.
 * @param renewBeforeDays when hosts renew theirs; a warning comes when half of that is over, at the latest 30 days before the end
 */
export function certificateAlerts(renewBeforeDays: number): readonly AlertRule[] {
  const warnDays = Math.min(30, Math.max(1, Math.floor(renewBeforeDays / 2)));
  const left = 'altostratus_certificate_end_time_seconds - time()';
  const ends = (severity: AlertRule['severity'], seconds: number): AlertRule => ({
    alert: severity === 'critical' ? 'CertificateEndsNow' : 'CertificateEndsSoon',
    expr: `${left} < ${seconds}`,
    for: '1h',
    severity,
    summary: 'The certificate {{ $labels.certificate }} on {{ $labels.node }} ends in {{ $value | humanizeDuration }}',
    description:
      'Hosts renew theirs by themselves; look at altostratus-renew-*.service there. Authorities are not renewed.',
  });
  return [
    ends('warning', warnDays * DAY),
    ends('critical', Math.min(WEEK, (warnDays * DAY) / 2)),
    {
      alert: 'CertificatesUnwatched',
      expr: `time() - node_textfile_mtime_seconds{file=~".*/certificates.prom"} > ${DAY}`,
      for: '1h',
      severity: 'warning',
      summary: 'Nobody has looked at the certificates of {{ $labels.node }} for {{ $value | humanizeDuration }}',
      description: 'Look at altostratus-certificate-ends.timer on that host.',
    },
    {
      alert: 'KubeletCertificateEnds',
      expr: `kubelet_certificate_manager_server_ttl_seconds{job="kubelet"} < ${WEEK}`,
      for: '1h',
      severity: 'critical',
      summary: 'The certificate of kubelet on {{ $labels.node }} ends in {{ $value | humanizeDuration }}',
      description: 'Look for certificate signing requests that nobody approved: kubectl get csr.',
    },
    {
      alert: 'KubeletCertificateNotRenewed',
      expr:
        'increase(kubelet_certificate_manager_client_expiration_renew_errors{job="kubelet"}[1h]) + ' +
        'increase(kubelet_server_expiration_renew_errors{job="kubelet"}[1h]) > 0',
      for: '1h',
      severity: 'warning',
      summary: 'kubelet on {{ $labels.node }} cannot renew its certificate',
      description: 'Look for certificate signing requests that nobody approved: kubectl get csr.',
    },
  ];
}
