import { found, healthy } from './fixtures';

const rule = (containerd: string) => found(healthy({ nodes: { containerd } }).platform, 'container-runtime-api');

describe('container-runtime-api', () => {
  it('finds containerd 1.5', () => {
    expect(rule('1.5.18')).toMatchObject([
      { severity: 'error', message: expect.stringContaining('containerd 1.5.18') as string },
    ]);
  });

  it('is content with 1.6 and newer', () => {
    expect([...rule('1.6.0'), ...rule('1.10.0'), ...rule('2.3.4')]).toEqual([]);
  });
});
