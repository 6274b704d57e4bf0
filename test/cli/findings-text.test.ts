import { countFindings, findingsText, verdict } from '../../lib/cli/findings-text';
import { Terminal } from '../../lib/cli/terminal';
import { sampleFinding, samplePlan } from '../output/sample-plan';
import { Captured } from './captured';

const text = (lines: readonly string[]) => {
  const stream = new Captured();
  new Terminal(stream, false).lines(...lines);
  return stream.text;
};
const { acknowledged } = samplePlan();

describe('findingsText', () => {
  test('shows each with its place, its sentence and its remedy, errors first, accepted ones apart', () => {
    const findings = [
      sampleFinding(),
      sampleFinding({
        severity: 'error',
        rule: 'cidr-overlap',
        path: '',
        message: 'They overlap.',
        remedy: 'Move one.',
        related: [{ path: 'dc2', source: { file: '/elsewhere/b.ts', line: 2, column: 1 } }, { path: 'dc3' }],
      }),
    ];
    expect(text(findingsText({ root: '/repo', findings, acknowledged }, '/repo/apps'))).toBe(
      [
        'error cidr-overlap  (platform)',
        '  enterprise.ts:14:19',
        '  They overlap.',
        '  -> Move one.',
        '  see dc2  ../../elsewhere/b.ts:2:1',
        '  see dc3',
        '',
        'warning control-plane-size  dc1/main',
        '  enterprise.ts:14:19',
        '  The control plane has one member.',
        '  -> Give it three.',
        '',
        'Acknowledged',
        '  registry-single-replica  dc1/main/registry',
        '    The control plane has one member.',
        '    accepted (until 2027-01-31): Development only.  enterprise.ts:20:3',
        '',
        '',
      ].join('\n'),
    );
  });

  test('a message cannot make lines of its own', () => {
    const lines = findingsText(
      { root: '/', findings: [sampleFinding({ message: 'a\nerror b\u001b[2J', path: 'x\ny' })], acknowledged: [] },
      '/',
    );
    expect(
      text(lines)
        .split('\n')
        .filter((line) => line.startsWith('error')),
    ).toEqual([]);
    expect(text(lines)).not.toContain('\u001b');
  });

  test('nothing to say is nothing', () => {
    expect(findingsText({ root: '/', findings: [], acknowledged: [] }, '/')).toEqual([]);
  });
});

test('the verdict counts by severity', () => {
  const findings = [
    sampleFinding({ severity: 'error' }),
    sampleFinding({ severity: 'error' }),
    sampleFinding({ severity: 'info' }),
  ];
  expect(text([verdict({ findings, acknowledged })])).toBe('2 errors, 1 note, 1 acknowledged\n');
  expect(text([verdict({ findings: [], acknowledged: [] })])).toBe('no findings\n');
  expect(countFindings({ findings, acknowledged })).toEqual({ error: 2, warning: 0, info: 1, acknowledged: 1 });
});
