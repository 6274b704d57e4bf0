import { tellFault } from '../../lib/cli/fault-text';
import { ProgramError } from '../../lib/cli/program-error';
import { UserFaults } from '../../lib/cli/user-faults';
import { UserError } from '../../lib/core/finding';
import { capturedHost } from './captured';
import { ProjectFolder } from './project-folder';

let project: ProjectFolder;
beforeEach(() => (project = new ProjectFolder({ 'a.ts': 'one\ntwo\n\tthree \u001b[2J\nfour\n' })));
afterEach(() => project.remove());

const told = (error: unknown) => {
  const host = capturedHost(project.root);
  return { code: tellFault(error, host), text: host.stderr.text, out: host.stdout.text };
};
const at = (line: number, column: number) => ({ file: `${project.root}/a.ts`, line, column });

describe('tellFault', () => {
  test("a fault of the user's has its place, its line with a mark, and what to do", () => {
    expect(told(new UserError('It is wrong.', 'Mend it.', at(3, 2)))).toEqual({
      code: 2,
      out: '',
      text: [
        'error It is wrong.',
        '  a.ts:3:2',
        '    1 | one',
        '    2 | two',
        '    3 |  three  [2J',
        '      |  ^',
        '  -> Mend it.',
        '',
      ].join('\n'),
    });
  });

  test('several faults are told together', () => {
    const { text, code } = told(new UserFaults([new UserError('One.', 'A.'), new UserError('Two.', 'B.')]));
    expect(text).toBe('error One.\n  -> A.\n\nerror Two.\n  -> B.\n');
    expect(code).toBe(2);
  });

  test('a fault of another copy of the library is one too', () => {
    const other = Object.assign(new Error('Elsewhere.'), { name: 'UserError', remedy: 'Mend it.' });
    expect(told(other)).toMatchObject({ code: 2, text: 'error Elsewhere.\n  -> Mend it.\n' });
  });

  test("a program's own calls are shown without the one that is the place", () => {
    const frames = [
      { ...at(2, 1), name: 'inner' },
      { ...at(4, 1), name: 'outer' },
    ];
    const { text } = told(new ProgramError('It threw.', 'Mend it.', at(2, 1), frames));
    expect(text).toContain('  from a.ts:4:1 in outer\n');
    expect(text).not.toContain('inner');
  });

  test.each([
    ['a file that is gone', { file: '/gone/x.ts', line: 1, column: 1 }],
    ['a line that is not there', { file: 'a.ts', line: 99, column: 1 }],
  ])('a place in %s is named only', (_, source) => {
    expect(told(new UserError('It is wrong.', 'Mend it.', source)).text.split('\n')).toHaveLength(4);
  });

  test('anything else is a bug of ours, told with its stack and a code of its own', () => {
    const { code, text } = told(new TypeError('x is not a function'));
    expect(code).toBe(70);
    expect(text).toContain('Please report this');
    expect(text).toContain('fault-text.test.ts');
    expect(told('a text').code).toBe(70);
  });
});
