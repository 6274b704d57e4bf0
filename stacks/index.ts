// What `pulumi` runs for an environment: its settings, the program, the review of the whole platform.
import * as fs from 'node:fs';
import * as pulumi from '@pulumi/pulumi';
import { parseLedger, synthesize } from 'altostratus';
import enterprisePaas, { config } from '../apps/enterprise-paas';
import { settingsOf } from './settings';

const environment = pulumi.getStack();
const platform = enterprisePaas(settingsOf(config));
const ledger = `stacks/${platform.name}.${environment}.ledger.json`;

const synthesis = synthesize(platform, {
  today: new Date().toISOString().slice(0, 10),
  target: 'resources',
  root: process.cwd(),
  ...(fs.existsSync(ledger) && {
    ledger: parseLedger(fs.readFileSync(ledger, 'utf8'), ledger, platform.name, environment),
  }),
});

for (const { severity, rule, path, message, remedy } of synthesis.findings)
  void pulumi.log[severity === 'error' ? 'error' : 'warn'](`${rule} at ${path}: ${message} ${remedy}`);
if (!synthesis.ok) throw new pulumi.RunError('The platform has errors: nothing was made.');

/** URL of the API server of each cluster. */
export const endpoints = Object.fromEntries(synthesis.plan.clusters.map(({ id, endpoint }) => [id, endpoint]));
