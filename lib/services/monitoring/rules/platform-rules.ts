import { ruleGroup } from './alert-rule';
import { certificateAlerts } from './certificates';
import { API_ALERTS, ETCD_ALERTS } from './control-plane';
import { NODE_ALERTS, VOLUME_ALERTS } from './nodes';
import { DNS_ALERTS, MONITORING_ALERTS, WORKLOAD_ALERTS } from './workloads';

export interface PlatformRulesProps {
  /** When hosts renew their certificates; undefined where hosts are not made here, and are not looked at. */
  readonly renewBeforeDays: number | undefined;
}

/** The file of rules of a platform: what makes a cluster fail, and what makes this go unseen. */
export function platformRules({ renewBeforeDays }: PlatformRulesProps) {
  const ours = renewBeforeDays !== undefined;
  return {
    groups: [
      ruleGroup('nodes', NODE_ALERTS),
      ...(ours ? [ruleGroup('etcd', ETCD_ALERTS)] : []),
      ruleGroup('control-plane', API_ALERTS),
      ...(ours ? [ruleGroup('certificates', certificateAlerts(renewBeforeDays))] : []),
      ruleGroup('volumes', VOLUME_ALERTS),
      ruleGroup('workloads', WORKLOAD_ALERTS),
      ruleGroup('dns', DNS_ALERTS),
      ruleGroup('monitoring', MONITORING_ALERTS),
    ],
  };
}
