import { Platform } from 'altostratus';
import { found, healthy, HEALTHY, platform, site } from './fixtures';
import { configMap, foundIn } from './objects';

describe('name-invalid', () => {
  it('finds names of the platform that are no DNS labels', () => {
    const root = new Platform({ name: 'Big Bank', environment: 'dev', domain: 'bank..example' });
    expect(found(root, 'name-invalid').map(({ message }) => message)).toEqual([
      'The platform\'s name "Big Bank" is not a DNS label.',
      'The platform\'s domain "bank..example" is not a DNS name.',
    ]);
  });

  it('finds a site that cannot be part of a name', () => {
    const root = platform();
    site(root, HEALTHY, '10.10.0.0/16', 'DC_1');
    expect(found(root, 'name-invalid')).toMatchObject([{ path: 'DC_1' }]);
  });

  it('finds the name of an object', () => {
    expect(foundIn('name-invalid', [configMap('Upper')])).toHaveLength(1);
    expect(
      foundIn('name-invalid', [{ apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'x'.repeat(53) } }]),
    ).toHaveLength(1);
  });

  it('is content with good ones', () => {
    expect(found(healthy().platform, 'name-invalid')).toEqual([]);
    expect(foundIn('name-invalid', [configMap('lower.case-1')])).toEqual([]);
  });
});
