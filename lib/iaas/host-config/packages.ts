import { word } from './encode';

/** Packages that RHEL and its kin call otherwise than Debian and its kin do. */
const RHEL_NAMES: Readonly<Record<string, string>> = {
  conntrack: 'conntrack-tools',
  gnupg: 'gnupg2',
  iproute2: 'iproute',
  'nfs-common': 'nfs-utils',
  'open-iscsi': 'iscsi-initiator-utils',
  'openssh-client': 'openssh-clients',
  'xz-utils': 'xz',
};

/** The list that ACTIVATE reads: a line for each package, with its name in both families and the version that it has to have. */
export function packageTable(packages: readonly string[], versions: Readonly<Record<string, string>>): string {
  const rows = packages.map((name) => {
    const version = Object.hasOwn(versions, name) ? versionWord(versions[name] ?? '') : '*';
    return `${packageWord(name)} ${packageWord(Object.hasOwn(RHEL_NAMES, name) ? (RHEL_NAMES[name] ?? '') : name)} ${version}`;
  });
  return rows.map((row) => `${row}\n`).join('');
}

/** A name of a package: `+` may be in it (`g++`). */
function packageWord(text: string): string {
  return (
    text
      .split('+')
      .map((part) => (part === '' ? '' : word(part)))
      .join('+') || '_'
  );
}

/** A version as apt, dnf and ACTIVATE take it: characters of versions, and `*` at its end. */
function versionWord(text: string): string {
  return text.replace(/[^A-Za-z0-9.:+~*_-]/gu, '_').replace(/\*(?=.)/gu, '_') || '*';
}
