import type { Construct } from 'constructs';
import { PlatformConstruct } from '../core/construct';
import { Secret } from '../core/secret';
import type { EncryptionKey } from './hardening/encryption';

/** Ten years, as kubeadm gives its authorities (v1beta4, caCertificateValidityPeriod). */
const AUTHORITY_DAYS = 3650;

/** The keys that a cluster is made from, before any host boots: the same on every host of the control plane. */
export class ClusterPki extends PlatformConstruct {
  public readonly authority: Secret;
  public readonly frontProxyAuthority: Secret;
  public readonly etcdAuthority: Secret;
  /** Signs the tokens of service accounts. */
  public readonly serviceAccounts: Secret;
  /** What workers show when they ask to join. */
  public readonly joinToken: Secret;
  /** What Secrets are encrypted with in etcd: the first encrypts, all decrypt. */
  public readonly encryptionKeys: readonly EncryptionKey[];

  /** @param encryptionKeys names of the keys for Secrets in etcd */
  public constructor(scope: Construct, id: string, encryptionKeys: readonly string[]) {
    super(scope, id);
    const authority = (name: string, commonName: string) =>
      new Secret(this, name, { kind: 'authority', commonName, days: AUTHORITY_DAYS });
    this.authority = authority('ca', 'kubernetes');
    this.frontProxyAuthority = authority('front-proxy-ca', 'front-proxy-ca');
    this.etcdAuthority = authority('etcd-ca', 'etcd-ca');
    this.serviceAccounts = new Secret(this, 'sa', { kind: 'key-pair', bits: 2048 });
    this.joinToken = new Secret(this, 'join-token', { kind: 'bootstrap-token' });
    this.encryptionKeys = encryptionKeys.map((name) => ({
      name,
      value: new Secret(this, `encryption-${name}`, { kind: 'random', bytes: 32, encoding: 'base64' }).value,
    }));
  }
}
