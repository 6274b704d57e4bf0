import { SECRETS_UNIT } from '../../iaas/host-config/model';
import type { HostUnit } from '../../iaas/host-config/model';

export interface TimerProps {
  /** Without ending. */
  readonly name: string;
  readonly description: string;
  readonly program: string;
  readonly settings: string;
  /** When, as systemd.time(7) has it: `*-*-* *:20:00`. */
  readonly at: string;
}

/** A program that is run at times, and at the next boot where a time was missed. Paths and words are ours alone. */
export function timerUnits({ name, description, program, settings, at }: TimerProps): readonly HostUnit[] {
  const network = 'network-online.target';
  return [
    {
      name: `${name}.service`,
      enable: false,
      content: `[Unit]
Description=${description}
Wants=${network} ${SECRETS_UNIT}
After=${network} ${SECRETS_UNIT}

[Service]
Type=oneshot
EnvironmentFile=${settings}
ExecStart=${program}
PrivateTmp=yes
Nice=10
IOSchedulingClass=idle
`,
    },
    {
      name: `${name}.timer`,
      content: `[Unit]
Description=${description}

[Timer]
OnCalendar=${at}
Persistent=true
AccuracySec=10s
`,
    },
  ];
}
