import type { BootScript } from '../../core/packed-user-data';
import { BOOT_CONFIG_PATH, BOOT_PATH, bootConfiguration, bootProgram } from '../secrets/boot-program';
import type { SecretStore } from '../secrets/secret-store';
import type { StoredPart } from '../secrets/stored-script';
import { cloudConfig } from './cloud-init';

/** User data of a host whose script is in its site's store: small, and with the effect of cloud-config that has all files. */
export function renderBootStub(
  { hostname, script }: BootScript,
  parts: readonly StoredPart[],
  store: SecretStore,
): string {
  const names = parts.map(({ name }) => name);
  const files = [
    { path: BOOT_CONFIG_PATH, content: bootConfiguration(script, names, store) },
    { path: BOOT_PATH, content: bootProgram(store.client), mode: '0755' },
  ];
  return cloudConfig(hostname, files, BOOT_PATH);
}
