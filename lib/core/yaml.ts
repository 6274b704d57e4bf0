/**
 * YAML of plain data (Kubernetes objects, kubeadm configuration, cloud-config), written so that readers of YAML 1.1 and of
 * YAML 1.2 read the very same data. Block style, two spaces, list items indented below their key, no anchors; long lines are
 * never folded. One pass over the data, which is several times as fast as building a document first.
 */

/** Deeper data is refused: readers give up there too, and data that contains itself has to end somewhere. */
const MAX_DEPTH = 1_000;

/** How much of a path a message shows. */
const MAX_SHOWN = 20;

/** Readers look for the `:` behind a key for 1,024 characters only; a longer key is written as `? key`. */
const MAX_PLAIN_KEY = 1_000;

/** Where a text cannot stand unquoted: at an indicator, at what is not printable ASCII, at `: `, ` #` or a space too many. */
const UNPLAIN = /^(?![A-Za-z0-9_/$(\\;^]|\.[A-Za-z]|--?[A-Za-z])|[^ -~]|:(?: |$)| (?:[ #]|$)/;

/** What one reader or another takes for a truth value, for nothing or for a number, whatever its case and sign. */
const WORD = /^[-+.]*(?:y|n|yes|no|on|off|true|false|null|nil|inf|infinity|nan)$/i;

/** Made only of what numbers, dates and times are made of, in any base, but neither an IPv4 address nor a version. */
const NUMERIC = /^(?!\d+(?:\.\d+){2,3}$)[0-9][0-9a-fA-FxXoOpPtTzZ_.:,+ -]*$/;

/** Where a text cannot stand in a literal block: a blank at its start or at the end of a line, what is not printable. */
const UNLITERAL = /^\n*(?:[^\S\n]|$)|[\t ](?:\n|$)|[^\P{Cc}\t\n]|[\p{Cs}\u2028\u2029\ufeff\ufffe\uffff]/u;

/** What JSON leaves as it is in a quoted text and some reader refuses, drops or takes for the end of a line. */
const UNQUOTABLE = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

/**
 * One document, ending in a line end. Fields that are `undefined` are left out; an item of a list that is `undefined` is
 * `null`, as in JSON.
 * @throws TypeError naming the path of what is not plain data: NaN, Infinity, bigints, functions, instances of classes
 */
export function emitYaml(value: unknown): string {
  return new Writer().document(value);
}

/**
 * Several documents with `---` between them; the empty text for none.
 * @throws TypeError as emitYaml
 */
export function emitDocuments(values: readonly unknown[]): string {
  return values.map(emitYaml).join('---\n');
}

type Fields = Readonly<Record<string, unknown>>;

class Writer {
  private text = '';
  /** Keys and positions from the root to where the writer is. */
  private readonly trail: (string | number)[] = [];

  public document(value: unknown): string {
    this.value(value, '', '', '');
    // Reading a character makes the engine lay the pieces together now; kept apart they cost three times the time in all.
    this.text.charCodeAt(0);
    return this.text;
  }

  /**
   * Writes a value behind `key:`, behind `-`, or at the start of the document, and ends the line.
   * @param gap what comes before a value that stays on this line
   * @param lead what comes before the first line of a map or list
   * @param indent what comes before its other lines
   */
  private value(value: unknown, gap: string, lead: string, indent: string): void {
    if (typeof value === 'object' && value !== null) {
      if (this.trail.length >= MAX_DEPTH) throw this.refusal(`nested more than ${MAX_DEPTH} deep`);
      const wrote = Array.isArray(value)
        ? this.list(value, lead, indent)
        : this.map(this.plainObject(value), lead, indent);
      if (!wrote) this.text += gap + (Array.isArray(value) ? '[]\n' : '{}\n');
    } else this.text += `${gap}${this.scalar(value, indent)}\n`;
  }

  private map(fields: Fields, lead: string, indent: string): boolean {
    const inner = `${indent}  `;
    const below = `\n${inner}`;
    let before = lead;
    let wrote = false;
    for (const key of Object.keys(fields)) {
      const value = fields[key];
      if (value === undefined) continue;
      const name = quoteIfNeeded(key);
      this.text += name.length > MAX_PLAIN_KEY ? `${before}? ${name}\n${indent}:` : `${before}${name}:`;
      this.trail.push(key);
      this.value(value, ' ', below, inner);
      this.trail.pop();
      before = indent;
      wrote = true;
    }
    return wrote;
  }

  private list(items: readonly unknown[], lead: string, indent: string): boolean {
    const inner = `${indent}  `;
    for (let n = 0; n < items.length; n++) {
      this.text += n === 0 ? `${lead}-` : `${indent}-`;
      this.trail.push(n);
      this.value(items[n], ' ', ' ', inner);
      this.trail.pop();
    }
    return items.length > 0;
  }

  private scalar(value: unknown, indent: string): string {
    switch (typeof value) {
      case 'string':
        return value.includes('\n') && !UNLITERAL.test(value)
          ? literal(value, indent === '' ? '  ' : indent)
          : quoteIfNeeded(value);
      case 'number':
        if (!Number.isFinite(value)) throw this.refusal(`the number ${value}`);
        return numeral(value);
      case 'boolean':
        return value ? 'true' : 'false';
      case 'object':
      case 'undefined':
        if (value === null || this.trail.length > 0) return 'null';
    }
    throw this.refusal(typeof value === 'undefined' ? 'undefined' : `a ${typeof value}`);
  }

  private plainObject(value: object): Fields {
    const prototype: unknown = Object.getPrototypeOf(value);
    // The second step instead of Object.prototype itself: data may come from another realm (vm, structuredClone in a test).
    if (prototype !== null && Object.getPrototypeOf(prototype) !== null)
      throw this.refusal(`an instance of ${value.constructor.name}`);
    return value as Fields;
  }

  private refusal(what: string): TypeError {
    const path = this.trail
      .slice(0, MAX_SHOWN)
      .map((key, n) => (typeof key === 'number' ? `[${key}]` : n === 0 ? key : `.${key}`));
    if (this.trail.length > MAX_SHOWN) path.push('…');
    return new TypeError(`YAML is written of plain data only: ${path.join('') || 'the document'} is ${what}.`);
  }
}

/** JSON's text; an exponent needs a point before it to be a number in YAML 1.1. */
function numeral(value: number): string {
  const text = String(value);
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text;
}

function literal(text: string, indent: string): string {
  let ends = 0;
  while (text.endsWith('\n', text.length - ends)) ends++;
  const body = (ends === 0 ? text : text.slice(0, -1)).replace(/^(?=.)/gm, indent);
  return `|${ends === 0 ? '-' : ends === 1 ? '' : '+'}\n${body}`;
}

/** Names of fields come again and again; their judgement is kept, for so many of them and up to this length. */
const MAX_KNOWN = 10_000;
const MAX_KNOWN_LENGTH = 64;
const known = new Map<string, string>();

function quoteIfNeeded(text: string): string {
  if (text.length > MAX_KNOWN_LENGTH) return judge(text);
  let result = known.get(text);
  if (result === undefined) {
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(text, (result = judge(text)));
  }
  return result;
}

function judge(text: string): string {
  return UNPLAIN.test(text) || WORD.test(text) || NUMERIC.test(text) ? quoted(text) : text;
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(UNQUOTABLE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
