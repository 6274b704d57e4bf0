/**
 * Encoders for the formats that host files are written in: a value reaches a format only through its encoder. What a format
 * cannot hold at all (a line break in a line) becomes a space or `_`, so that no value can ever become a second line, a
 * second word or a command; whether a value is allowed is judged where it is taken.
 */

const CONTROL = /\p{Cc}/gu;
const NUL = /\0/g;

/** One word of a POSIX shell, whatever is in it. */
export function shellWord(text: string): string {
  return `'${text.replace(NUL, '').replaceAll("'", String.raw`'\''`)}'`;
}

/** One argument of an `Exec…=` line of a systemd unit (systemd.service(5), "Command lines"). */
export function systemdArgument(text: string): string {
  const escaped = text.replace(NUL, '').replaceAll('\\', '\\\\').replaceAll('"', '\\"').replace(CONTROL, hexEscape);
  return `"${escaped.replaceAll('%', '%%').replaceAll('$', '$$$$')}"`;
}

function hexEscape(char: string): string {
  return [...Buffer.from(char)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}

/** The value of a setting of a systemd unit, to the end of its line (systemd.unit(5), "Specifiers"). */
export function systemdValue(text: string): string {
  return line(text).replaceAll('%', '%%').replace(/\\$/, '');
}

/** A text on one line, without line breaks and other control characters. */
export function line(text: string): string {
  return text
    .replace(CONTROL, ' ')
    .replaceAll(/[\u2028\u2029]/g, ' ')
    .trim();
}

/** One line `name = value` of sysctl.d(5). */
export function sysctlLine(name: string, value: string): string {
  return `${word(name)} = ${line(value)}\n`;
}

/** A word of /etc/hosts, keepalived.conf or haproxy.cfg: letters, digits and `. _ : / -`; other characters become `_`. */
export function word(text: string): string {
  return text.replace(/[^A-Za-z0-9._:/-]/gu, '_').replace(/^$/, '_');
}

/** An argument of haproxy.cfg in quotes (haproxy configuration manual, 2.2). */
export function haproxyArgument(text: string): string {
  return `"${line(text).replaceAll(/[\\"$]/g, String.raw`\$&`)}"`;
}
