import type { Secret } from '../../../core/secret';
import type { SecretForm } from '../../../core/secret-form';
import { protocol, udp } from '../../../iaas/traffic/flow';
import type { Traffic } from '../../../iaas/traffic/flow';
import type { KernelNeed } from '../plugin';

/** How flannel carries packets between nodes. Names and figures: flannel-io/flannel v0.28, Documentation/backends.md. */
export type FlannelBackend =
  | {
      /** Packets in UDP; works wherever hosts reach each other. @default 'vxlan' */
      readonly backend?: 'vxlan';
      /** Number of the VXLAN. @default 1 */
      readonly vni?: number;
      /** UDP port. @default 8472 */
      readonly port?: number;
      /** Do not wrap packets between nodes of one subnet. @default false */
      readonly directRouting?: boolean;
      /** Largest packet in bytes. @default - that of the host's interface, less what wrapping takes */
      readonly mtu?: number;
    }
  | {
      /** Routes and nothing else: all nodes in one subnet, whose network lets packets of pods through. */
      readonly backend: 'host-gw';
    }
  | {
      /** Encrypted. Needs kernel 5.6. */
      readonly backend: 'wireguard';
      /** Key that all nodes have beside their own ones: 32 bytes as Base64, as `wg genpsk` makes it. @default - made once */
      readonly psk?: Secret;
      /** UDP port. @default 51820 */
      readonly port?: number;
      /** Seconds between packets that keep a way through NAT open. @default - none are sent */
      readonly keepalive?: number;
      /** Largest packet in bytes. @default - that of the host's interface, less what wrapping takes */
      readonly mtu?: number;
    }
  | {
      /** Encrypted by IPsec (strongSwan). Flannel's own documentation calls it experimental and unsupported. */
      readonly backend: 'ipsec';
      /** Key that all nodes have: 96 characters at least, without blanks, quotation marks and backslashes. @default - made once */
      readonly psk?: Secret;
      /** Wrap ESP in UDP, for networks that let nothing else through. @default false */
      readonly udpEncapsulation?: boolean;
    };

/**
 * What keys must look like (pkg/backend/wireguard/device.go, pkg/backend/ipsec/ipsec.go). A key stands in JSON and is filled in
 * as it is: so it must have nothing in it that JSON would want written otherwise.
 */
export const KEY_FORMS = {
  wireguard: { pattern: '^[A-Za-z0-9+/]{43}=$', is: '32 bytes as Base64 (44 characters)' },
  ipsec: {
    pattern: '^[!#-\\[\\]-~]{96,}$',
    is: '96 or more printable characters of ASCII without blanks, quotation marks and backslashes',
  },
} as const satisfies Record<'wireguard' | 'ipsec', SecretForm>;

/** What flannel's `net-conf.json` says of the backend; `psk` is the reference to the key, where there is one. */
export function backendConfig(backend: FlannelBackend, psk: string | undefined): Readonly<Record<string, unknown>> {
  switch (backend.backend) {
    case 'host-gw':
      return { Type: 'host-gw' };
    case 'wireguard':
      return {
        Type: 'wireguard',
        PSK: psk,
        ...(backend.port !== undefined && { ListenPort: backend.port }),
        ...(backend.keepalive !== undefined && { PersistentKeepaliveInterval: backend.keepalive }),
        ...(backend.mtu !== undefined && { MTU: backend.mtu }),
      };
    case 'ipsec':
      return { Type: 'ipsec', PSK: psk, UDPEncap: backend.udpEncapsulation ?? false };
    default:
      return {
        Type: 'vxlan',
        ...(backend.vni !== undefined && { VNI: backend.vni }),
        ...(backend.port !== undefined && { Port: backend.port }),
        ...(backend.directRouting === true && { DirectRouting: true }),
        ...(backend.mtu !== undefined && { MTU: backend.mtu }),
      };
  }
}

/** What nodes send each other; packets of pods with their own addresses are let through by every cluster. */
export function backendTraffic(backend: FlannelBackend): readonly Traffic[] {
  switch (backend.backend) {
    case 'host-gw':
      return [];
    case 'wireguard':
      return [udp(backend.port ?? 51_820)];
    case 'ipsec':
      return [udp(500, 4500), protocol('esp')];
    default:
      return [udp(backend.port ?? 8472)];
  }
}

/** Kernel modules of the backend. The names of those for IPsec: CONFIG_INET_ESP and CONFIG_XFRM_USER. */
export function backendModules({ backend = 'vxlan' }: FlannelBackend): readonly string[] {
  return { vxlan: [], 'host-gw': [], wireguard: ['wireguard'], ipsec: ['esp4', 'xfrm_user'] }[backend];
}

/** Kernels that the backend needs. */
export function backendKernel({ backend }: FlannelBackend): readonly KernelNeed[] {
  return backend === 'wireguard' ? [{ kernel: '5.6', why: 'WireGuard' }] : [];
}
