import type { k8s } from 'cdk8s-plus-27';
import type { IWorkerPool } from '../scheduling/cluster-interface';
import { placementOn } from '../scheduling/placement';
import { hardened, spread, tcpProbe, httpProbe } from '../services/workload';
import type { WorkloadMount, WorkloadVolume } from '../services/workload-addition';
import type { Component, Probe } from './component';
import { demandOfPod } from './demand';
import { folderMib } from './equipment';
import type { Equipment } from './equipment';
import { cpuQuantity, memoryQuantity } from './quantity';

/** What a pod is made from. */
export interface PodSource {
  readonly component: Component;
  readonly equipment: Equipment;
  readonly pool: IWorkerPool | undefined;
  readonly serviceAccount: string;
  /** Secret that has the secret environment variables. */
  readonly secretName: string;
  /** Labels that the pods of this component have and no others. */
  readonly selector: Record<string, string>;
}

/** Name of a server's port. */
export const PORT_NAME = 'http';

/** A pod that the Pod Security level `restricted` admits. */
export function podSpec(source: PodSource): k8s.PodSpec {
  const { component, equipment, pool, serviceAccount, selector } = source;
  const { user } = component;
  const folders = foldersOf(source);
  return hardened({
    serviceAccountName: serviceAccount,
    ...placementOn(pool),
    ...(user !== undefined && { securityContext: { runAsUser: user, runAsGroup: user, fsGroup: user } }),
    ...(component.schedule === undefined && { topologySpreadConstraints: spread(selector, 'if-possible') }),
    containers: [container(source, folders)],
    volumes: [...folders.map((_, n) => ({ name: folderName(n), emptyDir: {} })), ...equipment.volumes.map(volume)],
  });
}

/** Folders that are empty at each start, but for those where something else is seen. */
function foldersOf({ component, equipment }: PodSource): string[] {
  const mounted = new Set(equipment.mounts.map(({ path }) => path));
  return [...new Set(['/tmp', ...(component.writable ?? [])])].filter((folder) => !mounted.has(folder));
}

function container({ component, equipment, secretName }: PodSource, folders: readonly string[]): k8s.Container {
  const { image, command, args, port, resources = {} } = component;
  const { cpu, memoryMib, ephemeralMib } = demandOfPod(resources, folderMib(equipment));
  const kept = { memory: memoryQuantity(memoryMib), 'ephemeral-storage': memoryQuantity(ephemeralMib) };
  return {
    name: 'main',
    image,
    ...(command && { command: [...command] }),
    ...(args && { args: [...args] }),
    ...(port !== undefined && { ports: [{ name: PORT_NAME, containerPort: port }] }),
    ...environment(equipment, secretName),
    ...probes(component),
    resources: {
      requests: { cpu: cpuQuantity(cpu), ...kept },
      limits: { ...kept, ...(resources.cpuLimit !== undefined && { cpu: cpuQuantity(resources.cpuLimit) }) },
    },
    volumeMounts: [
      ...folders.map((mountPath, n) => ({ name: folderName(n), mountPath })),
      ...equipment.mounts.map(mount),
    ],
  };
}

function environment(equipment: Equipment, secretName: string): Pick<k8s.Container, 'env'> {
  const env = [
    ...Object.entries(equipment.environment).map(([name, value]) => ({ name, value })),
    ...Object.keys(equipment.secretEnvironment).map((name) => ({
      name,
      valueFrom: { secretKeyRef: { name: secretName, key: name } },
    })),
  ];
  return env.length > 0 ? { env } : {};
}

/** Time to start is five minutes; after that it counts as dead where it is not well for half a minute. */
function probes({
  port,
  probes: wanted,
}: Component): Pick<k8s.Container, 'startupProbe' | 'readinessProbe' | 'livenessProbe'> {
  if (wanted === undefined && port === undefined) return {};
  const action = wanted === undefined ? tcpProbe(PORT_NAME) : actionOf(wanted);
  return {
    startupProbe: { ...action, periodSeconds: 5, failureThreshold: 60 },
    readinessProbe: { ...action, periodSeconds: 5, failureThreshold: 2 },
    livenessProbe: { ...action, periodSeconds: 10, failureThreshold: 3 },
  };
}

function actionOf(probe: Probe): k8s.Probe {
  return 'path' in probe
    ? httpProbe(probe.path, PORT_NAME)
    : { exec: { command: [...probe.command] }, timeoutSeconds: 5 };
}

function mount({ volume: name, path: mountPath, subPath, readOnly = false }: WorkloadMount): k8s.VolumeMount {
  return { name, mountPath, readOnly, ...(subPath !== undefined && { subPath }) };
}

function folderName(n: number): string {
  return `writable-${n}`;
}

function volume(one: WorkloadVolume): k8s.Volume {
  switch (one.kind) {
    case 'empty':
      return {
        name: one.name,
        emptyDir: one.sizeLimitMib === undefined ? {} : { sizeLimit: memoryQuantity(one.sizeLimitMib) },
      };
    case 'config-map':
      return { name: one.name, configMap: { name: one.configMap } };
    case 'secret':
      return { name: one.name, secret: { secretName: one.secret } };
    default:
      return one satisfies never;
  }
}
