import type { Rule } from './rule';

/** Reported where the input is taken: governance/running-component. */
export const scheduleMalformed: Rule = {
  id: 'schedule-malformed',
  severity: 'error',
  title: 'Schedules of jobs are cron expressions, time zones are of the IANA database',
};
