import { isName, NameKinds } from '../core/name';
import type { Rule } from './rule';

/** The API server refuses the whole object for one bad label. */
export const labelInvalid: Rule = {
  id: 'label-invalid',
  severity: 'error',
  title: 'Values of labels are at most 63 letters, digits, "-", "_" and "."',
  *check(tree) {
    for (const { manifest, construct } of tree.objects)
      for (const [key, value] of Object.entries(manifest.metadata.labels ?? {})) {
        if (isName(NameKinds.labelValue, value)) continue;
        yield {
          at: construct,
          message: `The label "${key}" of ${manifest.kind} "${manifest.metadata.name}" has the value "${value}".`,
          remedy: `Allowed: ${NameKinds.labelValue.allowed}.`,
        };
      }
  },
};
