import type { Fault } from '../../core/finding';
import { DATA } from './data';
import { line, word } from './encode';
import type { HostFile, HostRepository } from './model';

/** Its files: deb822 of sources.list(5), and dnf.conf(5). Both name the key, and trust it for this repository alone. */
export function repositoryFiles({ name, key, deb, rpm }: HostRepository): HostFile[] {
  const base = `${DATA.repositories}/${word(name).replaceAll(/[/:.]/g, '_')}`;
  return [
    { path: `${base}.asc`, content: `${key.trim()}\n` },
    ...(deb
      ? [
          {
            path: `${base}.sources`,
            content: fields(': ', {
              Types: 'deb',
              URIs: deb.url,
              Suites: deb.suite,
              ...(deb.components && { Components: deb.components.join(' ') }),
              'Signed-By': `${base}.asc`,
            }),
          },
        ]
      : []),
    ...(rpm
      ? [
          {
            path: `${base}.repo`,
            content: `[${word(name)}]\n${fields('=', {
              name,
              baseurl: rpm.url,
              enabled: '1',
              gpgcheck: '1',
              gpgkey: `file://${base}.asc`,
            })}`,
          },
        ]
      : []),
  ];
}

/** Where packages of repositories are fetched from. */
export function repositoryUrls(repositories: readonly HostRepository[] = []): string[] {
  return repositories.flatMap(({ deb, rpm }) => [deb?.url, rpm?.url]).filter((url) => url !== undefined);
}

/** What is wrong with it, for the rule `package-repository`. */
export function repositoryFaults({ name, key, deb, rpm }: HostRepository): Fault[] {
  const fault = (message: string, remedy: string): Fault => ({ rule: 'package-repository', message, remedy });
  const urls = [deb?.url, rpm?.url].filter((url) => url !== undefined);
  return [
    ...(/^[a-z0-9][a-z0-9-]{0,62}$/i.test(name)
      ? []
      : [fault(`"${name}" is not a name for a repository of packages.`, 'Use letters, digits and "-".')]),
    ...(key.includes('-----BEGIN PGP PUBLIC KEY BLOCK-----')
      ? []
      : [
          fault(
            `The repository "${name}" of packages has no key that its packages are checked with.`,
            'Give its public key as text, which begins with "-----BEGIN PGP PUBLIC KEY BLOCK-----".',
          ),
        ]),
    ...(urls.length > 0
      ? []
      : [fault(`The repository "${name}" of packages is nowhere.`, 'Give `deb`, `rpm` or both.')]),
    ...urls
      .filter((url) => !/^https?:\/\/[^\s/@]+(\/[^\s?#]*)?$/.test(url))
      .map((url) =>
        fault(
          `"${url.replace(/\/\/[^/@]*@/, '//…@')}" is not the URL of the repository "${name}" of packages.`,
          'Use "https://" or "http://", a host, and a path where it has one; no user, no password, no "?" and "#".',
        ),
      ),
  ];
}

function fields(sign: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}${sign}${line(value)}\n`)
    .join('');
}
