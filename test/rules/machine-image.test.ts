import { Image, Machines, Provider, Site } from 'altostratus';
import { Size } from 'cdk8s';
import { found, platform } from './fixtures';

function armOn(image: Image) {
  const root = platform();
  const provider = Provider.aws({ region: 'eu-west-1', image });
  const aws = new Site(root, 'aws', { provider, network: '10.30.0.0/16' });
  const wish = { cpu: 8, memory: Size.gibibytes(32), architecture: 'aarch64' } as const;
  Machines.of(1, wish).bind({ scope: aws, site: aws, role: 'worker' });
  return found(root, 'machine-image');
}

describe('machine-image', () => {
  it('finds machines of an architecture that the image is not made for', () => {
    const image = Image.of({ ids: { x86_64: 'ami-1' }, kernel: '6.1', osFamily: 'debian' });
    expect(armOn(image)).toMatchObject([
      { severity: 'error', path: 'aws', message: expect.stringContaining('are aarch64') as string },
    ]);
  });

  it('is content with an image for both', () => {
    const ids = { x86_64: 'ami-1', aarch64: 'ami-2' };
    expect(armOn(Image.of({ ids, kernel: '6.1', osFamily: 'debian' }))).toEqual([]);
    expect(armOn(Image.debian12())).toEqual([]);
  });
});
