import { createHash, X509Certificate } from 'node:crypto';
import type { Fault } from '../core/finding';
import type { HostAuthority, HostPart, HostRepository, HostUser } from './host-config/model';
import { repositoryFaults } from './host-config/repository';

/** What all hosts of a site have in common. */
export interface SiteHostsProps {
  /**
   * Certificate authorities that every host trusts beside those of its distribution, as PEM text: of a company's own
   * registry, package mirror or proxy.
   * @default - none
   */
  readonly trust?: readonly string[];
  /** People who look after its hosts, over SSH. @default - those of the images */
  readonly users?: readonly HostUser[];
  /** Where packages come from beside the distribution. @default - nowhere else */
  readonly repositories?: readonly HostRepository[];
}

/** The part that every host gets, and what is wrong with it; what is wrong is not in the part. */
export function siteHosts(site: string, props: SiteHostsProps): { part: HostPart; faults: readonly Fault[] } {
  const { users = [], repositories = [] } = props;
  const authorities = (props.trust ?? []).map((text, n) => authoritiesIn(site, text, n + 1));
  return {
    part: {
      trust: authorities.flatMap(({ certificates }) => certificates),
      users: users.filter((user) => userFaults(site, user).length === 0),
      repositories: repositories.filter((repository) => repositoryFaults(repository).length === 0),
    },
    faults: [
      ...authorities.flatMap(({ faults }) => faults),
      ...users.flatMap((user) => userFaults(site, user)),
      ...repositories.flatMap(repositoryFaults),
    ],
  };
}

const PEM = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** Each is a file of its own, which is what distributions take; its name follows from it, so that order does not matter. */
function authoritiesIn(site: string, text: string, n: number): { certificates: HostAuthority[]; faults: Fault[] } {
  const blocks = text.match(PEM) ?? [];
  const readable = blocks.filter(isCertificate);
  const rest = text.replaceAll(PEM, '');
  if (readable.length > 0 && readable.length === blocks.length && !rest.includes('-----')) {
    const id = (pem: string) => createHash('sha256').update(new X509Certificate(pem).raw).digest('hex').slice(0, 16);
    return { certificates: readable.map((pem) => ({ name: `site-${id(pem)}`, certificate: pem })), faults: [] };
  }
  const fault = {
    rule: 'certificate-unreadable',
    message: `Authority ${n} that hosts of site "${site}" are to trust is not one certificate or several.`,
    remedy: 'Give the PEM text of the authority, which begins with "-----BEGIN CERTIFICATE-----", and no key.',
  };
  return { certificates: [], faults: [fault] };
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

/** useradd(8), and sshd(8) "AUTHORIZED_KEYS FILE FORMAT" without options. */
const USER_NAME = /^[a-z_][a-z0-9_-]{0,31}$/;
const PUBLIC_KEY =
  /^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)|sk-[a-z0-9-]+@openssh\.com) [A-Za-z0-9+/]{40,}={0,2}( [^\n\r]*)?$/;

/** What is wrong with a user, for the rule `host-user`. */
export function userFaults(site: string, { name, keys }: HostUser): Fault[] {
  const fault = (message: string, remedy: string) => ({ rule: 'host-user', message, remedy });
  if (!USER_NAME.test(name))
    return [
      fault(
        `"${name}" is not the name of a user on hosts of site "${site}".`,
        'Use lower case letters, digits, "_" and "-", beginning with a letter or "_", at most 32 characters.',
      ),
    ];
  // What was given may be a private key, so it is not said.
  const wrong = keys.findIndex((key) => !PUBLIC_KEY.test(key.trim()));
  if (keys.length > 0 && wrong === -1) return [];
  return [
    fault(
      keys.length === 0
        ? `User "${name}" of site "${site}" has no key, and there are no passwords.`
        : `Key ${wrong + 1} of user "${name}" of site "${site}" is not a public key.`,
      'Give what is in a file like id_ed25519.pub: the kind of the key, the key, a comment.',
    ),
  ];
}
