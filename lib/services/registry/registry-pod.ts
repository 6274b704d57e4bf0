import type { k8s } from 'cdk8s-plus-27';
import { emitYaml } from '../../core/yaml';
import type { Component, ServiceChart, StartFiles } from '../service-chart';
import { configVolume, httpProbe, resources, secretVolume } from '../workload';
import { REGISTRY, registryConfig } from './registry-config';
import type { RegistryDuty } from './registry-config';

/** `3.1.1` is the newest in docker.io/library/registry that has this configuration. */
export const REGISTRY_IMAGE = 'docker.io/library/registry:3.1.1';

/** Not root; no user of the image has this number, so that files in volumes belong to nobody else. */
export const REGISTRY_USER = 10_000;

/** The configuration of one process as a ConfigMap; `config.yml` in it. */
export function createConfig(chart: ServiceChart, component: Component, name: string, duty: RegistryDuty): StartFiles {
  return chart.configMap(component, name, { 'config.yml': emitYaml(registryConfig(duty)) });
}

/** One process of a registry. @param config name of its ConfigMap */
export function registryContainer(
  kind: RegistryDuty['kind'],
  config: string,
  secret: string,
  tls: string,
): k8s.Container {
  const probe = httpProbe('/', kind, 'HTTPS');
  return {
    name: kind,
    image: REGISTRY_IMAGE,
    args: [`${REGISTRY.config}/config.yml`],
    env: [
      // What is begun at one replica is ended at another: all sign with the same key.
      { name: 'REGISTRY_HTTP_SECRET', valueFrom: { secretKeyRef: { name: secret, key: 'http-secret' } } },
      { name: 'OTEL_TRACES_EXPORTER', value: 'none' },
    ],
    ports: [{ name: kind, containerPort: REGISTRY.ports[kind] }],
    resources: resources('100m', '256Mi'),
    startupProbe: { ...probe, periodSeconds: 5, failureThreshold: 24 },
    readinessProbe: probe,
    livenessProbe: { ...probe, periodSeconds: 20 },
    volumeMounts: [
      { name: 'data', mountPath: REGISTRY.data, readOnly: kind === 'pull' },
      { name: config, mountPath: REGISTRY.config, readOnly: true },
      { name: tls, mountPath: REGISTRY.tls, readOnly: true },
    ],
  };
}

/** What all pods of a registry have, beside their containers. */
export function registryPod(
  claimName: string,
  tls: string,
  configs: readonly string[],
): Omit<k8s.PodSpec, 'containers'> {
  return {
    securityContext: {
      runAsUser: REGISTRY_USER,
      runAsGroup: REGISTRY_USER,
      fsGroup: REGISTRY_USER,
      fsGroupChangePolicy: 'OnRootMismatch', // a volume of many files would be gone through at every start
    },
    terminationGracePeriodSeconds: 30,
    volumes: [{ name: 'data', persistentVolumeClaim: { claimName } }, secretVolume(tls), ...configs.map(configVolume)],
  };
}
