import type { Construct } from 'constructs';
import { PlatformConstruct } from '../../core/construct';
import type { ISite } from '../../iaas/site-interface';
import type { CloudHolder } from './account';

/** Something that the provider of a site lets a program do. */
export interface PermissionStatement {
  /** As the provider calls them: `autoscaling:SetDesiredCapacity`, `ess:RemoveInstances`. */
  readonly actions: readonly string[];
  /** What they may be done to, in the provider's notation; `*` where it cannot be narrowed. */
  readonly resources: readonly string[];
  /** By operator, then key: `{ StringEquals: { 'aws:ResourceTag/owner': 'shop' } }`. @default - none */
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface CloudPermissionProps {
  /** Where it counts. */
  readonly site: ISite;
  /** The program that needs it: `cluster-autoscaler`. */
  readonly program: string;
  readonly holder: CloudHolder;
  readonly statements: readonly PermissionStatement[];
}

/** What a program of a cluster may do with the provider of a site. Nothing of it is made here: whoever makes the site does. */
export class CloudPermission extends PlatformConstruct {
  public constructor(
    scope: Construct,
    id: string,
    public readonly props: CloudPermissionProps,
  ) {
    super(scope, id);
  }
}

/** Part of names of resources that says in which of its worlds AWS has them. */
export function awsPartition(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
