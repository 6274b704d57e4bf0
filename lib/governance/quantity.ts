import { k8s } from 'cdk8s-plus-27';

/** CPUs as Kubernetes writes them: `2`, `250m`. */
export function cpuQuantity(cpu: number): k8s.Quantity {
  const milli = Math.round(cpu * 1000);
  return k8s.Quantity.fromString(milli % 1000 === 0 ? String(milli / 1000) : `${milli}m`);
}

/** Memory as Kubernetes writes it: `32Gi`, `256Mi`. */
export function memoryQuantity(mib: number): k8s.Quantity {
  return k8s.Quantity.fromString(mib % 1024 === 0 && mib > 0 ? `${mib / 1024}Gi` : `${mib}Mi`);
}
