import type { Construct, IConstruct } from 'constructs';
import { PlatformConstruct } from './construct';
import { perRoot } from './per-root';
import { referenceTo } from './reference';

/** How a secret comes to be. Data only: who resolves it (local store, Pulumi) does the making. */
export type SecretSource =
  /** Letters and digits. */
  | { readonly kind: 'password'; readonly length: number }
  /** Random bytes, as hexadecimal or Base64 text. */
  | { readonly kind: 'random'; readonly bytes: number; readonly encoding: 'hex' | 'base64' }
  /** A kubeadm bootstrap token: `abcdef.0123456789abcdef`. */
  | { readonly kind: 'bootstrap-token' }
  /** An RSA key pair for signing; attributes `key` and `public`. */
  | { readonly kind: 'key-pair'; readonly bits: number }
  /** A certificate authority of one's own; attributes `certificate` and `key`. */
  | { readonly kind: 'authority'; readonly commonName: string; readonly days: number }
  /** A certificate signed by an authority; attributes `certificate`, `key` and `authority`. */
  | {
      readonly kind: 'certificate';
      readonly commonName: string;
      readonly hosts: readonly string[];
      /** Path of the authority's construct. */
      readonly authority: string;
      readonly days: number;
    }
  /** Given from outside: an environment variable of the one who deploys. */
  | { readonly kind: 'environment'; readonly variable: string };

/** Which values a kind of secret has. */
export const SECRET_ATTRIBUTES: Record<SecretSource['kind'], readonly string[]> = {
  password: ['value'],
  random: ['value'],
  'bootstrap-token': ['value'],
  'key-pair': ['key', 'public'],
  authority: ['certificate', 'key'],
  certificate: ['certificate', 'key', 'authority'],
  environment: ['value'],
};

/**
 * A password, key or token. Its value is never in the tree or the Plan: what stands there is a reference to it, which can be
 * used wherever a string can, also inside a template string.
 */
export class Secret extends PlatformConstruct {
  public constructor(
    scope: Construct,
    id: string,
    /** How it comes to be. */
    public readonly source: SecretSource,
  ) {
    super(scope, id);
    secrets(this).push(this);
  }

  /** Letters and digits, generated once. @param length of the text; 32 where nothing is said */
  public static password(scope: Construct, id: string, length = 32): Secret {
    return new Secret(scope, id, { kind: 'password', length });
  }

  /** Given by an environment variable at the time of deployment. */
  public static fromEnvironment(scope: Construct, id: string, variable: string): Secret {
    return new Secret(scope, id, { kind: 'environment', variable });
  }

  /** Reference to the value, for kinds that have one alone. */
  public get value(): string {
    return this.attribute('value');
  }

  /** Reference to one of the values: `certificate`, `key` … by kind, see SECRET_ATTRIBUTES. */
  public attribute(name: string): string {
    return referenceTo(this.node.path, name);
  }

  /** The reference, never the value. */
  public override toString(): string {
    return this.value;
  }
}

const secrets = perRoot((): Secret[] => []);

/** All secrets of a tree, in order. */
export function secretsIn(tree: IConstruct): readonly Secret[] {
  return [...secrets(tree)];
}
