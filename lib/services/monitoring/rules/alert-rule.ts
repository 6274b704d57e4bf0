/** One thing that somebody is told. */
export interface AlertRule {
  readonly alert: string;
  /** PromQL that has a result while it is so. */
  readonly expr: string;
  /** How long it has to be so: `5m`. */
  readonly for: string;
  /** `critical`: somebody gets up for it. `warning`: it is looked at in working hours. */
  readonly severity: 'critical' | 'warning';
  /** What is so, in half a sentence; a template of Prometheus. */
  readonly summary: string;
  /** What to look at first. */
  readonly description: string;
}

/** Rules that belong together, as the program's file has them. */
export function ruleGroup(name: string, rules: readonly AlertRule[]) {
  return {
    name,
    rules: rules.map(({ severity, summary, description, ...rule }) => ({
      ...rule,
      labels: { severity },
      annotations: { summary, description },
    })),
  };
}
