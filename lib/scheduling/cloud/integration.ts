import type { ISite } from '../../iaas/site-interface';

/** What a cluster does about the clouds that its nodes are in, where it is not the usual. */
export class CloudIntegration {
  private constructor(
    public readonly site: ISite,
    public readonly kind: 'none',
  ) {}

  /** No controller manager for the nodes on a site: nobody but the cluster autoscaler asks its provider about them. */
  public static none(site: ISite): CloudIntegration {
    return new CloudIntegration(site, 'none');
  }
}
