import * as path from 'node:path';
import { deferredIn } from '../core/deferred';
import type { Finding, FindingPlace } from '../core/finding';
import type { LedgerFile } from '../core/ledger';
import type { Platform } from '../core/platform';
import { secretsIn } from '../core/secret';
import { RULES } from '../rules';
import { evaluate } from '../rules/evaluate';
import { planArtefacts } from './artefacts';
import { planClusters } from './clusters';
import { planSites } from './sites';
import type { SynthesizeOptions } from './synthesize-options';
import { planTenants } from './tenants';
import { finish } from './tree';
import type { AcknowledgedFinding, Plan } from './types';

export type { SynthesizeOptions } from './synthesize-options';

interface Review {
  /** Everything that is wrong, errors first, then in order of the tree. */
  readonly findings: readonly Finding[];
  readonly acknowledged: readonly AcknowledgedFinding[];
}

/** A platform that can be made: no finding is an error. */
export interface Planned extends Review {
  readonly ok: true;
  readonly plan: Plan;
  /** The ledger to keep from now on. */
  readonly ledger: LedgerFile;
}

/** A platform with errors: there is no Plan, so that nothing can be made of half of it. */
export interface Refused extends Review {
  readonly ok: false;
}

export type Synthesis = Planned | Refused;

/** Tree to Plan: settles the ledger, renders and orders the objects, lets the rules look, gathers everything. */
export function synthesize(platform: Platform, options: SynthesizeOptions): Synthesis {
  const { tree, gates, ledger } = finish(platform, options);
  const evaluation = evaluate(tree, RULES);
  const findings = evaluation.findings.map((finding) => relativeTo(options.root, finding));
  const acknowledged = evaluation.acknowledged.map((one) => ({
    ...one,
    finding: relativeTo(options.root, one.finding),
    by: relativePlace(options.root, one.by),
  }));
  if (findings.some(({ severity }) => severity === 'error')) return { ok: false, findings, acknowledged };
  const { name, environment, domain, owner } = platform;
  const plan: Plan = {
    version: 1,
    platform: name,
    environment,
    domain,
    ...(owner !== undefined && { owner }),
    sites: planSites(tree),
    clusters: planClusters(tree, gates),
    tenants: planTenants(tree),
    secrets: secretsIn(platform).map(({ node, source, forms }) => ({
      path: node.path,
      source,
      ...(forms.length > 0 && { forms }),
    })),
    deferred: deferredIn(platform),
    artefacts: planArtefacts(tree),
    findings,
    acknowledged,
  };
  return { ok: true, plan, ledger, findings, acknowledged };
}

function relativeTo(root: string | undefined, finding: Finding): Finding {
  return {
    ...finding,
    ...relativePlace(root, finding),
    related: finding.related.map((place) => relativePlace(root, place)),
  };
}

function relativePlace<T extends FindingPlace>(root: string | undefined, place: T): T {
  if (root === undefined || place.source === undefined) return place;
  const file = path.relative(root, place.source.file).split(path.sep).join('/');
  return { ...place, source: { ...place.source, file: file.startsWith('../') ? place.source.file : file } };
}
