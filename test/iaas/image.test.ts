import { Image } from '../../lib/iaas/image';

describe('images', () => {
  test.each([
    [Image.debian12(), 'debian-12', '6.1', 'debian'],
    [Image.debian13(), 'debian-13', '6.12', 'debian'],
    [Image.ubuntu2404(), 'ubuntu-24.04', '6.8', 'debian'],
    [Image.rocky9(), 'rocky-9', '5.14', 'rhel'],
  ])('of distributions are for both architectures', (image, title, kernel, osFamily) => {
    expect(image).toMatchObject({ title, kernel, osFamily });
    expect(['x86_64', 'aarch64', 'riscv64'].map((one) => image.isFor(one))).toEqual([true, true, true]);
  });

  test('of one’s own are for the architectures that they name', () => {
    const image = Image.of({ ids: { aarch64: 'ami-2' }, kernel: '6.6', osFamily: 'rhel' });
    expect(image.title).toBe('ami-2');
    expect(['x86_64', 'aarch64'].map((one) => image.isFor(one))).toEqual([false, true]);
  });
});
