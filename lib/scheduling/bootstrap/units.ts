import { SECRETS_UNIT } from '../../iaas/host-config/model';
import type { HostUnit } from '../../iaas/host-config/model';
import { Paths } from './paths';

/** Sections of a systemd unit; a setting with several values stands on as many lines. */
type Sections = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** Text of a systemd unit. Values are ours alone: paths and words, nothing that systemd would expand. */
function unitText(sections: Sections): string {
  return Object.entries(sections)
    .map(([name, settings]) => {
      const lines = Object.entries(settings).flatMap(([key, value]) =>
        [value].flat().map((text) => `${key}=${text}\n`),
      );
      return `[${name}]\n${lines.join('')}`;
    })
    .join('\n');
}

const NODE_UNIT = 'altostratus-node.service';
const NETWORK = 'network-online.target';

/** Tries again for ever. */
const PATIENT = { StartLimitIntervalSec: '0' };

/** Before and without which a unit does not start. */
function after(...units: readonly string[]): { readonly Wants: string; readonly After: string } {
  return { Wants: units.join(' '), After: units.join(' ') };
}

export function prepareNodeUnit(program: string, settings: string): HostUnit {
  return {
    name: NODE_UNIT,
    content: unitText({
      Unit: {
        Description: 'Prepare the host for kubelet',
        After: 'systemd-resolved.service',
        Before: 'kubelet.service',
      },
      Service: { Type: 'oneshot', RemainAfterExit: 'yes', EnvironmentFile: settings, ExecStart: program },
    }),
  };
}

/** In words: what restarts kubelet on a drained node, and etcd while all its other members are well. */
const UPGRADE = 'altostratus-upgrade';

/** kubelet as kubeadm wants it: its flags come from files that `init` and `join` write, and before them it does not start. */
export function kubeletUnits(folder: string): readonly HostUnit[] {
  const unit = unitText({
    Unit: {
      Description: 'kubelet: the Kubernetes node agent',
      Documentation: 'https://kubernetes.io/docs/',
      ...after(NETWORK, 'containerd.service', NODE_UNIT),
      ConditionPathExists: '/var/lib/kubelet/config.yaml',
      ...PATIENT,
    },
    Service: { ExecStart: `${folder}/kubelet`, Restart: 'always', RestartSec: '10' },
  });
  const flags = unitText({
    Service: {
      Environment: [
        `"KUBELET_KUBECONFIG_ARGS=--bootstrap-kubeconfig=${Paths.kubernetes}/bootstrap-kubelet.conf --kubeconfig=${Paths.kubernetes}/kubelet.conf"`,
        '"KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"',
      ],
      EnvironmentFile: '-/var/lib/kubelet/kubeadm-flags.env',
      ExecStart: [
        '',
        `${folder}/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS`,
      ],
    },
  });
  return [
    { name: 'kubelet.service', content: unit, mode: '0600', restartedBy: UPGRADE }, // CIS 4.1.1
    { name: 'kubelet.service.d/10-kubeadm.conf', content: flags, mode: '0600' },
  ];
}

/** Keeps once more what programs have written; they start it when they have. */
export const KEEP_UNIT = 'altostratus-keep.service';

/** What guards the files that others read, against power cuts. */
export function guardUnits(program: string, settings: string): readonly HostUnit[] {
  const service = { Type: 'oneshot', EnvironmentFile: settings };
  const readers = ['containerd', 'etcd', 'haproxy', 'keepalived', 'kubelet'].map((name) => `${name}.service`);
  const mend = unitText({
    Unit: {
      Description: 'Put back files that a power cut has torn',
      Before: [...readers, NODE_UNIT, 'altostratus-control-plane.service', 'altostratus-join.service'].join(' '),
    },
    // Stopped after its readers, when the host is shut down: what is there then is what somebody wanted.
    Service: { ...service, RemainAfterExit: 'yes', ExecStart: `${program} mend`, ExecStop: `${program} keep` },
  });
  const keep = unitText({
    Unit: { Description: 'Keep a copy of the files that programs have written', ...PATIENT },
    Service: { ...service, ExecStart: `${program} keep` },
  });
  return [
    { name: 'altostratus-mend.service', content: mend },
    { name: KEEP_UNIT, content: keep, enable: false },
  ];
}

export interface EtcdUnitProps {
  readonly prepare: string;
  readonly settings: string;
  readonly answerFile: string;
  readonly servedFile: string;
  /** Ends when the member has a vote; until then the unit is still starting. */
  readonly promote: string;
}

/** It is not started before it has a quorum, so nothing that another member needs may wait for it. */
export function etcdUnit({ prepare, settings, answerFile, servedFile, promote }: EtcdUnitProps): HostUnit {
  return {
    name: 'etcd.service',
    restartedBy: UPGRADE,
    content: unitText({
      Unit: {
        Description: 'etcd member of a Kubernetes cluster',
        Documentation: 'https://etcd.io/docs/',
        ...after(NETWORK, SECRETS_UNIT),
        ...PATIENT,
      },
      Service: {
        Type: 'notify',
        TimeoutStartSec: '0',
        EnvironmentFile: [settings, `-${answerFile}`],
        ExecStartPre: prepare,
        ExecStart: `${Paths.binaries}/etcd`,
        ExecStartPost: [
          `/bin/mkdir -p ${Paths.state}`,
          `/usr/bin/touch ${servedFile}`,
          `/bin/systemctl start --no-block ${KEEP_UNIT}`,
          // What goes wrong there stops no member.
          `-${promote}`,
        ],
        Restart: 'always',
        RestartSec: '5',
        LimitNOFILE: '65536',
        OOMScoreAdjust: '-999',
      },
    }),
  };
}

export interface LoopUnitProps {
  readonly name: string;
  readonly description: string;
  readonly program: string;
  readonly settings: string;
}

/** A program that ends after each round and is started again. */
export function loopUnit({ name, description, program, settings }: LoopUnitProps): HostUnit {
  return {
    name,
    content: unitText({
      Unit: { Description: description, ...after(NETWORK, SECRETS_UNIT), ...PATIENT },
      Service: {
        EnvironmentFile: settings,
        ExecStart: program,
        Restart: 'always',
        RestartSec: '15',
        PrivateTmp: 'yes',
      },
    }),
  };
}

export interface StepUnitProps {
  readonly name: string;
  readonly description: string;
  readonly program: string;
  readonly settings: string;
  /** File that is there once it has succeeded. */
  readonly done: string;
}

/** A program that is run until it succeeds once. */
export function stepUnit({ name, description, program, settings, done }: StepUnitProps): HostUnit {
  return {
    name,
    content: unitText({
      Unit: {
        Description: description,
        ...after(NETWORK, SECRETS_UNIT, 'containerd.service', NODE_UNIT),
        ConditionPathExists: `!${done}`,
        ...PATIENT,
      },
      Service: {
        Type: 'oneshot',
        EnvironmentFile: settings,
        ExecStart: program,
        TimeoutStartSec: 'infinity',
        Restart: 'on-failure',
        RestartSec: '5',
      },
    }),
  };
}
