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
 * Where containerd looks for images: the mirrors of a registry in the order in which they were added, then the registry
 * itself, so that nodes start also while a mirror in the cluster does not (docs/hosts.md).
 */
export function mirrorFiles(mirrors: readonly RegistryMirror[]): HostFile[] {
  const upstreams = [...new Set(mirrors.map(({ upstream }) => upstream))];
  return upstreams.flatMap((upstream) => {
    const folder = `${Paths.registries}/${upstream}`;
    const own = mirrors
      .filter((mirror) => mirror.upstream === upstream)
      .map(({ url, authority }, n) => ({ url: url(), authority, authorityFile: `${folder}/mirror-${n + 1}.crt` }));
    const hosts = own.map(
      ({ url, authority, authorityFile }) => [url, hostTable(url, authority && authorityFile)] as const,
    );
    return [
      {
        path: `${folder}/hosts.toml`,
        content: emitToml({ server: serverOf(upstream), host: Object.fromEntries(hosts) }),
      },
      ...own.flatMap(({ authority, authorityFile }) =>
        authority ? [authorityCertificate(authorityFile, authority)] : [],
      ),
    ];
  });
}

/** A URL with a path is taken as the whole root of the registry's API, as Harbor's `/v2/<project>` is. */
function hostTable(url: string, authorityFile: string | undefined): TomlTable {
  return {
    capabilities: ['pull', 'resolve'],
    ...(/^https?:\/\/[^/]+\/./.test(url) && { override_path: true }),
    ...(authorityFile !== undefined && { ca: authorityFile }),
  };
}

function authorityCertificate(path: string, content: string): HostFile {
  return referencesIn(content).length > 0 ? secretFile(path, content) : { path, content };
}

function serverOf(upstream: string): string {
  return upstream === 'docker.io' ? 'https://registry-1.docker.io' : `https://${upstream}`;
}
