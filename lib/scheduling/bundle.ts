import type { CapabilityId } from '../core/capability';
import { PlatformConstruct } from '../core/construct';
import type { ICluster } from './cluster-interface';

export interface BundleProps {
  readonly cluster: ICluster;
  /** `v1.21.2` */
  readonly version: string;
  /** Where its manifest is; a site without internet mirrors it. */
  readonly url: string;
  /** Why it is needed, one sentence. */
  readonly reason: string;
  /** Images in it, for sites without internet. */
  readonly images: readonly string[];
  /** What it gives to the objects that follow. */
  readonly provides: readonly CapabilityId[];
}

/**
 * A manifest of another project, by version and address: applied as it is, before the first wave. Its objects are not in the
 * tree; the Plan and the list of artefacts name it.
 */
export class Bundle extends PlatformConstruct {
  public readonly props: BundleProps;

  public constructor(cluster: ICluster, id: string, props: Omit<BundleProps, 'cluster'>) {
    super(cluster, id);
    this.props = { ...props, cluster };
  }
}
