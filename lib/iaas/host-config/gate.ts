import { TIME_UNIT } from './base';
import { word } from './encode';
import type { HostSpec, HostUnit } from './model';

/**
 * Drop-ins by which services do not start before a unit that has a gate, nor while its command fails: they try again as they do
 * after other failures. `Requires=` would restart and stop all of them with it. Left out is what opens no port for others:
 * programs that end by themselves, what runs before the host is up (a disk is mounted first), and the clock.
 */
export function gateDropIns({ units, services }: HostSpec): HostUnit[] {
  const own = units.filter(({ name }) => /^[^/]+\.service$/.test(name));
  const running = own.filter(({ content }) => !/^(Type=oneshot|DefaultDependencies=no)$/m.test(content));
  const others = services.filter((name) => name.endsWith('.service') && name !== TIME_UNIT);
  const guarded = [...new Set([...running.map(({ name }) => name), ...others])];
  return units.flatMap(({ name: gateUnit, gate }) =>
    gate === undefined ? [] : guarded.filter((name) => name !== gateUnit).map((name) => dropIn(name, gateUnit, gate)),
  );
}

/** With all rights, whoever the service runs as, and without a word. */
function dropIn(name: string, gateUnit: string, gate: string): HostUnit {
  const unit = word(gateUnit);
  return {
    name: `${name}.d/05-${gateUnit.replace(/\.service$/, '')}.conf`,
    content: `[Unit]\nWants=${unit}\nAfter=${unit}\n\n[Service]\nExecStartPre=+/bin/sh -c 'exec ${gate} >/dev/null'\n`,
  };
}
