import * as fs from 'node:fs';
import * as path from 'node:path';
import type { NodeOptions } from 'altostratus';
import { fileOf, settled } from '../scheduling/sample-cluster';
import { describeWith, run, temporaryFolder } from './programs';

describeWith(['containerd'], 'containerd', () => {
  const folder = temporaryFolder();

  /** What it makes of the configuration of a host. */
  function understood(nodes: NodeOptions): string {
    const file = path.join(folder, 'config.toml');
    fs.writeFileSync(file, fileOf(settled({ nodes }).general.machines[0], '/etc/containerd/config.toml'));
    return run('containerd', ['--config', file, 'config', 'dump']);
  }

  it.each([
    ['format 3, of containerd 2', {}],
    ['format 2, of containerd 1', { containerd: '1.7.34' }],
  ])('takes %s', (_, nodes) => {
    const dump = understood(nodes);
    expect(dump).not.toMatch(/level=(error|fatal)/);
    expect(dump).toMatch(/^ *sandbox = 'registry\.k8s\.io\/pause:3\.10\.2'$/m);
    expect(dump).toMatch(/^ *config_path = '\/etc\/containerd\/certs\.d'$/m);
    expect(dump).toMatch(/^ *SystemdCgroup = true$/m);
    expect(dump).toMatch(/^ *bin_dirs = \['\/opt\/cni\/bin'\]$/m);
  });

  it('takes the settings of hosts that are containers themselves', () => {
    const dump = understood({ restrictOomScore: true, cgroupDriver: 'cgroupfs' });
    expect(dump).toMatch(/^ *restrict_oom_score_adj = true$/m);
    expect(dump).toMatch(/^ *SystemdCgroup = false$/m);
  });
});
