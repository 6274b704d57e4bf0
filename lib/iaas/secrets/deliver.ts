import { createHash } from 'node:crypto';
import type { HostFile, HostSpec, HostUnit } from '../host-config/model';
import { FETCH_CONFIG_PATH, FETCH_PACKAGES, FETCH_PATH, fetchProgram, FETCH_UNIT } from './fetch-program';
import type { HostDelivery } from './secret-delivery';
import type { SecretStore } from './secret-store';

/** Mode of files with secrets that say nothing. */
export const SECRET_MODE = '0600';

/** What a host gets when its secrets are delivered in this way. */
export function deliver(spec: HostSpec, delivery: HostDelivery): HostSpec {
  if (delivery.kind === 'push') return spec;
  if (delivery.kind === 'inline')
    return { ...spec, files: spec.files.map((file) => (isSecret(file) ? plain(file) : file)) };
  const secrets = spec.files.filter(isSecret);
  if (secrets.length === 0) return spec;
  return {
    ...spec,
    packages: [...new Set([...spec.packages, ...FETCH_PACKAGES])].sort(),
    files: [
      ...spec.files,
      { path: FETCH_CONFIG_PATH, content: configuration(secrets, delivery), readBy: [FETCH_UNIT] },
      { path: FETCH_PATH, content: fetchProgram(delivery.store.client), mode: '0755', readBy: [FETCH_UNIT] },
    ],
    units: [...spec.units, FETCH],
  };
}

/**
 * Name of a file in the store: the same on all hosts on which it has the same content, so that each is stored once. Letters,
 * digits and `/_.-`, at most 192 characters, never ending in a hyphen and six characters: what the stores of AWS
 * (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html) and of Alibaba Cloud
 * (https://www.alibabacloud.com/help/en/kms/support/api-kms-createsecret) both take. The content that counts has references
 * in it, not values: a name says nothing about a value.
 */
export function storedName({ path, content }: Pick<HostFile, 'path' | 'content'>, prefix: string): string {
  const id = createHash('sha256').update(`${path}\n${content}`).digest('hex').slice(0, 16);
  const readable = path.replace(/^\/+/, '').replaceAll(/[^A-Za-z0-9/._]/g, '_');
  return `${prefix}/${id}/${readable.slice(-100)}`;
}

function isSecret(file: HostFile): boolean {
  return file.secret === true;
}

/** A text that is one reference ends in a line end, so that a value of several lines has lines of its own in every format. */
function plain({ secret: _, ...file }: HostFile): HostFile {
  const content = /^\$\{ref\[[^\]\n]+\]\}$/.test(file.content) ? `${file.content}\n` : file.content;
  return { ...file, content, mode: file.mode ?? SECRET_MODE };
}

function configuration(files: readonly HostFile[], { store, prefix }: { store: SecretStore; prefix: string }): string {
  const secrets = files.map((file) => ({
    name: storedName(file, prefix),
    path: file.path,
    mode: file.mode ?? SECRET_MODE,
  }));
  return `${JSON.stringify({ ...store.settings, secrets }, undefined, 2)}\n`;
}

/** It does not stand before SECRETS_UNIT in the order of start: keys that are there from the last boot are not waited for. */
const FETCH: HostUnit = {
  name: FETCH_UNIT,
  content: [
    '[Unit]',
    "Description=Keys of this host from the provider's secret store",
    'Wants=network-online.target',
    'After=network-online.target',
    'StartLimitIntervalSec=0',
    '',
    '[Service]',
    'Type=oneshot',
    'RemainAfterExit=yes',
    `ExecStart=${FETCH_PATH}`,
    'Restart=on-failure',
    'RestartSec=5',
    '',
  ].join('\n'),
};
