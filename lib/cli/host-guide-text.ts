import type { HostGuide, UnitGuide } from './host-guide';
import { table } from './table';
import { plain, styled } from './terminal';

/** All hosts, for choosing one. */
export function hostList(guides: readonly HostGuide[]): string[] {
  return table(
    guides.map(({ host, address = 'each of a pool', roles }) => [host, address, roles.join(', ')].map(plain)),
    ['HOST', 'ADDRESS', 'ROLES'],
  );
}

/** Where to look on one host. */
export function hostGuideText(guide: HostGuide): string[] {
  const { host, address, roles, units, settings, commands, secrets } = guide;
  return [
    `${styled(plain(host), 'bold')}  ${plain(address ?? 'each host of the pool')}  ${plain(roles.join(', '))}`,
    '',
    ...section('at first', [
      'less /var/log/cloud-init-output.log               where cloud-init set it up; else what boot.sh printed',
      'altostratus-activate                              makes the host what its files say, once more',
      'systemctl list-units --failed                     what has given up',
      'systemctl list-jobs                               what still waits, and is waited for',
    ]),
    ...section('units, in the order in which they begin', units.flatMap(unitLines)),
    ...section('settings of the units', settings),
    ...section('programs for people', commands),
    ...section('keys it must have been given', secrets),
  ];
}

function unitLines({ unit, description, at, journal, waiting }: UnitGuide): string[] {
  return [
    `${unit}  ${description}${at === undefined ? '' : `, at ${at} UTC`}`,
    `    ${journal}`,
    ...waiting.map(({ line, means }) => `    "${line}": ${means}`),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  return [styled(title, 'dim'), ...lines.map((line) => `  ${indented(line)}`), ''];
}

/** Without what a terminal would obey, and with its blanks. */
function indented(line: string): string {
  const [, blanks = '', text = ''] = /^( *)(.*)$/s.exec(line) ?? [];
  return (
    blanks +
    text
      .split(/( {2,})/)
      .map((part) => (/^ +$/.test(part) ? part : plain(part)))
      .join('')
  );
}
