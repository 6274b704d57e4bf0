import { App, Chart } from 'cdk8s';
import { acknowledgementsIn } from '../../lib/core/acknowledgement';
import { UserError } from '../../lib/core/finding';
import { Platform } from '../../lib/core/platform';

const props = { name: 'enterprise', environment: 'prod', domain: 'example.com' };

describe('Platform', () => {
  it('has its props under their own names', () => {
    expect(new Platform({ ...props, owner: 'team' })).toMatchObject({ ...props, owner: 'team' });
    expect(new Platform(props).owner).toBeUndefined();
  });

  it('is found from every construct of its tree', () => {
    const platform = new Platform(props);
    const chart = new Chart(new Chart(platform, 'a'), 'b');
    expect(Platform.of(chart)).toBe(platform);
    expect(Platform.of(platform)).toBe(platform);
  });

  it('says where a tree has another root', () => {
    const chart = new Chart(new App(), 'a');
    const refused = expect.objectContaining({
      message: '"a" does not belong to a Platform: its root is a App.',
      remedy: 'Make the tree with `new Platform({ name, environment, domain })` as its root.',
    });
    expect(() => Platform.of(chart)).toThrow(UserError);
    expect(() => Platform.of(chart)).toThrow(refused);
  });

  it.each(['synth', 'synthYaml'] as const)('refuses %s of cdk8s and says what to do instead', (method) => {
    const call = () => new Platform(props)[method]();
    expect(call).toThrow(UserError);
    expect(call).toThrow(
      expect.objectContaining({
        message: `Platform.${method}() is not how a platform is written.`,
        remedy: expect.stringMatching(/altostratus synth.*synthesize\(platform\)/) as string,
      }),
    );
  });

  it('acknowledges warnings of the whole tree', () => {
    const platform = new Platform(props);
    expect(platform.acknowledge('rule', 'reason', { expires: '2026-12-31' })).toBe(platform);
    expect(acknowledgementsIn(platform)).toEqual([
      { rule: 'rule', reason: 'reason', expires: '2026-12-31', at: platform },
    ]);
  });
});
