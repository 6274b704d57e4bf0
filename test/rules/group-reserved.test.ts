import { found } from './fixtures';
import { PEOPLE, retail } from './tenants';

const withGroup = (name: string) => found(retail({ admins: PEOPLE.group(name) }).platform, 'group-reserved');

describe('group-reserved', () => {
  it.each(['system:masters', ''])('finds the group "%s"', (name) => {
    expect(withGroup(name)).toMatchObject([
      { severity: 'error', path: 'retail', message: expect.stringContaining(`"${name}"`) as string },
    ]);
  });

  it('is content with a group of people', () => {
    expect(withGroup('retail-leads')).toEqual([]);
  });
});
