import type { Construct } from 'constructs';
import { PlatformConstruct } from '../../core/construct';
import { defer } from '../../core/deferred';
import type { MachinePool } from '../../iaas/machine-pool';
import type { IWorkerPool } from '../cluster-interface';
import { POOL_LABEL } from '../pool-label';
import type { GroupTags, KnownCloud } from './known-clouds';

export interface ScalingGroupProps {
  readonly pool: IWorkerPool;
  readonly machines: MachinePool;
  readonly cloud: KnownCloud;
  /** Name of the cluster that is unique with the provider. */
  readonly cloudName: string;
}

/** Most characters of a tag's key with AWS (https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html). */
const LONGEST_TAG = 128;

/** The group of a provider that a pool is, as the cluster autoscaler finds it. */
export class ScalingGroup extends PlatformConstruct {
  /** Unique with the provider: `shop-prod-main-burst`. */
  public readonly groupName: string;
  public readonly machines: MachinePool;
  public readonly pool: IWorkerPool;
  public readonly cloud: KnownCloud;
  public readonly tags: GroupTags;
  /** Its id, for clouds in which a name is not enough: only they can say it. */
  public readonly groupId: string;

  public constructor(scope: Construct, id: string, { pool, machines, cloud, cloudName }: ScalingGroupProps) {
    super(scope, id);
    this.pool = pool;
    this.machines = machines;
    this.cloud = cloud;
    this.groupName = `${cloudName}-${pool.poolName}`;
    this.tags = cloud.tags({
      cloudName,
      labels: pool.labels,
      taints: pool.taint === undefined ? [] : [{ key: POOL_LABEL, value: pool.taint, effect: 'NoSchedule' }],
      diskGib: machines.shape.diskGib,
    });
    this.groupId =
      cloud.discovery === 'tags' ? this.groupName : defer(this, 'id', `id of the scaling group "${this.groupName}"`);
    this.checkTags();
  }

  private checkTags(): void {
    for (const key of Object.keys({ ...this.tags.group, ...this.tags.machines }))
      if (key.length > LONGEST_TAG)
        this.report({
          rule: 'label-invalid',
          message: `A label of pool "${this.pool.poolName}" makes the tag "${key}" of its group ${key.length} characters long; ${LONGEST_TAG} are allowed.`,
          remedy:
            'Use a shorter name for the label: the cluster autoscaler knows nodes that do not exist yet by these tags.',
        });
  }
}
