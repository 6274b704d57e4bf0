import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from 'yaml';
import type { Platform } from 'altostratus';
import enterprisePaas, { config } from '../../apps/enterprise-paas';

/** The environments that stacks/ has settings for. */
export const ENVIRONMENTS = ['dev', 'staging', 'prod'] as const;

/** The reference platform of one environment, from the settings in stacks/. */
export function enterprise(environment: (typeof ENVIRONMENTS)[number]): Platform {
  const file = path.join(__dirname, '../../stacks', `Pulumi.${environment}.yaml`);
  const settings = (parse(fs.readFileSync(file, 'utf8')) as { config: Record<string, unknown> }).config;
  const entries = Object.entries(settings).map(([key, value]) => [key.replace(/^enterprise:/, ''), value]);
  return enterprisePaas(config.parse({ ...Object.fromEntries(entries), environment }));
}
