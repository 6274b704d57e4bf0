import type { k8s } from 'cdk8s-plus-27';
import type { IWorkerPool } from '../../scheduling/cluster-interface';
import { placementOn } from '../../scheduling/placement';
import { configVolume, emptyFolder, httpProbe, resources, spread } from '../../services/workload';
import { DYNAMIC_FOLDER, STATIC_FOLDER, TERMINATION_SECONDS, TRAEFIK_PORTS } from './traefik-config';

/** Newest of the 3.7 line, of 2026-11. Source: github.com/traefik/traefik/releases */
const IMAGE = 'docker.io/library/traefik:v3.7.13';

/** Nobody in particular: the image has no user of its own. */
const USER = 65532;

export interface TraefikPodProps {
  /** Labels that its pods have and no others. */
  readonly selector: Record<string, string>;
  readonly serviceAccount: string;
  readonly pool: IWorkerPool | undefined;
  /** ConfigMap of what it reads when it starts. */
  readonly staticConfig: string;
  /** ConfigMap of what it reads again when it changes. */
  readonly dynamicConfig: string;
  /** Secret of the gateway's own certificate; undefined where it has none. */
  readonly certificate: string | undefined;
}

/** The pod of Traefik; the chart takes the rights that it does not need. */
export function traefikPod(props: TraefikPodProps): k8s.PodSpec {
  return {
    serviceAccountName: props.serviceAccount,
    automountServiceAccountToken: true,
    priorityClassName: 'system-cluster-critical',
    terminationGracePeriodSeconds: TERMINATION_SECONDS,
    ...placementOn(props.pool),
    topologySpreadConstraints: spread(props.selector, 'if-possible'),
    securityContext: { runAsUser: USER, runAsGroup: USER, fsGroup: USER },
    containers: [traefikContainer(props)],
    volumes: [
      configVolume(props.staticConfig),
      { name: 'dynamic', projected: { sources: dynamicSources(props) } },
      emptyFolder('tmp', '64Mi'),
    ],
  };
}

function traefikContainer({ staticConfig }: TraefikPodProps): k8s.Container {
  const ping = httpProbe('/ping', 'ping');
  return {
    name: 'traefik',
    image: IMAGE,
    args: [`--configFile=${STATIC_FOLDER}/traefik.yaml`],
    ports: Object.entries(TRAEFIK_PORTS).map(([name, containerPort]) => ({ name, containerPort })),
    startupProbe: { ...ping, periodSeconds: 2, failureThreshold: 30 },
    readinessProbe: { ...ping, periodSeconds: 5, failureThreshold: 1 },
    livenessProbe: { ...ping, periodSeconds: 10, failureThreshold: 3 },
    resources: resources('100m', '256Mi'),
    volumeMounts: [
      { name: staticConfig, mountPath: STATIC_FOLDER, readOnly: true },
      { name: 'dynamic', mountPath: DYNAMIC_FOLDER, readOnly: true },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  };
}

/** Settings and certificate in one folder, so that Traefik sees a renewed certificate by itself. */
function dynamicSources({ dynamicConfig, certificate }: TraefikPodProps): k8s.VolumeProjection[] {
  const settings = { configMap: { name: dynamicConfig } };
  return certificate === undefined ? [settings] : [settings, { secret: { name: certificate } }];
}
