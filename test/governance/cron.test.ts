import fc from 'fast-check';
import { scheduleFault } from '../../lib/governance/cron';

describe('a schedule', () => {
  it.each([
    '0 3 * * *',
    '*/15 * * * *',
    '0 8-18/2 * * mon-fri',
    '30 4 1,15 jan,JUL ?',
    '5/10 0 * * 0',
    ' 0  3 * * * ',
    '@daily',
    '@every 1h30m',
  ])('can be "%s"', (schedule) => {
    expect(scheduleFault(schedule)).toBeUndefined();
  });

  it.each([
    ['', 'has 1 fields, not 5'],
    ['0 3 * *', 'has 4 fields, not 5'],
    ['0 0 3 * * *', 'has 6 fields, not 5'],
    ['60 3 * * *', 'has "60" as minute; allowed are 0 to 59'],
    ['0 24 * * *', 'has "24" as hour; allowed are 0 to 23'],
    ['0 0 0 * *', 'has "0" as day of the month; allowed are 1 to 31'],
    ['0 0 * 13 *', 'has "13" as month; allowed are 1 to 12'],
    ['0 0 * * 7', 'has "7" as day of the week; allowed are 0 to 6'],
    ['0 0 * * monday', 'has "monday" as day of the week; allowed are 0 to 6'],
    ['5-1 0 * * *', 'has "5-1" as minute; allowed are 0 to 59'],
    ['*/0 0 * * *', 'has "*/0" as minute; allowed are 0 to 59'],
    ['1,,2 0 * * *', 'has "" as minute; allowed are 0 to 59'],
    ['1- 0 * * *', 'has "1-" as minute; allowed are 0 to 59'],
    ['-1 0 * * *', 'has "-1" as minute; allowed are 0 to 59'],
    ['@weekdays', 'has 1 fields, not 5'],
    ['@every day', 'has 2 fields, not 5'],
  ])('cannot be "%s"', (schedule, fault) => {
    expect(scheduleFault(schedule)).toBe(fault);
  });

  it('can be any list of ranges within its fields', () => {
    const limits = [
      [0, 59],
      [0, 23],
      [1, 31],
      [1, 12],
      [0, 6],
    ] as const;
    const part = ([first, last]: readonly [number, number]) =>
      fc
        .tuple(
          fc.integer({ min: first, max: last }),
          fc.integer({ min: first, max: last }),
          fc.integer({ min: 1, max: 90 }),
        )
        .map(([a, b, step]) => `${Math.min(a, b)}-${Math.max(a, b)}/${step}`);
    const field = (limit: readonly [number, number]) =>
      fc.array(fc.oneof(fc.constant('*'), part(limit)), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(','));
    fc.assert(fc.property(fc.tuple(...limits.map(field)), (fields) => scheduleFault(fields.join(' ')) === undefined));
  });
});
