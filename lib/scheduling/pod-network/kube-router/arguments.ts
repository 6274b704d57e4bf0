import type { ICluster } from '../../cluster-interface';
import type { Advertised, BgpOptions, KubeRouterOptions } from './options';

/** Port on which kube-router says whether it is well. */
export const HEALTH_PORT = 20_244;

/** Folder of its settings in its pod, and the file with passwords of BGP peers. */
export const SETTINGS_FOLDER = '/etc/kube-router';
export const PASSWORDS_FILE = '/run/kube-router/passwords';

/** Its command line (pkg/options/options.go, v2.11.1). */
export function argumentsOf(cluster: ICluster, options: KubeRouterOptions): string[] {
  const { serviceProxy = true, firewall = true, bgp } = options;
  return [
    '--run-router=true',
    `--run-firewall=${firewall}`,
    `--run-service-proxy=${serviceProxy}`,
    '--bgp-graceful-restart=true',
    ...overlayArguments(options),
    `--kubeconfig=${SETTINGS_FOLDER}/kubeconfig`,
    `--service-cluster-ip-range=${cluster.serviceCidr.toString()}`,
    '--service-node-port-range=30000-32767',
    ...addressArguments(options),
    ...(bgp === undefined ? [] : bgpArguments(bgp)),
    `--health-port=${HEALTH_PORT}`,
  ];
}

function overlayArguments({ overlay = 'subnet', encapsulation = 'ipip' }: KubeRouterOptions): string[] {
  if (overlay === 'none') return ['--enable-overlay=false'];
  return [
    `--overlay-type=${overlay}`,
    ...(encapsulation === 'ipip' ? [] : ['--overlay-encap=fou', `--overlay-encap-port=${encapsulation.udpPort}`]),
  ];
}

/** Where ranges are named, other addresses are refused; where none are, whoever made a balancer sets its address. */
function addressArguments({ externalAddresses = [], balancerAddresses = [] }: KubeRouterOptions): string[] {
  return [
    `--strict-external-ip-validation=${externalAddresses.length + balancerAddresses.length > 0}`,
    ...externalAddresses.map((range) => `--service-external-ip-range=${range}`),
    ...balancerAddresses.map((range) => `--loadbalancer-ip-range=${range}`),
    ...(balancerAddresses.length > 0 ? ['--run-loadbalancer=true'] : []),
  ];
}

const ADVERTISE: Readonly<Record<Advertised, string>> = {
  cluster: '--advertise-cluster-ip=true',
  external: '--advertise-external-ip=true',
  balancer: '--advertise-loadbalancer-ip=true',
};

function bgpArguments({
  asn,
  peers = [],
  advertise = [],
  advertisePods = true,
  fullMesh = true,
}: BgpOptions): string[] {
  return [
    ...(asn === undefined ? [] : [`--cluster-asn=${asn}`]),
    `--nodes-full-mesh=${fullMesh}`,
    `--advertise-pod-cidr=${advertisePods}`,
    ...advertise.map((what) => ADVERTISE[what]),
    ...(peers.length === 0
      ? []
      : [
          `--peer-router-ips=${peers.map(({ address }) => address).join(',')}`,
          `--peer-router-asns=${peers.map((peer) => peer.asn).join(',')}`,
          `--peer-router-ports=${peers.map(({ port = 179 }) => port).join(',')}`,
        ]),
    ...(peers.some(({ password }) => password !== undefined) ? [`--peer-router-passwords-file=${PASSWORDS_FILE}`] : []),
  ];
}
