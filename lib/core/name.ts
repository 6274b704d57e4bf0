import { createHash } from 'node:crypto';

/** The rules of one kind of name. */
export interface NameKind {
  /** What it is called in messages. */
  readonly title: string;
  readonly max: number;
  /** What the whole name must match. */
  readonly pattern: RegExp;
  /** The rule in words. */
  readonly allowed: string;
}

const kinds = {
  /** RFC 1123 label: namespaces, Services, hosts. */
  dnsLabel: {
    title: 'DNS label',
    max: 63,
    pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    allowed: 'lower case letters, digits and "-", beginning and ending with a letter or digit, at most 63 characters',
  },
  /** RFC 1123 subdomain: domains and hosts. */
  dnsName: {
    title: 'DNS name',
    max: 253,
    pattern: /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$/,
    allowed: 'labels of lower case letters, digits and "-" with "." between them, at most 253 characters',
  },
  /** Most Kubernetes objects: a DNS name whose labels may be long (IsDNS1123Subdomain in k8s.io/apimachinery). */
  objectName: {
    title: 'name of a Kubernetes object',
    max: 253,
    pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
    allowed:
      'lower case letters, digits, "-" and ".", each part between "." beginning and ending with a letter or digit, at most 253 characters',
  },
  /** Value of a Kubernetes label. */
  labelValue: {
    title: 'label value',
    max: 63,
    pattern: /^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/,
    allowed: 'letters, digits, "-", "_" and ".", beginning and ending with a letter or digit, at most 63 characters',
  },
  /** CronJob: eleven characters are kept for what the controller adds. */
  cronJob: {
    title: 'CronJob name',
    max: 52,
    pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    allowed: 'lower case letters, digits and "-", at most 52 characters',
  },
  /** Harbor: api/v2.0 ProjectReq.project_name. */
  harborProject: {
    title: 'image project',
    max: 255,
    pattern: /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/,
    allowed: 'lower case letters and digits, with single ".", "_" or "-" between them, at most 255 characters',
  },
  /** Names of resources at a cloud; 63 is what all of them take. */
  resource: {
    title: 'resource name',
    max: 63,
    pattern: /^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$/,
    allowed: 'letters, digits and "-", beginning with a letter, at most 63 characters',
  },
} as const satisfies Record<string, NameKind>;

/** The kinds of names that are derived. */
export const NameKinds: Readonly<Record<keyof typeof kinds, NameKind>> = kinds;

/** Whether a name keeps the rules of a kind. */
export function isName(kind: NameKind, name: string): boolean {
  return name.length <= kind.max && kind.pattern.test(name);
}

/**
 * A name made of parts, joined by `-`. Where that is too long the end is replaced by a hash of the whole, so that two long
 * names stay different and the same parts always give the same name. Characters are never changed: parts that break the
 * kind's rules give a name that breaks them, which the rule `name-invalid` reports.
 */
export function deriveName(kind: NameKind, ...parts: readonly string[]): string {
  const whole = parts.filter((part) => part !== '').join('-');
  if (whole.length <= kind.max) return whole;
  const hash = createHash('sha256').update(whole).digest('hex').slice(0, 8);
  return `${whole.slice(0, kind.max - hash.length - 1).replace(/[-._]+$/, '')}-${hash}`;
}
