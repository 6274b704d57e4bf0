import { foundWith, IMAGE } from './tenants';

const at = (schedule: string, timeZone = 'Etc/UTC') =>
  foundWith('schedule-malformed', () => ({ image: IMAGE, schedule, timeZone }));

describe('schedule-malformed', () => {
  it.each(['0 3 * *', '0 25 * * *', 'at three'])('finds "%s"', (schedule) => {
    expect(at(schedule)).toMatchObject([
      { path: 'retail/prod/shop/web', message: expect.stringContaining(`"${schedule}"`) as string },
    ]);
  });

  it('finds a time zone that there is not', () => {
    expect(at('0 3 * * *', 'Europe/Bonn')).toMatchObject([
      { message: expect.stringContaining('"Europe/Bonn"') as string },
    ]);
  });

  it('is content with five fields', () => {
    expect(at('0 3 * * *', 'Europe/Berlin')).toEqual([]);
  });
});
