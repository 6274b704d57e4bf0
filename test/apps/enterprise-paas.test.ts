import * as fs from 'node:fs';
import * as path from 'node:path';
import { findings, synthesize } from 'altostratus/testing';
import type { Plan } from 'altostratus';
import { renderFiles } from '../../lib/output/render-files';
import { emitYaml } from '../../lib/core/yaml';
import { ENVIRONMENTS, enterprise } from './settings';

const GOLDEN = path.join(__dirname, 'golden');
const UPDATE = process.env.UPDATE_GOLDEN === '1';

function planOf(environment: (typeof ENVIRONMENTS)[number]): Plan {
  const synthesis = synthesize(enterprise(environment), { root: path.join(__dirname, '../..') });
  if (!synthesis.ok) throw new Error(emitYaml(synthesis.findings));
  return synthesis.plan;
}

/** The Plan without what has files of its own. */
function outline(plan: Plan): unknown {
  return {
    ...plan,
    sites: plan.sites.map((site) => ({
      ...site,
      machines: site.machines.map(({ boot, ...machine }) => ({ ...machine, files: boot.files.length })),
    })),
    clusters: plan.clusters.map((cluster) => ({
      ...cluster,
      objects: cluster.objects.map(({ id, wave, chart }) => `${wave} ${chart} ${id}`),
    })),
  };
}

/** What is kept: the outline, all manifests, and one host of each role. */
function golden(plan: Plan): Map<string, string> {
  const kept = /^(clusters\/|hosts\/(cp-1|etcd-1|worker-1)\/files\/|hosts\/worker-1\/)/;
  const files = [...renderFiles(plan)]
    .filter(([file]) => kept.test(file))
    .map(([file, { content }]) => [file, content] as const);
  return new Map([['plan.yaml', emitYaml(outline(plan))], ...files]);
}

describe('enterprise-paas', () => {
  it.each(ENVIRONMENTS)('has no findings in %s', (environment) => {
    expect(findings(enterprise(environment))).toEqual([]);
  });

  it('is what is kept in golden/, file by file (UPDATE_GOLDEN=1 keeps it anew)', () => {
    const files = golden(planOf('dev'));
    if (UPDATE) {
      fs.rmSync(GOLDEN, { recursive: true, force: true });
      for (const [file, content] of files) {
        fs.mkdirSync(path.dirname(path.join(GOLDEN, file)), { recursive: true });
        fs.writeFileSync(path.join(GOLDEN, file), content);
      }
    }
    const kept = fs.readdirSync(GOLDEN, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(kept.map(({ parentPath, name }) => path.relative(GOLDEN, path.join(parentPath, name))).sort()).toEqual(
      [...files.keys()].sort(),
    );
    for (const [file, content] of files)
      expect({ file, content }).toEqual({ file, content: fs.readFileSync(path.join(GOLDEN, file), 'utf8') });
  });

  it('is the same on each run', () => {
    expect(JSON.stringify(planOf('prod'))).toBe(JSON.stringify(planOf('prod')));
  });

  it('has the hosts that were asked for', () => {
    const { sites, clusters } = planOf('dev');
    expect(sites.map(({ machines }) => machines.length)).toEqual([11]);
    expect(clusters[0]).toMatchObject({ controlPlane: ['cp-1', 'cp-2', 'cp-3'], etcd: ['etcd-1', 'etcd-2', 'etcd-3'] });
    expect(clusters[0]?.pools.map(({ machines }) => machines.length)).toEqual([5]);
  });
});
