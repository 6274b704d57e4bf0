import { emitYaml } from '../core/yaml';
import type { Finding } from '../core/finding';
import type { KubernetesObject } from '../core/manifest';

/** Labels that say the same on every object. */
const NOISE = new Set(['app.kubernetes.io/managed-by', 'app.kubernetes.io/part-of']);

/**
 * Snapshot serializer of jest for Kubernetes objects and findings: YAML as one would write it, without the labels that all
 * objects have. Use: `expect.addSnapshotSerializer(serializer)`.
 */
export const serializer = {
  test: (value: unknown): boolean => isObject(value) || isFinding(value),
  serialize: (value: unknown): string =>
    isFinding(value) ? findingText(value) : emitYaml(quiet(value as KubernetesObject)).trimEnd(),
};

function findingText({ severity, rule, path, message, remedy }: Finding): string {
  return `${severity} ${rule} at ${path === '' ? 'the platform' : path}\n  ${message}\n  ${remedy}`;
}

function quiet(object: KubernetesObject): KubernetesObject {
  const { labels, ...metadata } = object.metadata;
  const kept = Object.entries(labels ?? {}).filter(([key]) => !NOISE.has(key));
  return { ...object, metadata: { ...metadata, ...(kept.length > 0 && { labels: Object.fromEntries(kept) }) } };
}

function isObject(value: unknown): value is KubernetesObject {
  return (
    isRecord(value) &&
    typeof value.apiVersion === 'string' &&
    typeof value.kind === 'string' &&
    isRecord(value.metadata)
  );
}

function isFinding(value: unknown): value is Finding {
  return (
    isRecord(value) &&
    typeof value.rule === 'string' &&
    typeof value.remedy === 'string' &&
    typeof value.message === 'string'
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
