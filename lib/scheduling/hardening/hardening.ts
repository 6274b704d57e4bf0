import type { Construct } from 'constructs';
import { PlatformConstruct } from '../../core/construct';
import { NameKinds } from '../../core/name';
import type { AuditRule } from './audit-rule';
import type { TokenIssuer } from './authentication';
import type { Control } from './exception';
import { settleHardening } from './settings';
import type { HardeningOptions, HardeningSettings } from './settings';

/** What makes a cluster hard to attack. Later layers add to it until the tree is complete. */
export class Hardening extends PlatformConstruct {
  public readonly settings: HardeningSettings;
  private readonly rules: AuditRule[] = [];
  private readonly issuers: TokenIssuer[] = [];
  private readonly domains: string[] = [];

  public constructor(scope: Construct, id: string, props: HardeningOptions) {
    super(scope, id);
    this.settings = settleHardening(props);
    this.checkReasons();
    this.checkKeys();
  }

  /** Rules of the audit policy that come before the default ones, in order. */
  public get auditRules(): readonly AuditRule[] {
    return [...this.rules, ...this.settings.audit.rules];
  }

  public get tokenIssuers(): readonly TokenIssuer[] {
    return [...this.issuers];
  }

  public get nodeDomains(): readonly string[] {
    return [...this.domains];
  }

  /** Whether a default is on. */
  public has(control: Control): boolean {
    return !this.settings.exceptions.some((exception) => exception.control === control);
  }

  /** Adds rules to the audit policy; the first that fits a request decides, and these come before the default ones. */
  public addAuditRules(...rules: readonly AuditRule[]): void {
    this.rules.push(...rules);
  }

  /** Lets people sign in with tokens of an OpenID Connect issuer; each may be added once. */
  public addTokenIssuer(issuer: TokenIssuer): void {
    this.issuers.push(issuer);
  }

  /** Says that nodes have names in a domain too, as the controller of a cloud gives them: their certificates may have those. */
  public addNodeDomain(domain: string): void {
    const { pattern, allowed } = NameKinds.dnsName;
    if (pattern.test(domain)) this.domains.push(domain);
    else
      this.report({
        rule: 'name-invalid',
        message: `"${domain}" is not a domain that nodes can have names in.`,
        remedy: `Use ${allowed}.`,
      });
  }

  private checkReasons(): void {
    for (const { control, reason } of this.settings.exceptions)
      if (reason.trim() === '')
        this.report({
          rule: 'hardening-reason',
          message: `HardeningException.${control} has no reason.`,
          remedy: 'Say why the cluster needs it, or take the exception away.',
        });
  }

  private checkKeys(): void {
    const { pattern, allowed } = NameKinds.dnsLabel;
    for (const name of this.settings.encryptionKeys)
      if (!pattern.test(name))
        this.report({
          rule: 'name-invalid',
          message: `"${name}" cannot be the name of an encryption key.`,
          remedy: `Use ${allowed}.`,
        });
  }
}
