import * as fs from 'node:fs';
import { pathToFileURL } from 'node:url';
import { App, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { PlatformConstruct } from '../../lib/core/construct';
import { Platform } from '../../lib/core/platform';
import { callSite, isUserFile, notePosition, sourceOf } from '../../lib/core/source';

/** Declarations only, so that lines of what runs are not lines of what was written unless somebody maps them. */
interface Props {
  readonly name: string;

  readonly size?: number;
}

class Thing extends PlatformConstruct {
  public constructor(
    scope: Construct,
    id: string,
    public readonly props?: Props,
  ) {
    super(scope, id);
  }
}

class SpecialThing extends Thing {}

class OwnChart extends Chart {
  public readonly thing = new SpecialThing(this, 'inside'); // mark: inside a chart
}

const text = fs.readFileSync(__filename, 'utf8').split('\n');
const at = (mark: string, code: string) => {
  const line = text.findIndex((one) => one.endsWith(`// mark: ${mark}`)) + 1;
  return { file: __filename, line, column: (text[line - 1] ?? '').indexOf(code) + 1 };
};

describe('sourceOf', () => {
  it('is the line and column of the call', () => {
    const thing = new Thing(new App(), 'a'); // mark: direct
    expect(sourceOf(thing)).toEqual(at('direct', 'new Thing'));
  });

  it('is the call of the subclass, not of the constructor that it calls', () => {
    const thing = new SpecialThing(new App(), 'a', { name: 'x' }); // mark: subclass
    expect(sourceOf(thing)).toEqual(at('subclass', 'new SpecialThing'));
  });

  it("is the line inside of the user's own chart, and stays the same when asked again", () => {
    const { thing } = new OwnChart(new App(), 'chart');
    expect(sourceOf(thing)).toEqual(at('inside a chart', 'new SpecialThing'));
    expect(sourceOf(thing)).toEqual(at('inside a chart', 'new SpecialThing'));
  });

  it('is the line of the function that the user wrote, called from another one', () => {
    const make = (scope: Construct) => new Thing(scope, 'a'); // mark: function
    expect(sourceOf([new App()].map(make)[0] as Thing)).toEqual(at('function', 'new Thing'));
  });

  it('knows the line of a platform', () => {
    const platform = new Platform({ name: 'p', environment: 'dev', domain: 'example.com' }); // mark: platform
    expect(sourceOf(platform)).toEqual(at('platform', 'new Platform'));
  });

  it('is that of the nearest construct around, for one that does not know', () => {
    const outer = new Thing(new App(), 'outer'); // mark: outer
    const chart = new Chart(new Chart(outer, 'one'), 'two');
    expect(sourceOf(chart)).toEqual(at('outer', 'new Thing'));
  });

  it('is undefined where nobody knows', () => {
    expect(sourceOf(new Chart(new App(), 'chart'))).toBeUndefined();
  });

  it('is what was noted, before and after it was asked for', () => {
    const position = { file: '/srv/inventory.yaml', line: 7, column: 3 };
    const thing = new Thing(new App(), 'a');
    notePosition(thing, position);
    expect(sourceOf(thing)).toEqual(position);
    const other = new Thing(new App(), 'a');
    expect(sourceOf(other)?.file).toBe(__filename);
    notePosition(other, position);
    expect(sourceOf(other)).toEqual(position);
  });
});

describe('callSite', () => {
  const below = (stack: string) => {
    const { prepareStackTrace } = Error;
    try {
      Error.prepareStackTrace = () => `Error\n${stack}`;
      return callSite(Thing);
    } finally {
      Error.prepareStackTrace = prepareStackTrace;
    }
  };

  it.each([
    ['    at new Site (/srv/p.ts:3:15)', '/srv/p.ts', 3, 15],
    ['    at /srv/a b/p.ts:3:15', '/srv/a b/p.ts', 3, 15],
    ['    at Object.<anonymous> (/srv/a (copy)/p.ts:3:15)', '/srv/a (copy)/p.ts', 3, 15],
    ['    at async platform (/srv/p.ts:3:15)', '/srv/p.ts', 3, 15],
    [`    at ${pathToFileURL('/srv/ä b/p.mts').href}:3:15`, '/srv/ä b/p.mts', 3, 15],
    [`    at new Site (${pathToFileURL('/srv/p.mts').href}:12:1)`, '/srv/p.mts', 12, 1],
    [
      [
        '    at Array.map (<anonymous>)',
        '    at node:internal/main:1:1',
        '    at new Site (/srv/node_modules/altostratus/build/lib/iaas/site.js:9:9)',
        '    at async Promise.all (index 0)',
        '    at build (/srv/p.ts:3:15)',
        '    at other (/srv/q.ts:4:4)',
      ].join('\n'),
      '/srv/p.ts',
      3,
      15,
    ],
  ])('reads %j', (stack, file, line, column) => {
    expect(below(stack)).toEqual({ file, line, column });
  });

  it('is undefined where no file of the user is on the way', () => {
    expect(below('    at new Site (/srv/node_modules/x/y.js:9:9)\n    at <anonymous>')).toBeUndefined();
    expect(below('')).toBeUndefined();
  });

  it('leaves the limit of stacks as it was', () => {
    const { stackTraceLimit } = Error;
    try {
      Error.stackTraceLimit = 7;
      callSite(Thing);
      expect(Error.stackTraceLimit).toBe(7);
    } finally {
      Error.stackTraceLimit = stackTraceLimit;
    }
  });
});

describe('isUserFile', () => {
  it.each([
    ['/srv/platform.ts', true],
    [__filename, true],
    ['/srv/node_modules/constructs/lib/construct.js', false],
    [require.resolve('../../lib/core/construct'), false],
    ['node:internal/main', false],
    ['relative.ts', false],
    ['', false],
    [undefined, false],
    [null, false],
  ])('%s: %s', (file, is) => {
    expect(isUserFile(file)).toBe(is);
  });
});
