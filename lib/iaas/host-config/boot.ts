import { renderCloudInit } from './cloud-init';
import type { HostConfig, HostConflict } from './host-config';
import { layOut } from './layout';
import type { HostFile } from './model';
import { renderScript } from './script';

/** A file as a Plan holds it. */
export interface BootFile {
  readonly path: string;
  readonly mode: string;
  readonly content: string;
}

/** What a host boots from. */
export interface Boot {
  /** `#cloud-config` text. */
  readonly userData: string;
  /** The same as a bash script. */
  readonly script: string;
  /** Files with secrets: in neither of the two, delivered apart. */
  readonly secretFiles: readonly BootFile[];
  /** All other files, for review; they are in both renderings. */
  readonly files: readonly BootFile[];
  /** Where parts contradict each other; the first one's wish is in the renderings. */
  readonly conflicts: readonly HostConflict[];
}

/**
 * Renders everything that a host gets.
 * @throws UnsettledError where the tree is not complete, or the ledger had no number to give (a finding says so)
 */
export function bootOf(host: HostConfig): Boot {
  const { spec, conflicts } = host.merge();
  const layout = layOut(spec);
  return {
    userData: renderCloudInit(spec, layout),
    script: renderScript(spec, layout),
    secretFiles: layout.secretFiles.map((file) => bootFile(file, '0600')),
    files: layout.files.map((file) => bootFile(file, '0644')),
    conflicts,
  };
}

function bootFile({ path, content, mode }: HostFile, usual: string): BootFile {
  return { path, mode: mode ?? usual, content };
}
