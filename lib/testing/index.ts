export { findings } from './findings';
export { Manifests, manifests } from './manifests';
export { serializer } from './serializer';
export { synthesize } from './synthesize';
export type { TestSynthesizeOptions } from './synthesize';
