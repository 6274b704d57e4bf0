import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { HostFile, HostSpec, HostUnit } from './model';

/** A value that a host cannot have. */
export interface ValueFault {
  /** As it begins a sentence: `The package "-x"`. */
  readonly what: string;
  /** As it ends the sentence, behind the host: `is not the name of a package`. */
  readonly wrong: string;
  /** What is allowed. */
  readonly remedy: string;
}

/**
 * What hosts cannot take of the values of a spec. Encoders make any value harmless, but what they change is not what was wanted.
 * Users and repositories are judged where sites take them.
 */
export function* valueFaults(spec: HostSpec): Iterable<ValueFault> {
  for (const file of spec.files) yield* fileFaults(file);
  yield* folderFaults(spec.files.map(({ path }) => path));
  for (const download of spec.downloads) yield* downloadFaults(download);
  yield* packageFaults(spec);
  for (const authority of spec.trust) yield* authorityFaults(authority);
  for (const name of spec.modules) yield* moduleFault(name);
  for (const [name, value] of Object.entries(spec.sysctls)) yield* sysctlFaults(name, value);
  for (const unit of spec.units) yield* unitFaults(unit);
  for (const need of spec.selinux)
    if (need.kind !== 'permissive' && !/^\w+$/.test(need.name))
      yield {
        what: `The ${need.kind} "${need.name}" of SELinux`,
        wrong: 'has a name that none of them can have',
        remedy: 'Use letters, digits and "_", e.g. "haproxy_connect_any" or "keepalived_t".',
      };
  for (const name of [...spec.services, ...spec.masked]) yield* startedFault(name);
  // The host's own name is judged as such.
  for (const { address, name } of spec.aliases) if (name !== spec.hostname) yield* aliasFaults(address, name);
}

function* fileFaults({ path, mode, readBy = [] }: HostFile): Iterable<ValueFault> {
  const what = `The file "${path}"`;
  yield* pathFault(what, path);
  yield* modeFault(what, mode);
  for (const unit of readBy) yield* startedFault(unit);
}

function* pathFault(what: string, path: string): Iterable<ValueFault> {
  const parts = path.split('/').slice(1);
  const isSound =
    path.startsWith('/') &&
    path.trimEnd() === path &&
    !/[\p{Cc}\u2028\u2029\\]/u.test(path) &&
    parts.every((part) => part !== '' && part !== '.' && part !== '..' && Buffer.byteLength(part) <= 255);
  if (!isSound)
    yield {
      what,
      wrong: 'is not at an absolute path',
      remedy: 'Write the whole path from "/" on, without "." or ".." and "\\", e.g. "/etc/app/app.conf".',
    };
}

function* modeFault(what: string, mode = '0644'): Iterable<ValueFault> {
  if (!/^[0-7]{3,4}$/.test(mode))
    yield { what, wrong: `has the mode "${mode}"`, remedy: 'Use three or four octal digits, e.g. "0644".' };
}

/** A file cannot be where the folder of another one has to be. */
function* folderFaults(paths: readonly string[]): Iterable<ValueFault> {
  const files = new Set(paths);
  for (const path of paths)
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1))
      if (files.has(path.slice(0, end)))
        yield {
          what: `The file "${path}"`,
          wrong: `cannot be, for "${path.slice(0, end)}" is a file and not a folder`,
          remedy: 'Give one of the two another path.',
        };
}

function* downloadFaults({ path, mode, url, sha256, member, readBy }: HostSpec['downloads'][number]) {
  const what = `The download "${path}"`;
  yield* pathFault(what, path);
  yield* modeFault(what, mode);
  if (!isWebUrl(url))
    yield {
      what,
      wrong: `comes from "${url.replace(/\/\/[^/@]*@/, '//…@')}"`,
      remedy: 'Use "https://" or "http://", a host and a path: hosts fetch it from there.',
    };
  if (!/^[0-9a-f]{64}$/.test(sha256))
    yield {
      what,
      wrong: `has the SHA-256 "${sha256}"`,
      remedy: 'Give the 64 hexadecimal digits that `sha256sum` says of the file.',
    };
  if (member !== undefined && !/^(?![/-])(?!.*(?:^|\/)\.\.(?:\/|$))[^\p{Cc}]*[^\p{Cc}/]$/u.test(member))
    yield {
      what,
      wrong: `is "${member}" of its archive, which is not the name of a file there`,
      remedy: 'Use the names that `tar -tzf` lists, e.g. "bin/containerd".',
    };
  for (const unit of readBy) yield* startedFault(unit);
}

function isWebUrl(url: string): boolean {
  if (/[\s\p{Cc}"<>\\^`{|}]/u.test(url) || !URL.canParse(url)) return false;
  const { protocol, hostname, pathname } = new URL(url);
  return /^https?:$/.test(protocol) && hostname !== '' && pathname !== '/';
}

/** deb-control(5) "Package", and what RPM has beside that. To apt a name that ends with "-" is one to remove. */
const PACKAGE = /^[A-Za-z0-9](?:[A-Za-z0-9.+_:-]*[A-Za-z0-9.+_])?$/;

function* packageFaults({ packages, packageVersions }: HostSpec): Iterable<ValueFault> {
  for (const name of new Set([...packages, ...Object.keys(packageVersions)]))
    if (!PACKAGE.test(name))
      yield {
        what: `The package "${name}"`,
        wrong: 'is not the name of a package',
        remedy:
          'Use letters, digits, "+", "-", ".", "_" and ":", beginning with a letter or digit; a version goes into `packageVersions`.',
      };
  for (const [name, version] of Object.entries(packageVersions))
    if (!/^[A-Za-z0-9.:+~_-]*\*?$/.test(version) || version === '')
      yield {
        what: `The version "${version}" of package "${name}"`,
        wrong: 'is not a version',
        remedy: 'Use letters, digits, ".", ":", "+", "~", "_" and "-", and "*" at its end only, e.g. "1.36.3-*".',
      };
}

function* authorityFaults({ name, certificate }: HostSpec['trust'][number]): Iterable<ValueFault> {
  if (!/^[A-Za-z0-9-]+$/.test(name))
    yield {
      what: `The authority "${name}"`,
      wrong: 'has a name that its file cannot have',
      remedy: 'Use letters, digits and "-".',
    };
  if (!isCertificate(certificate))
    yield {
      what: `The authority "${name}"`,
      wrong: 'is not one certificate',
      remedy: 'Give its PEM text, which begins with "-----BEGIN CERTIFICATE-----", and no key.',
    };
}

function isCertificate(text: string): boolean {
  try {
    return text.split('-----BEGIN ').length === 2 && new X509Certificate(text).raw.length > 0;
  } catch {
    return false;
  }
}

function* moduleFault(name: string): Iterable<ValueFault> {
  if (!/^\w[\w-]*$/.test(name))
    yield {
      what: `The kernel module "${name}"`,
      wrong: 'is not the name of a module',
      remedy: 'Use its name alone, as `lsmod` says it: letters, digits, "_" and "-", e.g. "br_netfilter".',
    };
}

function* sysctlFaults(name: string, value: string): Iterable<ValueFault> {
  if (!/^-?\w[\w-]*([./][\w:-]+)+$/.test(name))
    yield {
      what: `The kernel setting "${name}"`,
      wrong: 'is not the name of a setting',
      remedy: 'Write it as `sysctl -a` lists it, e.g. "net.ipv4.ip_forward"; there are no patterns.',
    };
  if (value.trim() === '' || /\p{Cc}/u.test(value.replaceAll('\t', '')))
    yield {
      what: `The value "${value}" of the kernel setting "${name}"`,
      wrong: 'is not a value',
      remedy: 'Write it on one line, e.g. "1".',
    };
}

const UNIT_TYPES = 'service|socket|device|mount|automount|swap|target|path|timer|slice|scope';
/** Unit names of systemd.unit(5), without those that are instances of a template. */
const UNIT = new RegExp(String.raw`^[A-Za-z0-9:_.-]+\.(?:${UNIT_TYPES})$`);
const TEMPLATE = new RegExp(String.raw`^[A-Za-z0-9:_.-]+@\.(?:${UNIT_TYPES})$`);

function* startedFault(name: string): Iterable<ValueFault> {
  if (!UNIT.test(name))
    yield {
      what: `The unit "${name}"`,
      wrong: 'is not the name of a unit',
      remedy: 'Use letters, digits, ":", "_", "." and "-", and the kind of unit at its end, e.g. "app.service".',
    };
}

function* unitFaults({ name, mode, enable }: HostUnit): Iterable<ValueFault> {
  yield* modeFault(`The unit "${name}"`, mode);
  const [, parent, file] = /^(.+)\.d\/(.*)$/.exec(name) ?? [];
  if (parent !== undefined && /^[A-Za-z0-9:_.-]+\.conf$/.test(file ?? '')) yield* startedFault(parent);
  else if (enable !== false || !TEMPLATE.test(name)) yield* startedFault(name);
}

function* aliasFaults(address: string, name: string): Iterable<ValueFault> {
  if (isIP(address) === 0)
    yield {
      what: `The address "${address}" of the name "${name}"`,
      wrong: 'is not an IP address',
      remedy: 'Write an address, e.g. "10.10.0.10".',
    };
  if (!/^[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?$/.test(name))
    yield {
      what: `The name "${name}" of ${address}`,
      wrong: 'is not a name that hosts resolve',
      remedy: 'Use labels of letters, digits and "-" with "." between them, e.g. "registry.example.com".',
    };
}
