import type { EventLimit } from './addition';
import type { Hardening } from './hardening';

/** Admission plugins beside those that are on by default; NodeRestriction is kubeadm's own choice. */
export function admissionPlugins(hardening: Hardening): readonly string[] {
  return [
    'NodeRestriction',
    ...(hardening.has('externalIps') ? ['DenyServiceExternalIPs'] : []),
    ...(hardening.settings.additions.some(({ kind }) => kind === 'always-pull-images') ? ['AlwaysPullImages'] : []),
    ...(eventLimits(hardening) === undefined ? [] : ['EventRateLimit']),
  ];
}

/** Limits of events; undefined where there are none. */
export function eventLimits({ settings }: Hardening): readonly EventLimit[] | undefined {
  const limits = settings.additions.flatMap((one) => (one.kind === 'event-rate-limit' ? one.limits : []));
  return limits.length === 0 ? undefined : limits;
}

/** The content of the file for `--admission-control-config-file`. */
export function admissionConfiguration(limits: readonly EventLimit[]): Readonly<Record<string, unknown>> {
  const configuration = {
    apiVersion: 'eventratelimit.admission.k8s.io/v1alpha1',
    kind: 'Configuration',
    limits: limits.map(({ type, qps, burst }) => ({ type, qps, burst })),
  };
  return {
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'AdmissionConfiguration',
    plugins: [{ name: 'EventRateLimit', configuration }],
  };
}
