import { Registry } from 'altostratus/services';
import { found, platform } from './fixtures';

function withUrl(url: string) {
  const root = platform();
  Registry.fromExisting(root, 'images', { url });
  return found(root, 'registry-url');
}

describe('registry-url', () => {
  it.each(['images.example.com', 'https://images.example.com/base'])('finds "%s"', (url) => {
    expect(withUrl(url)).toMatchObject([{ path: 'images', message: expect.stringContaining(`"${url}"`) as string }]);
  });

  it('is content with scheme and host', () => {
    expect(withUrl('https://images.example.com')).toEqual([]);
  });
});
