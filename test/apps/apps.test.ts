import * as fs from 'node:fs';
import * as path from 'node:path';
import { findings, synthesize } from 'altostratus/testing';
import type { Plan, Platform } from 'altostratus';
import { renderFiles } from '../../lib/output/render-files';
import type { LedgerFile } from '../../lib/core/ledger';
import { emitYaml } from '../../lib/core/yaml';
import iaasKubernetes, { config as iaasConfig } from '../../apps/iaas-kubernetes';
import orchestration, { config as orchestrationConfig } from '../../apps/orchestration';
import { ENVIRONMENTS, enterprise } from './settings';

/** A reference platform, and which of its files are kept beside the outline of its Plan and all manifests. */
interface App {
  readonly name: string;
  readonly platform: () => Platform;
  readonly hosts: RegExp;
}

const APPS: readonly App[] = [
  {
    name: 'enterprise-paas',
    platform: () => enterprise('dev'),
    hosts: /^hosts\/((cp-1|etcd-1|worker-1)\/files|worker-1)\//,
  },
  { name: 'iaas-kubernetes', platform: () => iaasKubernetes(iaasConfig.parse({})), hosts: /^pools\/[^/]+\/user-data$/ },
  {
    name: 'orchestration',
    platform: () => orchestration(orchestrationConfig.parse({})),
    hosts: /^hosts\/master-1\/boot\.sh$/,
  },
];

const UPDATE = process.env.UPDATE_GOLDEN === '1';

function planOf(platform: Platform): Plan {
  const synthesis = synthesize(platform, { root: path.join(__dirname, '../..') });
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
      pools: site.pools.map(({ boot, ...pool }) => ({ ...pool, files: boot.files.length })),
    })),
    clusters: plan.clusters.map((cluster) => ({
      ...cluster,
      objects: cluster.objects.map(({ id, wave, chart }) => `${wave} ${chart} ${id}`),
    })),
  };
}

/**
 * What is kept: the outline, all manifests and runbooks, and some hosts.
 * @throws Error where there are no such hosts, so that a name that changed does not leave them out
 */
function golden(plan: Plan, hosts: RegExp): Map<string, string> {
  const all = [...renderFiles(plan)];
  if (!all.some(([file]) => hosts.test(file))) throw new Error(`no file is like ${hosts.source}`);
  const files = all
    .filter(([file]) => file.startsWith('clusters/') || hosts.test(file))
    .map(([file, { content }]) => [file, content] as const);
  return new Map([['plan.yaml', emitYaml(outline(plan))], ...files]);
}

function keep(folder: string, files: ReadonlyMap<string, string>): void {
  fs.rmSync(folder, { recursive: true, force: true });
  for (const [file, content] of files) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), content);
  }
}

describe.each(APPS)('$name', ({ name, platform, hosts }) => {
  it('is what is kept in golden/, file by file (UPDATE_GOLDEN=1 keeps it anew)', () => {
    const folder = path.join(__dirname, 'golden', name);
    const files = golden(planOf(platform()), hosts);
    if (UPDATE) keep(folder, files);
    const kept = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(kept.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name))).sort()).toEqual(
      [...files.keys()].sort(),
    );
    for (const [file, content] of files)
      expect(`${file}\n${fs.readFileSync(path.join(folder, file), 'utf8')}`).toBe(`${file}\n${content}`);
  });

  it('is the same on each run', () => {
    expect(JSON.stringify(planOf(platform()))).toBe(JSON.stringify(planOf(platform())));
  });

  it('is a program of at most 100 lines', () => {
    const text = fs.readFileSync(path.join(__dirname, '../../apps', `${name}.ts`), 'utf8');
    expect(text.split('\n').length - 1).toBeLessThanOrEqual(100);
  });
});

/** What is committed for CI, where a ledger must not change. */
const LEDGERS: readonly (readonly [string, string, Platform])[] = [
  ...ENVIRONMENTS.map((environment) => ['enterprise', environment, enterprise(environment)] as const),
  ...(['dev', 'prod'] as const).flatMap((environment) => [
    ['compute', environment, iaasKubernetes(iaasConfig.parse({ environment }))] as const,
    ['orchestration', environment, orchestration(orchestrationConfig.parse({ environment }))] as const,
  ]),
];

describe('the ledger', () => {
  it.each(LEDGERS)('of %s in %s is committed, and nothing is handed out beside it', (name, environment, platform) => {
    const file = path.join(__dirname, '../../stacks', `${name}.${environment}.ledger.json`);
    const ledger = JSON.parse(fs.readFileSync(file, 'utf8')) as LedgerFile;
    const synthesis = synthesize(platform, { ledger });
    expect(synthesis.ok && synthesis.ledger).toEqual(ledger);
    expect(synthesis.findings).toEqual([]);
  });
});

describe('findings', () => {
  it.each(ENVIRONMENTS)('are none in %s of enterprise-paas', (environment) => {
    expect(findings(enterprise(environment))).toEqual([]);
  });

  it.each(APPS)('are none of $name', ({ platform }) => {
    expect(findings(platform())).toEqual([]);
  });
});
