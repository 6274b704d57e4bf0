/** A key that Secrets are encrypted with in etcd. */
export interface EncryptionKey {
  readonly name: string;
  /** 32 bytes as Base64, or a reference to them. */
  readonly value: string;
}

/**
 * The content of the file for `--encryption-provider-config`. The first provider writes, all read: what was written before
 * there was encryption stays readable, and so does everything where encryption is given up.
 */
export function encryptionConfiguration(
  keys: readonly EncryptionKey[],
  encrypts: boolean,
): Readonly<Record<string, unknown>> {
  const secretbox = { secretbox: { keys: keys.map(({ name, value }) => ({ name, secret: value })) } };
  const identity = { identity: {} };
  return {
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'EncryptionConfiguration',
    resources: [{ resources: ['secrets'], providers: encrypts ? [secretbox, identity] : [identity, secretbox] }],
  };
}
