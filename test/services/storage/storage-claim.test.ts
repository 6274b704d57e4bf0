import { Size } from 'cdk8s';
import { claimSpec, StorageClaim } from '../../../lib/services/storage/storage-claim';

it('names no class where the default one is meant', () => {
  const claim = StorageClaim.ofDefaultClass(Size.gibibytes(10));
  expect(claimSpec(claim)).not.toHaveProperty('storageClassName');
  expect(claim.isShared).toBe(false);
});

it('keeps class and sharing when the size changes', () => {
  const claim = StorageClaim.ofClass('nfs', Size.tebibytes(1), 'ReadWriteMany').withSize(Size.gibibytes(5));
  expect(claimSpec(claim)).toMatchObject({ storageClassName: 'nfs', accessModes: ['ReadWriteMany'] });
  expect(claim.size.toGibibytes()).toBe(5);
  expect(claim.forOne().accessMode).toBe('ReadWriteOnce');
});
