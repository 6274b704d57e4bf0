// What `pulumi` runs for an environment: its settings, the program, the review. Resources come with lib/pulumi.
import * as fs from 'node:fs';
import * as pulumi from '@pulumi/pulumi';
import { synthesize, UserError } from 'altostratus';
import type { Plan } from 'altostratus';
import enterprisePaas, { config } from '../apps/enterprise-paas';

const LEDGER = `stacks/enterprise.${pulumi.getStack()}.ledger.json`;

function plan(): Plan {
  const settings = new pulumi.Config();
  const object = Object.keys(config.shape).map((key) => [key, key === 'environment' ? pulumi.getStack() : valueOf(settings, key)]);
  const parsed = config.safeParse(Object.fromEntries(object));
  if (!parsed.success)
    throw new UserError(
      parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
      `Correct stacks/Pulumi.${pulumi.getStack()}.yaml.`,
    );
  const synthesis = synthesize(enterprisePaas(parsed.data), {
    today: new Date().toISOString().slice(0, 10),
    target: 'resources',
    root: process.cwd(),
    ...(fs.existsSync(LEDGER) && { ledger: JSON.parse(fs.readFileSync(LEDGER, 'utf8')) as never }),
  });
  for (const { severity, rule, path, message, remedy } of synthesis.findings)
    void (severity === 'error' ? pulumi.log.error : pulumi.log.warn)(`${rule} at ${path}: ${message} ${remedy}`);
  if (!synthesis.ok) throw new pulumi.RunError('The platform has errors; nothing was made.');
  return synthesis.plan;
}

/** The text of a key as Pulumi holds it: JSON where it is a list or number. */
function valueOf(settings: pulumi.Config, key: string): unknown {
  const text = settings.get(key);
  if (text === undefined) return undefined;
  return /^[[{\d]/.test(text) && !/^\d+\./.test(text) ? JSON.parse(text) : text;
}

const { clusters } = plan();

/** URL of the API server of each cluster. */
export const endpoints = Object.fromEntries(clusters.map(({ id, endpoint }) => [id, endpoint]));
