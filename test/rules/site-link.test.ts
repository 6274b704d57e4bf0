import { LinkBy } from 'altostratus';
import { found, platform, site } from './fixtures';

describe('site-link', () => {
  it('finds a link that nothing can carry', () => {
    const root = platform();
    const here = site(root, []);
    here.linkTo(here);
    here.linkTo({ name: 'office', networks: ['172.16.0.0/12'] }, LinkBy.peering());
    expect(found(root, 'site-link')).toMatchObject([
      { path: 'dc1/network/to-dc1', message: 'Site "dc1" has a link to itself.' },
      { path: 'dc1/network/to-office', message: expect.stringContaining('Peering cannot carry the link') as string },
    ]);
  });

  it('is content with a line that is there', () => {
    const root = platform();
    site(root, []).linkTo({ name: 'office', networks: ['172.16.0.0/12'] }, LinkBy.existing());
    expect(found(root, 'site-link')).toEqual([]);
  });
});
