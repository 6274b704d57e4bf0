import { acknowledgementRules } from './acknowledgement-faults';
import { controlPlaneSize } from './control-plane-size';
import type { Rule } from './rule';
import { unknownRequirement } from './unknown-requirement';

/** All rules, by room. Their documentation is docs/rules.md. */
export const RULES: readonly Rule[] = [...Object.values(acknowledgementRules), controlPlaneSize, unknownRequirement];
