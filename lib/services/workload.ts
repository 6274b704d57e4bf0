import { createHash } from 'node:crypto';
import { k8s } from 'cdk8s-plus-27';

const CONTAINER_SECURITY: k8s.SecurityContext = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
};

/**
 * The specification of a pod with no more rights than it says it needs: fields of the security contexts that it sets itself
 * win, all others are those of the Pod Security level `restricted`.
 */
export function hardened(spec: k8s.PodSpec): k8s.PodSpec {
  const harden = (container: k8s.Container): k8s.Container => ({
    imagePullPolicy: 'IfNotPresent',
    ...container,
    securityContext: { ...CONTAINER_SECURITY, ...container.securityContext },
  });
  return {
    automountServiceAccountToken: false,
    // Variables like REGISTRY_PORT, which Kubernetes makes from Services, are settings to some programs.
    enableServiceLinks: false,
    ...spec,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' }, ...spec.securityContext },
    ...(spec.initContainers && { initContainers: spec.initContainers.map(harden) }),
    containers: spec.containers.map(harden),
  };
}

/**
 * What a container is given and may not pass. There is no limit of processor time: it would slow the container down while
 * its node has nothing else to do.
 * @param cpu e.g. `100m`
 * @param memory e.g. `256Mi`; requested, and the limit
 */
export function resources(cpu: string, memory: string): k8s.ResourceRequirements {
  return {
    requests: { cpu: k8s.Quantity.fromString(cpu), memory: k8s.Quantity.fromString(memory) },
    limits: { memory: k8s.Quantity.fromString(memory) },
  };
}

/** Asks a path of a named port; anything but 200 to 399 is a failure. */
export function httpProbe(path: string, port: string, scheme: 'HTTP' | 'HTTPS' = 'HTTP'): k8s.Probe {
  return { httpGet: { path, port: k8s.IntOrString.fromString(port), scheme }, timeoutSeconds: 5 };
}

/** Opens a connection to a named port. */
export function tcpProbe(port: string): k8s.Probe {
  return { tcpSocket: { port: k8s.IntOrString.fromString(port) }, timeoutSeconds: 5 };
}

/**
 * Keeps pods with these labels on different nodes, and in different zones as far as there are any.
 * @param apart `always`: rather wait for a node than share one; `if-possible`: rather share one
 */
export function spread(
  matchLabels: Record<string, string>,
  apart: 'always' | 'if-possible',
): k8s.TopologySpreadConstraint[] {
  const over = (topologyKey: string, whenUnsatisfiable: string) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable,
    labelSelector: { matchLabels },
  });
  return [
    over('kubernetes.io/hostname', apart === 'always' ? 'DoNotSchedule' : 'ScheduleAnyway'),
    over('topology.kubernetes.io/zone', 'ScheduleAnyway'),
  ];
}

/** An empty folder that lives as long as the pod. @param sizeLimit e.g. `64Mi` */
export function emptyFolder(name: string, sizeLimit: string): k8s.Volume {
  return { name, emptyDir: { sizeLimit: k8s.Quantity.fromString(sizeLimit) } };
}

/** Files of a ConfigMap as a volume of the same name. */
export function configVolume(configMap: string): k8s.Volume {
  return { name: configMap, configMap: { name: configMap } };
}

/** Files of a Secret as a volume of the same name, readable by the pod's group. */
export function secretVolume(secretName: string): k8s.Volume {
  return { name: secretName, secret: { secretName, defaultMode: 0o440 } };
}

/** Environment variables, in order of their names. */
export function variables(values: Readonly<Record<string, string>>): k8s.EnvVar[] {
  return Object.entries(values)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ name, value }));
}

/** Environment variables with values of a Secret object: name of the variable to key. */
export function secretVariables(secret: string, keys: Readonly<Record<string, string>>): k8s.EnvVar[] {
  return Object.entries(keys).map(([name, key]) => ({ name, valueFrom: { secretKeyRef: { name: secret, key } } }));
}

/** A short mark that changes when the data does. */
export function checksum(data: object): string {
  return createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 16);
}
