import { found, healthy } from './fixtures';

const rule = (version: string, group: boolean) =>
  found(healthy({ version, nodes: { cgroupV1: group } }).platform, 'cgroup-v1');

describe('cgroup-v1', () => {
  it('warns of it from 1.35 on', () => {
    expect([...rule('1.35', true), ...rule('1.36', true)]).toMatchObject([
      { severity: 'warning' },
      { message: expect.stringContaining('Kubernetes 1.36') as string },
    ]);
  });

  it('is content with it in 1.34, and without it', () => {
    expect([...rule('1.34', true), ...rule('1.36', false)]).toEqual([]);
  });
});
