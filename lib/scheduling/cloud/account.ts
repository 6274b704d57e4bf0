import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { PlatformConstruct } from '../../core/construct';
import { Secret } from '../../core/secret';
import type { Machine } from '../../iaas/machine';
import type { KubernetesCloud } from '../../iaas/provider';
import type { ISite } from '../../iaas/site-interface';
import type { ClusterChart } from '../cluster-chart';

/** Who shows a provider that it may do something. */
export type CloudHolder =
  /** Programs on these hosts, by the role of their instances. */
  | { readonly kind: 'instance-role'; readonly machines: readonly Machine[] }
  /** Whoever has the key that is in these environment variables where the platform is deployed from. */
  | { readonly kind: 'key'; readonly variables: readonly string[] };

/** Keys of an account by name, and the variables that have them, after the name of the site. */
const KEYS: Record<KubernetesCloud, Readonly<Record<string, string>>> = {
  aws: { 'access-key-id': 'AWS_ACCESS_KEY_ID', 'secret-access-key': 'AWS_SECRET_ACCESS_KEY' },
  alicloud: {
    'access-key-id': 'ALIBABA_CLOUD_ACCESS_KEY_ID',
    'access-key-secret': 'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
  },
  openstack: {
    'auth-url': 'OS_AUTH_URL',
    region: 'OS_REGION_NAME',
    'application-credential-id': 'OS_APPLICATION_CREDENTIAL_ID',
    'application-credential-secret': 'OS_APPLICATION_CREDENTIAL_SECRET',
  },
};

/** How instances of a cloud get rights by their role; OpenStack has nothing of the kind. */
const INSTANCE_ROLES: Record<KubernetesCloud, boolean> = { aws: true, alicloud: true, openstack: false };

/** Where a file with settings for OpenStack is in containers. */
export const CLOUD_CONFIG_FOLDER = '/etc/config';
export const CLOUD_CONFIG = `${CLOUD_CONFIG_FOLDER}/cloud.conf`;

export interface CloudAccountProps {
  readonly site: ISite;
  readonly cloud: KubernetesCloud;
  /** Hosts of the control plane where they are on the site; programs that use the account run on them. */
  readonly controlPlane: readonly Machine[] | undefined;
}

/** What containers need to use an account. */
export interface AccountUse {
  readonly env: readonly k8s.EnvVar[];
  readonly volumes: readonly k8s.Volume[];
  readonly volumeMounts: readonly k8s.VolumeMount[];
  /** Changes when the settings do. */
  readonly texts: Readonly<Record<string, string>>;
}

/** How programs of a cluster show the provider of a site who they are. */
export class CloudAccount extends PlatformConstruct {
  public readonly site: ISite;
  public readonly cloud: KubernetesCloud;
  public readonly holder: CloudHolder;
  private readonly keys: Readonly<Record<string, string>>;

  public constructor(scope: Construct, id: string, { site, cloud, controlPlane }: CloudAccountProps) {
    super(scope, id);
    this.site = site;
    this.cloud = cloud;
    const byRole = controlPlane !== undefined && INSTANCE_ROLES[cloud];
    const prefix = site.siteName.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_');
    const variables = Object.entries(KEYS[cloud]).map(([key, name]) => [key, `${prefix}_${name}`] as const);
    this.holder = byRole
      ? { kind: 'instance-role', machines: controlPlane }
      : { kind: 'key', variables: variables.map(([, variable]) => variable) };
    this.keys = byRole
      ? {}
      : Object.fromEntries(variables.map(([key, name]) => [key, Secret.fromEnvironment(this, key, name).value]));
  }

  /** As the provider calls it; empty where it has none. */
  public get region(): string {
    const { region } = this.site.provider.settings;
    return typeof region === 'string' ? region : '';
  }

  /** Gives the containers of a program the account. @param name of the Secret with its keys in the chart's namespace */
  public use(chart: ClusterChart, name: string): AccountUse {
    const texts = this.cloud === 'openstack' ? { 'cloud.conf': openStackConfig(this.keys) } : this.keys;
    if (Object.keys(this.keys).length > 0)
      new k8s.KubeSecret(chart, 'account', {
        metadata: { name, ...(chart.namespace !== undefined && { namespace: chart.namespace }), labels: LABELS },
        stringData: texts,
      });
    const isFile = this.cloud === 'openstack';
    return {
      env: isFile ? [] : this.variables(name),
      volumes: isFile ? [{ name: 'cloud', secret: { secretName: name, defaultMode: 0o440 } }] : [],
      volumeMounts: isFile ? [{ name: 'cloud', mountPath: CLOUD_CONFIG_FOLDER, readOnly: true }] : [],
      texts,
    };
  }

  /** Environment of the SDKs: of AWS, and of Alibaba Cloud as its programs for Kubernetes read it. */
  private variables(secret: string): k8s.EnvVar[] {
    const region = { name: this.cloud === 'aws' ? 'AWS_REGION' : 'REGION_ID', value: this.region };
    const names: Readonly<Record<string, string>> =
      this.cloud === 'aws' ? KEYS.aws : { 'access-key-id': 'ACCESS_KEY_ID', 'access-key-secret': 'ACCESS_KEY_SECRET' };
    return [
      region,
      ...Object.keys(this.keys).map((key) => ({
        name: names[key] ?? key,
        valueFrom: { secretKeyRef: { name: secret, key } },
      })),
    ];
  }
}

const LABELS = { 'app.kubernetes.io/component': 'cloud', 'app.kubernetes.io/part-of': 'kubernetes' };

/** cloud.conf of cloud-provider-openstack: values in quotes, as gcfg reads them. */
function openStackConfig(keys: Readonly<Record<string, string>>): string {
  const lines = Object.entries(keys).map(([name, value]) => `${name} = "${value}"`);
  return ['[Global]', ...lines, ''].join('\n');
}
