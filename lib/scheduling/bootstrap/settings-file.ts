/**
 * Text that systemd reads as EnvironmentFile. Every value is quoted, so that nothing in it is taken for anything but itself
 * (systemd.exec(5), EnvironmentFile). Values with line ends do not exist there.
 */
export function settingsFile(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${value.replace(/[\r\n]+/g, ' ').replace(/["\\`$]/g, '\\$&')}"\n`)
    .join('');
}
