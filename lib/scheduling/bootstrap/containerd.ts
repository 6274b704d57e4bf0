import { referencesIn } from '../../core/reference';
import type { HostFile } from '../../iaas/host-config/model';
import type { RegistryMirror } from '../cluster-interface';
import type { NodeSettings } from '../node-options';
import { compareVersions, IMAGE_REGISTRY } from '../versions';
import { Paths } from './paths';
import { secretFile } from './pki-files';
import { emitToml } from './toml';
import type { TomlTable } from './toml';

/** containerd's own settings. The format follows the version: 3 from containerd 2.0 on, 2 before (docs/cri/config.md). */
export function containerdConfig(nodes: NodeSettings, pause: string): string {
  const sandbox = `${IMAGE_REGISTRY}/pause:${pause}`;
  const registry = { config_path: Paths.registries };
  const runtime: TomlTable = {
    ...(nodes.restrictOomScore && { restrict_oom_score_adj: true }),
    containerd: {
      default_runtime_name: 'runc',
      runtimes: {
        runc: { runtime_type: 'io.containerd.runc.v2', options: { SystemdCgroup: nodes.cgroupDriver === 'systemd' } },
      },
    },
  };
  if (compareVersions(nodes.containerd, '2.0') < 0)
    return emitToml({
      version: 2,
      plugins: { 'io.containerd.grpc.v1.cri': { sandbox_image: sandbox, registry, ...runtime } },
    });
  return emitToml({
    version: 3,
    plugins: {
      'io.containerd.cri.v1.images': { pinned_images: { sandbox }, registry },
      'io.containerd.cri.v1.runtime': runtime,
    },
  });
}

/**
 * How long containerd waits for a connection to a mirror: its own 30 s, for each layer and each address of a mirror that is
 * out of reach, would be minutes for one image. Mirrors are near.
 */
const DIAL_TIMEOUT = '3s';

/** One that hosts ask, with where its authority is. */
interface Mirror {
  readonly url: string;
  readonly table: TomlTable;
  readonly files: readonly HostFile[];
}

/**
 * Where containerd looks for images: proxies on the node itself, then mirrors, each in the order in which they were added,
 * then the registry itself, so that nodes start also while a mirror in the cluster does not. Where the registry itself is not
 * to be asked, the last mirror stands in its place (docs/hosts.md and core/remotes/docker/config/hosts.go of
 * containerd/containerd 2.3).
 */
export function mirrorFiles(mirrors: readonly RegistryMirror[]): HostFile[] {
  const upstreams = [...new Set(mirrors.map(({ upstream }) => upstream))];
  return upstreams.flatMap((upstream) => {
    const folder = `${Paths.registries}/${upstream}`;
    const own = mirrors.filter((mirror) => mirror.upstream === upstream);
    const asked = inOrder(own).map((mirror, n) => mirrorOf(mirror, `${folder}/mirror-${n + 1}.crt`));
    const last = own.some(({ fallback }) => fallback === false) ? asked.at(-1) : undefined;
    const hosts = asked.filter((mirror) => mirror !== last).map(({ url, table }) => [url, table] as const);
    const end = last === undefined ? { server: serverOf(upstream) } : { server: last.url, ...last.table };
    return [
      {
        path: `${folder}/hosts.toml`,
        content: emitToml({ ...end, ...(hosts.length > 0 && { host: Object.fromEntries(hosts) }) }),
      },
      ...asked.flatMap(({ files }) => files),
    ];
  });
}

function inOrder(mirrors: readonly RegistryMirror[]): readonly RegistryMirror[] {
  const isProxy = ({ kind }: RegistryMirror) => kind === 'proxy';
  return [...mirrors.filter(isProxy), ...mirrors.filter((mirror) => !isProxy(mirror))];
}

/** A URL with a path is taken as the whole root of the registry's API, as Harbor's `/v2/<project>` is. */
function mirrorOf({ url, authority, headers }: RegistryMirror, authorityFile: string): Mirror {
  const at = url();
  return {
    url: at,
    table: {
      capabilities: ['pull', 'resolve'],
      dial_timeout: DIAL_TIMEOUT,
      ...(/^https?:\/\/[^/]+\/./.test(at) && { override_path: true }),
      ...(authority !== undefined && { ca: authorityFile }),
      ...(headers !== undefined && { header: headers }),
    },
    files: authority === undefined ? [] : [authorityCertificate(authorityFile, authority)],
  };
}

function authorityCertificate(path: string, content: string): HostFile {
  return referencesIn(content).length > 0 ? secretFile(path, content) : { path, content };
}

function serverOf(upstream: string): string {
  return upstream === 'docker.io' ? 'https://registry-1.docker.io' : `https://${upstream}`;
}
