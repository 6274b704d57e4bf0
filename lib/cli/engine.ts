/** What is heavy to load: the library itself, its rules, and the transpiler. */
export { synthesize } from '../plan/synthesize';
export { RULES } from '../rules';
export { loadApp } from './app';
