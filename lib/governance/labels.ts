/** Label of everything that a tenant runs: names it. */
export const TENANT_LABEL = 'altostratus.dev/tenant';

/** Label of everything that runs in an environment: names it. */
export const ENVIRONMENT_LABEL = 'altostratus.dev/environment';

/** Label by which costs are booked. */
export const COST_CENTER_LABEL = 'altostratus.dev/cost-center';

/** Annotation of namespaces: who answers for them. */
export const OWNER_ANNOTATION = 'altostratus.dev/owner';
