import { platformRules } from '../../../../lib/services/monitoring/rules/platform-rules';

const alertsOf = (renewBeforeDays: number | undefined) =>
  platformRules({ renewBeforeDays }).groups.flatMap(({ rules }) => rules);
const alert = (name: string, renewBeforeDays = 90) => alertsOf(renewBeforeDays).find((rule) => rule.alert === name);

it('names each alert once, says how bad it is and what to look at', () => {
  const rules = alertsOf(90);
  expect(new Set(rules.map((rule) => rule.alert)).size).toBe(rules.length);
  for (const { labels, annotations } of rules) {
    expect(['critical', 'warning']).toContain(labels.severity);
    expect(annotations.summary).not.toMatch(/\.$/);
    expect(annotations.description).toMatch(/\.$/);
  }
});

it('says nothing of hosts that are not made here', () => {
  expect(alertsOf(undefined).filter(({ expr }) => /etcd_|altostratus_/.test(expr))).toEqual([]);
});

it.each([
  [90, 30],
  [300, 30],
  [20, 10],
  [1, 1],
])('with renewal %i days before the end, warns at %i days', (renewBeforeDays, days) => {
  expect(alert('CertificateEndsSoon', renewBeforeDays)?.expr).toMatch(new RegExp(` < ${days * 86_400}$`));
});

it('gets somebody up later than it warns', () => {
  for (const days of [1, 5, 90]) {
    const limit = (name: string) => Number(/< (\d+)$/.exec(alert(name, days)?.expr ?? '')?.[1]);
    expect(limit('CertificateEndsNow')).toBeLessThan(limit('CertificateEndsSoon'));
  }
});
