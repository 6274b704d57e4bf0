import { App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { PlatformConstruct } from '../../lib/core/construct';
import { findingOf, placeOf, report, reportsIn, UserError } from '../../lib/core/finding';
import type { Fault, Report } from '../../lib/core/finding';
import { Platform } from '../../lib/core/platform';

class Network extends PlatformConstruct {
  public constructor(
    scope: Construct,
    id: string,
    private readonly cidr: string,
  ) {
    super(scope, id);
  }

  public overlaps(other: Network): void {
    this.report({ ...overlap, message: `${this.cidr} overlaps ${other.cidr}.`, related: [other] });
  }
}

const overlap: Fault = { rule: 'cidr-overlap', message: 'They overlap.', remedy: 'Move one.' };
const platform = () => new Platform({ name: 'p', environment: 'dev', domain: 'example.com' });

describe('report', () => {
  it('keeps all faults of a tree, in order, whoever reports them', () => {
    const root = platform();
    const one = new Network(root, 'one', '10.0.0.0/16');
    const two = new Network(one, 'two', '10.0.0.0/24');
    two.overlaps(one);
    report(root, { ...overlap, rule: 'other' });
    expect(reportsIn(two).map(({ fault, at }) => [fault.rule, at.node.path])).toEqual([
      ['cidr-overlap', 'one/two'],
      ['other', ''],
    ]);
  });

  it('keeps the faults of two platforms in one process apart', () => {
    const [dev, prod] = [platform(), platform()];
    report(dev, overlap);
    expect(reportsIn(dev)).toHaveLength(1);
    expect(reportsIn(prod)).toEqual([]);
  });

  it('hands out a copy: to change it changes nothing', () => {
    const root = platform();
    report(root, overlap);
    (reportsIn(root) as Report[]).pop();
    expect(reportsIn(root)).toHaveLength(1);
  });
});

describe('findingOf', () => {
  const root = platform();
  const one = new Network(root, 'one', '10.0.0.0/16');
  const two = new Network(root, 'two', '10.0.0.0/24');
  two.overlaps(one);
  const [reported] = reportsIn(root) as [Report];

  it('is the fault with severity, path, source position and the places of all who are part of it', () => {
    expect(findingOf(reported, 'error')).toEqual({
      rule: 'cidr-overlap',
      severity: 'error',
      message: '10.0.0.0/24 overlaps 10.0.0.0/16.',
      remedy: 'Move one.',
      path: 'two',
      source: { file: __filename, line: 56, column: 15 },
      related: [{ path: 'one', source: { file: __filename, line: 55, column: 15 } }],
    });
  });

  it('stands where the fault says rather than where the construct was made', () => {
    const source = { file: '/srv/inventory.yaml', line: 3, column: 5 };
    const finding = findingOf({ at: two, fault: { ...overlap, source } }, 'warning');
    expect(finding).toMatchObject({ severity: 'warning', path: 'two', source, related: [] });
  });

  it('is plain data', () => {
    const finding = findingOf(reported, 'error');
    expect(JSON.parse(JSON.stringify(finding))).toEqual(finding);
  });

  it('has no field for a position that nobody knows', () => {
    expect(placeOf(new Chart(new App(), 'x'))).toStrictEqual({ path: 'x' });
  });
});

describe('UserError', () => {
  it('is an error with a remedy and the place that is to be changed', () => {
    const error = new UserError('It is wrong.', 'Correct it.', { file: 'a.json', line: 2, column: 1 });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'UserError',
      message: 'It is wrong.',
      remedy: 'Correct it.',
      source: { file: 'a.json', line: 2, column: 1 },
    });
    expect(new UserError('a', 'b').source).toBeUndefined();
  });
});
