import { Construct } from 'constructs';
import { PlatformConstruct } from '../core/construct';
import type { Route } from '../gateway/gateway-interface';
import { ClusterChart } from '../scheduling/cluster-chart';
import type { ICluster, IWorkerPool } from '../scheduling/cluster-interface';
import type { Components } from './application';
import type { Component } from './component';
import { RunningComponent } from './running-component';

/** What an application needs to know of the environment that it runs in. */
export interface Surroundings {
  readonly cluster: ICluster;
  readonly pool: IWorkerPool | undefined;
  readonly namespace: string;
  readonly tenant: string;
  readonly environment: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The route by which the component is reached in this environment; undefined where it cannot be. */
  routeOf(component: Component, override: Partial<Component> | undefined): Route | undefined;
}

export interface RunningApplicationProps {
  readonly components: Components;
  /** What this environment says otherwise, by component. */
  readonly overrides: Readonly<Record<string, Partial<Component> | undefined>>;
  readonly surroundings: Surroundings;
}

/** An application in one environment. Made by `environment.run(…)`. */
export class RunningApplication extends PlatformConstruct {
  public readonly applicationName: string;
  public readonly components: readonly RunningComponent[];

  public constructor(scope: Construct, id: string, props: RunningApplicationProps) {
    super(scope, id);
    this.applicationName = id;
    const { cluster, namespace, labels } = props.surroundings;
    const own = { ...labels, 'app.kubernetes.io/part-of': id };
    const chart = new ClusterChart(this, 'resource', { cluster, namespace, labels: own });
    this.components = Object.entries(props.components).map(([name, component]) =>
      this.createComponent(chart, name, component, props, own),
    );
  }

  private createComponent(
    chart: ClusterChart,
    name: string,
    component: Component,
    { overrides, surroundings }: RunningApplicationProps,
    labels: Readonly<Record<string, string>>,
  ): RunningComponent {
    const { cluster, namespace, tenant, environment, pool } = surroundings;
    const override = overrides[name];
    return new RunningComponent(this, name, {
      objects: new Construct(chart, name),
      component: merge(component, override),
      place: { cluster, namespace, tenant, environment, application: this.applicationName, component: name },
      pool,
      route: surroundings.routeOf(component, override),
      labels: { ...labels, 'app.kubernetes.io/component': name },
    });
  }
}

/** Variables are added to those of the definition; all else takes its place. */
function merge(component: Component, override: Partial<Component> = {}): Component {
  const { env, secrets } = override;
  return {
    ...component,
    ...override,
    ...(env && { env: { ...component.env, ...env } }),
    ...(secrets && { secrets: { ...component.secrets, ...secrets } }),
  } as Component;
}
