import { PlatformConstruct } from '../../core/construct';
import { Platform } from '../../core/platform';
import type { Machine } from '../../iaas/machine';
import type { MachinePool } from '../../iaas/machine-pool';
import type { ISite } from '../../iaas/site-interface';
import type { BootCluster } from '../bootstrap/model';
import type { ICluster } from '../cluster-interface';
import { CloudAccount } from './account';
import { CloudControllerManager } from './controller-manager';
import type { CloudIntegration } from './integration';
import { nodeIdentityPart } from './node-identity';

export interface ClusterCloudsProps {
  readonly cluster: ICluster & BootCluster & { readonly site: ISite };
  readonly integrations: readonly CloudIntegration[];
}

/** The clouds that the nodes of a cluster are in: an account for each, and its controller manager where it is wanted. */
export class ClusterClouds extends PlatformConstruct {
  private readonly accounts = new Map<ISite, CloudAccount>();
  private readonly managed = new Set<ISite>();

  public constructor(
    scope: BootCluster,
    id: string,
    private readonly props: ClusterCloudsProps,
  ) {
    super(scope, id);
    this.admit(props.cluster.site, props.cluster.controlPlane, undefined);
  }

  /** Sites whose nodes a controller manager looks after. */
  public get managedSites(): readonly ISite[] {
    return [...this.managed];
  }

  /** Name of the cluster that is unique with a provider: `shop-prod-main`. */
  public get cloudName(): string {
    const { name, environment } = Platform.of(this);
    return `${name}-${environment}-${this.props.cluster.clusterName}`;
  }

  /** Takes note of nodes, and gives them the id of their instance where programs of their cloud look for it. */
  public admit(site: ISite, machines: readonly Machine[], pool: MachinePool | undefined): void {
    const cloud = site.provider.capabilities.kubernetesCloud;
    if (cloud === undefined) return;
    const external = this.wants(site);
    if (external) this.manage(site);
    if (!external && pool === undefined) return;
    const part = nodeIdentityPart(cloud, external);
    for (const { host } of [...machines, ...(pool ? [pool] : [])]) host.add(part);
  }

  /** How programs of the cluster show the provider of a site who they are; undefined where it is no cloud. */
  public account(site: ISite): CloudAccount | undefined {
    const cloud = site.provider.capabilities.kubernetesCloud;
    const known = this.accounts.get(site);
    if (cloud === undefined || known !== undefined) return known;
    const { cluster } = this.props;
    const account = new CloudAccount(this, site.siteName, {
      site,
      cloud,
      controlPlane: site === cluster.site ? cluster.controlPlane : undefined,
    });
    this.accounts.set(site, account);
    return account;
  }

  private wants(site: ISite): boolean {
    return !this.props.integrations.some((one) => one.site === site);
  }

  private manage(site: ISite): void {
    const account = this.account(site);
    if (account === undefined || this.managed.has(site)) return;
    const { cluster } = this.props;
    new CloudControllerManager(this, `${site.siteName}-controller-manager`, {
      cluster,
      api: { host: cluster.apiHost, port: cluster.apiPort },
      account,
      minor: cluster.kubernetes.minor,
      masters: cluster.controlPlane.length,
      others: this.managed.size,
      cloudName: this.cloudName,
    });
    this.managed.add(site);
    // Certificates of kubelets have the names that AWS gives its instances
    // (https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html).
    if (account.cloud === 'aws' && account.region !== '')
      cluster.hardening.addNodeDomain(
        account.region === 'us-east-1' ? 'ec2.internal' : `${account.region}.compute.internal`,
      );
  }
}
