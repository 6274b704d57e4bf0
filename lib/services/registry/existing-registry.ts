import type { Construct } from 'constructs';
import { RegistryBase } from './registry-base';

export interface ExistingRegistryProps {
  /** `https://images.example.com` */
  readonly url: string;
}

/** A registry that is there already; see Registry.fromExisting. */
export class ExistingRegistry extends RegistryBase {
  public readonly url: string;
  public readonly host: string;
  public readonly replicas = undefined;

  public constructor(scope: Construct, id: string, { url }: ExistingRegistryProps) {
    super(scope, id);
    this.url = url;
    const match = /^https?:\/\/([a-z0-9.-]+(?::\d+)?)\/?$/i.exec(url);
    this.host = match?.[1] ?? 'registry.invalid';
    if (match === null)
      this.report({
        rule: 'registry-url',
        message: `"${url}" is not the URL of a registry.`,
        remedy: 'Write scheme and host, and a port where it is not that of the scheme: "https://images.example.com".',
      });
  }
}
