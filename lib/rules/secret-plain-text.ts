import { referencesIn } from '../core/reference';
import { containersOf } from './pod-template';
import type { Rule } from './rule';

/** Names that say that the value is to be kept. */
const TELLING = /(^|[_.-])(password|passwd|passphrase|secret|token|api[_-]?key|private[_-]?key|credentials?)$/i;

/** What is in the tree is in the Plan, in files and in version control. */
export const secretPlainText: Rule = {
  id: 'secret-plain-text',
  severity: 'error',
  title: 'Passwords, keys and tokens are never written in the program',
  *check(tree) {
    for (const { construct, manifest } of tree.objects) {
      const values: [string, unknown][] =
        manifest.kind === 'Secret'
          ? [...Object.entries(manifest.stringData ?? {}), ...Object.entries(manifest.data ?? {})]
          : containersOf(manifest).flatMap(({ env = [] }) =>
              env.filter(({ name }) => TELLING.test(name)).map(({ name, value }) => [name, value] as [string, unknown]),
            );
      for (const [key, value] of values) {
        if (
          typeof value !== 'string' ||
          value === '' ||
          referencesIn(value).length > 0 ||
          (manifest.kind === 'Secret' && !isSensitive(key, value))
        )
          continue;
        yield {
          at: construct,
          message: `"${key}" of ${manifest.kind} "${manifest.metadata.name}" is written in plain text.`,
          remedy:
            'Use a Secret of altostratus (generated, or from an environment variable) and put its reference there.',
        };
      }
    }
  },
};

/** A Secret may carry settings beside its keys; what looks like a user name, an address or a switch is not kept secret. */
function isSensitive(key: string, value: string): boolean {
  return TELLING.test(key) || /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(value);
}
