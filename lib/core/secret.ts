import type { Construct, IConstruct } from 'constructs';
import { PlatformConstruct } from './construct';
import { perRoot } from './per-root';
import { referenceTo } from './reference';
import { canHaveForm } from './secret-form';
import type { SecretForm } from './secret-form';
import type { SecretSource } from './secret-source';

export type { SecretSource } from './secret-source';

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
  private readonly wanted: SecretForm[] = [];

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

  /** Forms that its value must have, all of them. */
  public get forms(): readonly SecretForm[] {
    return this.wanted;
  }

  /**
   * Says what the value must look like for who uses it: checked before any value is written, where it is given from outside.
   * @returns whether its source can give such a value
   */
  public mustBe(form: SecretForm): boolean {
    if (!this.wanted.some(({ pattern }) => pattern === form.pattern)) this.wanted.push(form);
    return canHaveForm(this.source, form);
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
