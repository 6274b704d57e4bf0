import { deliver, SECRET_MODE, storedName } from '../secrets/deliver';
import { storedScript } from '../secrets/stored-script';
import type { StoredPart } from '../secrets/stored-script';
import { renderBootStub } from './boot-stub';
import { renderCloudInit } from './cloud-init';
import type { HostConfig, HostConflict } from './host-config';
import { layOut } from './layout';
import type { HostFile, HostSpec } from './model';
import { renderScript } from './script';

/** A file as a Plan holds it. */
export interface BootFile {
  readonly path: string;
  readonly mode: string;
  readonly content: string;
}

/** A file with secrets. */
export interface SecretBootFile extends BootFile {
  /** Its name in the provider's secret store, where it comes from there. */
  readonly stored?: string;
}

/** What a host boots from. */
export interface Boot {
  /** Everything that it gets, merged; what delivers its secrets included. */
  readonly spec: HostSpec;
  /** `#cloud-config` text: everything, or what fetches the script from the site's store and runs it. */
  readonly userData: string;
  /** The same as a bash script. */
  readonly script: string;
  /** The script as the site's store has it, in its order; empty where user data hold everything. */
  readonly stored: readonly StoredPart[];
  /** Files with secrets: in neither of the two, delivered apart. Empty where they are delivered inside of the two. */
  readonly secretFiles: readonly SecretBootFile[];
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
  const { delivery } = host;
  const { spec: wanted, conflicts } = host.merge();
  const spec = deliver(wanted, delivery);
  const layout = layOut(spec);
  const script = { hostname: spec.hostname, script: renderScript(spec, layout) };
  // Always from the store where there is one, however small it is: no limit that is crossed changes how hosts boot.
  const stored = delivery.kind === 'store' ? storedScript(script, delivery) : [];
  return {
    spec,
    userData:
      delivery.kind === 'store' ? renderBootStub(script, stored, delivery.store) : renderCloudInit(spec, layout),
    script: script.script,
    stored,
    secretFiles: layout.secretFiles.map((file) => ({
      ...bootFile(file, SECRET_MODE),
      ...(delivery.kind === 'store' && { stored: storedName(file, delivery.prefix) }),
    })),
    files: layout.files.map((file) => bootFile(file, '0644')),
    conflicts,
  };
}

function bootFile({ path, content, mode }: HostFile, usual: string): BootFile {
  return { path, mode: mode ?? usual, content };
}
