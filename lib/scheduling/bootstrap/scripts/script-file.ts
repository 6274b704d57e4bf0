import type { HostFile } from '../../../iaas/host-config/model';
import { shellProgram } from '../../../iaas/host-config/program';
import { Paths } from '../paths';

/** A program of ours on a host. Scripts are constant texts: what differs from host to host comes in by their settings file. */
export function scriptFile(name: string, content: string): HostFile {
  return { path: programPath(name), content: shellProgram(content), mode: '0755' };
}

export function programPath(name: string): string {
  return `${Paths.programs}/${name}`;
}
