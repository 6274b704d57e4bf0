/**
 * What kubelet wants of the kernel; with `protectKernelDefaults` it does not start where one of them differs
 * (pkg/kubelet/cm/container_manager_linux.go, component-helpers node/util/sysctl).
 */
export const KERNEL_DEFAULTS: Readonly<Record<string, string>> = {
  'vm.overcommit_memory': '1',
  'vm.panic_on_oom': '0',
  'kernel.panic': '10',
  'kernel.panic_on_oops': '1',
  'kernel.keys.root_maxkeys': '1000000',
  'kernel.keys.root_maxbytes': '25000000',
};
