/** Where `actual` lacks something of `partial`, one line each. Fields that `partial` does not name are not looked at. */
export function differences(actual: unknown, partial: unknown, at = ''): string[] {
  if (Array.isArray(partial)) {
    if (!Array.isArray(actual)) return [`${at}: expected a list, is ${show(actual)}`];
    if (actual.length !== partial.length) return [`${at}: expected ${partial.length} items, has ${actual.length}`];
    return partial.flatMap((item, n) => differences(actual[n], item, `${at}[${n}]`));
  }
  if (typeof partial === 'object' && partial !== null) {
    if (typeof actual !== 'object' || actual === null) return [`${at}: expected fields, is ${show(actual)}`];
    const fields = actual as Readonly<Record<string, unknown>>;
    return Object.entries(partial).flatMap(([key, value]) =>
      differences(fields[key], value, at === '' ? key : `${at}.${key}`),
    );
  }
  return Object.is(actual, partial) ? [] : [`${at}: expected ${show(partial)}, is ${show(actual)}`];
}

function show(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}
