import * as fs from 'node:fs';
import * as path from 'node:path';
import { RULES } from '../../lib/rules';

const PAGE = path.join(__dirname, '../../docs/rules.md');

const INTRO = `# Rules

What is looked at before anything is made. Errors stop all output; warnings can be accepted in code, at a construct and everything
below it, with a reason and, if wanted, a last day:

\`\`\`ts
import { Platform } from 'altostratus';

const platform = new Platform({ name: 'media', environment: 'dev', domain: 'dev.example.com' });
platform.acknowledge('single-master', 'a test bed; it is made anew every night', { expires: '2027-03-31' });
\`\`\`

An acknowledgement that covers nothing, has run out, or names no rule is a finding itself.

`;

const rows = [...RULES]
  .sort((a, b) => (a.id < b.id ? -1 : 1))
  .map(({ id, severity, title }) => `- <a id="${id}"></a>**${id}** (${severity}): ${title.replaceAll('`', '`')}.`);

describe('rules', () => {
  it('have ids of their own', () => {
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  });

  it('have a line in docs/rules.md each (UPDATE_GOLDEN=1 writes it anew)', () => {
    const page = `${INTRO}${rows.join('\n')}\n`;
    if (process.env.UPDATE_GOLDEN === '1') fs.writeFileSync(PAGE, page);
    expect(fs.readFileSync(PAGE, 'utf8')).toBe(page);
  });

  it.each(RULES.map(({ id }) => id))('%s has a test with a failing and a passing tree', (id) => {
    const text = fs.readFileSync(path.join(__dirname, `${id}.test.ts`), 'utf8');
    expect(text).toMatch(/it(\.each\([^]*?\))?\('(finds|warns)/);
    expect(text).toContain("('is content");
  });
});
