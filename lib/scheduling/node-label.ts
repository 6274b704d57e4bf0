import { isName, NameKinds } from '../core/name';

/** Labels of kubernetes.io that a node may give itself (staging/src/k8s.io/kubelet/pkg/apis/well_known_labels.go). */
const ALLOWED = new Set([
  'kubernetes.io/arch',
  'kubernetes.io/hostname',
  'kubernetes.io/os',
  'node.kubernetes.io/instance-type',
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
]);

/** Label keys: an optional DNS name and `/`, then at most 63 characters. */
const KEY = /^(?:([a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?)\/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

/** What is wrong with a label that a node is to give itself when it joins; undefined where nothing is. */
export function labelFault(name: string, value: string): { message: string; remedy: string } | undefined {
  const key = KEY.exec(name);
  if (key === null)
    return {
      message: `"${name}" is not the name of a label.`,
      remedy:
        'Write letters, digits, "-", "_" and ".", at most 63, with a domain and "/" before them where it is not yours alone.',
    };
  if (!isName(NameKinds.labelValue, value))
    return {
      message: `The label "${name}" has the value "${value}".`,
      remedy: `Allowed: ${NameKinds.labelValue.allowed}.`,
    };
  const owner = key[1] ?? '';
  const reserved = /(^|\.)(kubernetes|k8s)\.io$/.test(owner) && !/(^|\.)(kubelet|node)\.kubernetes\.io$/.test(owner);
  if (reserved && !ALLOWED.has(name))
    return {
      message: `A node may not give itself the label "${name}": kubelet does not start with it.`,
      remedy: 'Use a domain of your own in its name; labels of kubernetes.io and k8s.io are kept for Kubernetes.',
    };
  return undefined;
}
