import type { Rule } from './rule';

/** Reported where the input is taken: services/monitoring. */
export const scrapeTarget: Rule = {
  id: 'scrape-target',
  severity: 'error',
  title: 'What Prometheus reads can be found',
};
