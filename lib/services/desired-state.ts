import type { k8s } from 'cdk8s-plus-27';
import { APPLY, RUN } from './desired-state-script';
import { podsWith, port } from './network-rules';
import type { Component, ServiceChart } from './service-chart';
import { configVolume, emptyFolder, resources, secretVolume, variables } from './workload';

/** One request that brings a program to what it should be. All can be sent again at any time. */
export interface DesiredRequest {
  /** LOGIN is a POST whose answer has an `accessToken` for all that follow. */
  readonly verb: 'PUT' | 'POST' | 'DELETE' | 'LOGIN';
  readonly path: string;
  /** Codes that say that it is as it should be. */
  readonly accepted: readonly number[];
  /** May hold references to secrets. @default - no body */
  readonly body?: string;
}

export interface DesiredStateProps {
  /** Name of the workload. */
  readonly name: string;
  /** Of the program, without a path. */
  readonly url: string;
  /** Port of its pods, and their labels. */
  readonly target: { readonly port: number; readonly selector: Record<string, string> };
  readonly contentType: string;
  /** Asked when the tree is complete. */
  readonly requests: () => readonly DesiredRequest[];
  /** Secret with a certificate that it shows, and with the authority of the program's. @default - plain HTTP */
  readonly tlsSecret?: string;
}

const IMAGE = 'docker.io/curlimages/curl:8.16.0';
const USER = 65_534;
const SCRIPTS = '/scripts';
const REQUESTS = '/requests';
const TLS = '/tls';
const WORK = '/work';

/**
 * Keeps what a program has in its own database (accounts, rules of retention) as the platform says. It is a Deployment and
 * not a Job because a Job cannot be changed: where the requests change the pod is replaced, sends all of them until they are
 * accepted, and is ready then.
 */
export function createDesiredState(chart: ServiceChart, props: DesiredStateProps): Component {
  const { name, target } = props;
  const component = chart.component('curl', 'desired-state', name);
  const scripts = chart.configMap(component, name, { 'apply.sh': APPLY, 'run.sh': RUN });
  const files = () => requestFiles(props.requests());
  const requests = chart.secret(component, name, files);
  const tls = props.tlsSecret;
  chart.deployment(component, {
    reads: [scripts, requests],
    recreate: true,
    pod: {
      securityContext: { runAsUser: USER, runAsGroup: USER, fsGroup: USER },
      volumes: [
        configVolume(scripts.name),
        { ...secretVolume(requests.name), name: 'requests' },
        emptyFolder('work', '8Mi'),
        ...(tls === undefined ? [] : [secretVolume(tls)]),
      ],
      containers: [
        {
          name: 'curl',
          image: IMAGE,
          command: ['/bin/sh', `${SCRIPTS}/run.sh`],
          env: variables({
            CONTENT_TYPE: props.contentType,
            REQUESTS,
            SCRIPTS,
            URL: props.url,
            WORK,
            ...(tls !== undefined && { TLS }),
          }),
          resources: resources('5m', '32Mi'),
          readinessProbe: { exec: { command: ['/bin/test', '-f', `${WORK}/applied`] }, periodSeconds: 5 },
          volumeMounts: mounts(scripts.name, tls),
        },
      ],
    },
  });
  chart.allow(component, { egress: [{ to: [podsWith(target.selector)], ports: [port(target.port)] }] });
  return component;
}

function mounts(scripts: string, tls: string | undefined): k8s.VolumeMount[] {
  return [
    { name: scripts, mountPath: SCRIPTS, readOnly: true },
    { name: 'requests', mountPath: REQUESTS, readOnly: true },
    { name: 'work', mountPath: WORK },
    ...(tls === undefined ? [] : [{ name: tls, mountPath: TLS, readOnly: true }]),
  ];
}

/** The list that the script reads, and a file for each body. */
export function requestFiles(requests: readonly DesiredRequest[]): Record<string, string> {
  const file = (n: number) => `body-${String(n + 1).padStart(3, '0')}`;
  const lines = requests.map(({ verb, accepted, path, body }, n) =>
    [verb, accepted.join(','), path, body === undefined ? '-' : file(n)].join(' '),
  );
  const bodies = requests.flatMap(({ body }, n) => (body === undefined ? [] : [[file(n), body] as const]));
  return { list: `${lines.join('\n')}\n`, ...Object.fromEntries(bodies) };
}
