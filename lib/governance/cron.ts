interface Field {
  readonly name: string;
  readonly first: number;
  readonly last: number;
  readonly words: readonly string[];
}

/** Source: pkg.go.dev/github.com/robfig/cron/v3 (ParseStandard), which is what Kubernetes reads schedules with. */
const FIELDS: readonly Field[] = [
  { name: 'minute', first: 0, last: 59, words: [] },
  { name: 'hour', first: 0, last: 23, words: [] },
  { name: 'day of the month', first: 1, last: 31, words: [] },
  { name: 'month', first: 1, last: 12, words: 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ') },
  { name: 'day of the week', first: 0, last: 6, words: 'sun mon tue wed thu fri sat'.split(' ') },
];

const NAMED = /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly|every (?:[0-9]+[hms])+)$/;

/** What is wrong with a schedule, as the end of a sentence, or undefined where nothing is. */
export function scheduleFault(schedule: string): string | undefined {
  if (NAMED.test(schedule)) return undefined;
  const texts = schedule.trim().split(/\s+/);
  if (texts.length !== FIELDS.length) return `has ${texts.length} fields, not 5`;
  for (const [n, field] of FIELDS.entries())
    for (const part of (texts[n] ?? '').split(','))
      if (!isPart(part, field)) return `has "${part}" as ${field.name}; allowed are ${field.first} to ${field.last}`;
  return undefined;
}

/** `*`, `7`, `mon`, `1-5`, each with `/2` behind it or not. */
function isPart(part: string, field: Field): boolean {
  const [, range = '', step] = /^([^/]+)(?:\/([0-9]+))?$/.exec(part) ?? [];
  if (range === '' || step === '0') return false;
  if (range === '*' || range === '?') return true;
  const [from, to, ...rest] = range.split('-').map((text) => numberOf(text, field));
  if (from === undefined || rest.length > 0) return false;
  return range.includes('-') ? to !== undefined && from <= to : true;
}

function numberOf(text: string, { first, last, words }: Field): number | undefined {
  const word = words.indexOf(text.toLowerCase());
  const value = word === -1 ? (/^[0-9]+$/.test(text) ? Number(text) : undefined) : first + word;
  return value === undefined || value < first || value > last ? undefined : value;
}
