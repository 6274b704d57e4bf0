import { foundInServer } from './tenants';

describe('component-value', () => {
  it.each([
    [{ port: 70_000 }, 'port', 'of 1 to 65535'],
    [{ replicas: 1.5 }, 'number of replicas', '0 or more'],
    [{ user: 0 }, 'user', 'other than 0'],
    [{ resources: { cpu: -1 } }, 'CPU', 'more than 0'],
    [{ writable: ['cache'] }, 'writable folder', 'absolute path'],
  ])('finds %j', (fields, what, allowed) => {
    expect(foundInServer('component-value', fields)).toMatchObject([
      {
        path: 'retail/prod/shop/web',
        message: expect.stringContaining(`The ${what} of component "web" is`) as string,
        remedy: expect.stringContaining(allowed) as string,
      },
    ]);
  });

  it('is content with values in their ranges', () => {
    expect(foundInServer('component-value', { replicas: 2, user: 1000, writable: ['/cache'] })).toEqual([]);
  });
});
