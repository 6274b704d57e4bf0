import type { Construct } from 'constructs';
import { PlatformConstruct } from '../../core/construct';
import { isName, NameKinds } from '../../core/name';
import { Secret } from '../../core/secret';

export interface ConfigSourceProps {
  /** Name of the space, and of its account. */
  readonly space: string;
  /** Host and port. */
  readonly address: string;
}

/** One space of settings, as an application finds it. */
export class ConfigSource extends PlatformConstruct {
  public readonly space: string;
  public readonly password: Secret;
  private readonly address: string;

  /** A name that is none is reported as `config-space`. */
  public constructor(scope: Construct, id: string, { space, address }: ConfigSourceProps) {
    super(scope, id);
    this.space = space;
    this.address = address;
    this.password = Secret.password(this, 'password');
    if (!isName(NameKinds.dnsLabel, space) || space === 'public' || space === 'nacos')
      this.report({
        rule: 'config-space',
        message: `"${space}" cannot be the name of a space of settings.`,
        remedy: `Allowed: ${NameKinds.dnsLabel.allowed}; "public" and "nacos" are the program's own.`,
      });
  }

  /** Variables by which clients of Nacos, with and without Spring, find the space. */
  public get environment(): Readonly<Record<string, string>> {
    return { NACOS_SERVER_ADDR: this.address, NACOS_NAMESPACE: this.space, NACOS_USERNAME: this.space };
  }

  /** Variables with values from secrets: references. */
  public get secretEnvironment(): Readonly<Record<string, string>> {
    return { NACOS_PASSWORD: this.password.value };
  }
}
