import type { Construct } from 'constructs';
import { PlatformConstruct } from '../core/construct';
import { tryCidr } from '../core/input';
import { deriveName, NameKinds } from '../core/name';
import type { Route } from '../gateway/gateway-interface';
import type { IWorkerPool } from '../scheduling/cluster-interface';
import type { WorkloadPlace } from '../services/workload-addition';
import { componentFaults, timeFault } from './checks';
import { kindOf } from './component';
import type { Component, ComponentKind } from './component';
import { demandOf, podsOf } from './demand';
import type { Demand } from './demand';
import { equip, folderMib } from './equipment';
import { allowTraffic } from './isolation';
import { createCronJob, createDeployment, createSecret, createService, createServiceAccount } from './workload';
import type { WorkloadSource } from './workload';

export interface RunningComponentProps {
  /** Where its objects go. */
  readonly objects: Construct;
  readonly component: Component;
  readonly place: WorkloadPlace;
  readonly pool: IWorkerPool | undefined;
  /** Its route in this environment; undefined where the world does not reach it, or cannot. */
  readonly route: Route | undefined;
  /** Labels of its objects and pods, beside its own. */
  readonly labels: Readonly<Record<string, string>>;
}

/** One component of an application in one environment: its pods, and how they are reached. */
export class RunningComponent extends PlatformConstruct {
  public readonly componentName: string;
  public readonly kind: ComponentKind;
  /** Name of all its objects, `<application>-<component>`. */
  public readonly objectName: string;
  public readonly image: string;
  /** How many pods of it run; of a job never more than one at a time. */
  public readonly replicas: number;
  /** Where the world reaches it in this environment. */
  public readonly route: Route | undefined;
  /** What it needs of the quota while it runs. */
  public readonly requested: Demand;
  /** What it needs while a new version takes the place of the old one. */
  public readonly peak: Demand;
  private readonly objects: Construct;

  public constructor(scope: Construct, id: string, props: RunningComponentProps) {
    super(scope, id);
    const { component, place, route } = props;
    this.componentName = place.component;
    this.kind = kindOf(component);
    this.objectName = deriveName(
      this.kind === 'job' ? NameKinds.cronJob : NameKinds.dnsLabel,
      place.application,
      place.component,
    );
    this.image = component.image;
    this.replicas = podsOf(component);
    this.route = route;
    this.objects = props.objects;
    this.check(component);
    const source = this.source(props);
    const { steady, peak } = demandOf(component, folderMib(source.equipment));
    this.requested = steady;
    this.peak = peak;
    createServiceAccount(this.objects, source);
    createSecret(this.objects, source);
    if (component.schedule !== undefined) createCronJob(this.objects, source, component.schedule);
    else createDeployment(this.objects, source);
    if (component.port !== undefined) createService(this.objects, source, component.port);
    this.createTraffic(source);
    this.createRoute(props, source);
  }

  private check(component: Component): void {
    const name = this.componentName;
    for (const fault of componentFaults(name, component)) this.report({ rule: 'component-value', ...fault });
    const time = timeFault(name, component);
    if (time !== undefined) this.report({ rule: 'schedule-malformed', ...time });
    for (const { cidr } of component.calls ?? []) tryCidr(this, `block that component "${name}" calls`, cidr);
  }

  private source({ component, place, pool, labels }: RunningComponentProps): WorkloadSource {
    const equipment = equip(this, component, place);
    const selector = { 'app.kubernetes.io/name': this.objectName };
    return {
      name: this.objectName,
      serviceAccount: this.objectName,
      secretName: `${this.objectName}-environment`,
      component,
      equipment,
      pool,
      selector,
      labels: { ...labels, ...selector },
    };
  }

  private createTraffic({ name, selector, labels, component, equipment }: WorkloadSource): void {
    const { route } = this;
    const from = route && component.port !== undefined ? { gateway: route.gateway, port: component.port } : undefined;
    allowTraffic(this.objects, {
      name,
      labels,
      selector,
      from,
      services: equipment.egress,
      calls: component.calls ?? [],
    });
  }

  private createRoute({ component, place }: RunningComponentProps, { name, labels }: WorkloadSource): void {
    if (this.route === undefined || component.port === undefined) return;
    const { gateway, host, path } = this.route;
    const service = { name, port: component.port };
    gateway.expose({ at: this, scope: this.objects, name, namespace: place.namespace, host, path, service, labels });
  }
}
