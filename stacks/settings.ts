import * as pulumi from '@pulumi/pulumi';
import { UserError } from 'altostratus';
import { z } from 'zod';

/**
 * The settings of the stack that is selected, checked against a program's `config`: all faults at once, unknown keys refused.
 * The name of the stack is the environment.
 */
export function settingsOf<T>(schema: z.ZodType<T>): T {
  const { name } = new pulumi.Config();
  const prefix = `${name}:`;
  const texts = Object.entries(pulumi.runtime.allConfig()).filter(([key]) => key.startsWith(prefix));
  const values = texts.map(([key, text]) => [key.slice(prefix.length), plain(text)]);
  const parsed = schema.safeParse({ ...Object.fromEntries(values), environment: pulumi.getStack() });
  if (parsed.success) return parsed.data;
  throw new UserError(z.prettifyError(parsed.error), `Correct stacks/Pulumi.${pulumi.getStack()}.yaml.`);
}

/** Pulumi hands every value over as text; lists, numbers and switches as JSON. */
function plain(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
