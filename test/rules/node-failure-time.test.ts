import { NodeFailure } from 'altostratus';
import { Duration } from 'cdk8s';
import { found, healthy } from './fixtures';

const within = (time: Duration) =>
  found(healthy({ nodeFailure: NodeFailure.within(time) }).platform, 'node-failure-time');

describe('node-failure-time', () => {
  it.each([Duration.seconds(9), Duration.millis(10_500), Duration.days(2)])('finds %s', (time) => {
    expect(within(time)).toMatchObject([
      {
        severity: 'error',
        path: 'dc1/main',
        message: expect.stringContaining(`${time.toSeconds({ integral: false })} s`) as string,
      },
    ]);
  });

  it('is content with 10 seconds, a minute, a day, and nothing', () => {
    for (const time of [Duration.seconds(10), Duration.minutes(1), Duration.days(1)]) expect(within(time)).toEqual([]);
    expect(found(healthy().platform, 'node-failure-time')).toEqual([]);
  });
});
