import { deployment, foundIn } from './objects';

const image = (name: string) => foundIn('image-tag', [deployment('web', { image: name })]);

describe('image-tag', () => {
  it.each(['nginx', 'nginx:latest', 'registry:5000/nginx', 'a.example.com/b/c:latest'])('finds %s', (name) => {
    expect(image(name)).toMatchObject([{ message: expect.stringContaining(`"${name}"`) as string }]);
  });

  it.each(['nginx:1.29.1', 'registry:5000/nginx:1', `nginx@sha256:${'0'.repeat(64)}`])('is content with %s', (name) => {
    expect(image(name)).toEqual([]);
  });
});
