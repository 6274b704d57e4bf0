import type { Construct } from 'constructs';
import { report } from '../../../core/finding';
import { Secret } from '../../../core/secret';
import { FLANNEL } from '../../compatibility/pod-networks';
import type { PodNetworkContext, PodNetworkPlugin } from '../plugin';
import { backendConfig, backendKernel, backendModules, backendTraffic, KEY_FORMS } from './backend';
import type { FlannelBackend } from './backend';
import { FlannelChart } from './manifests';

/** Simple and small: one program on every node, no network policies. */
export class FlannelPlugin implements PodNetworkPlugin {
  public readonly kind = 'flannel';
  public readonly release = FLANNEL;
  public readonly enforcesPolicies = false;
  public readonly encrypts: boolean;
  public readonly replacesKubeProxy = false;
  public readonly hostPorts = true;
  public readonly oneSubnet: boolean;
  public readonly unwrapped: boolean;
  public readonly experimental?: string;
  public readonly kernel;
  public readonly modules;
  public readonly traffic;

  public constructor(public readonly backend: FlannelBackend) {
    const name = backend.backend ?? 'vxlan';
    this.encrypts = name === 'wireguard' || name === 'ipsec';
    this.oneSubnet = name === 'host-gw';
    this.unwrapped = this.oneSubnet || ('directRouting' in backend && backend.directRouting === true);
    if (name === 'ipsec') this.experimental = "flannel's IPsec backend";
    this.kernel = backendKernel(backend);
    this.modules = backendModules(backend);
    this.traffic = backendTraffic(backend);
  }

  public install(scope: Construct, context: PodNetworkContext): void {
    const psk = this.keyOf(scope);
    new FlannelChart(scope, 'flannel', {
      ...context,
      backend: backendConfig(this.backend, psk?.value),
      secret: psk !== undefined,
    });
  }

  private keyOf(scope: Construct): Secret | undefined {
    const { backend } = this;
    if (backend.backend === 'wireguard')
      return this.checked(
        scope,
        'wireguard',
        backend.psk ?? new Secret(scope, 'flannel-psk', { kind: 'random', bytes: 32, encoding: 'base64' }),
      );
    if (backend.backend === 'ipsec')
      return this.checked(
        scope,
        'ipsec',
        backend.psk ?? new Secret(scope, 'flannel-psk', { kind: 'random', bytes: 48, encoding: 'hex' }),
      );
    return undefined;
  }

  private checked(scope: Construct, backend: keyof typeof KEY_FORMS, psk: Secret): Secret {
    const form = KEY_FORMS[backend];
    if (!psk.mustBe(form))
      report(scope, {
        rule: 'secret-form',
        message: `The key "${psk.node.path}" for flannel's backend ${backend} is not ${form.is}.`,
        remedy: 'Leave it out, and one is made; or give one of that form by Secret.fromEnvironment().',
      });
    return psk;
  }
}
