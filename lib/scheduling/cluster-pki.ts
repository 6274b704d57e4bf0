import type { Construct } from 'constructs';
import { PlatformConstruct } from '../core/construct';
import { Secret } from '../core/secret';

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

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    const authority = (name: string, commonName: string) =>
      new Secret(this, name, { kind: 'authority', commonName, days: AUTHORITY_DAYS });
    this.authority = authority('ca', 'kubernetes');
    this.frontProxyAuthority = authority('front-proxy-ca', 'front-proxy-ca');
    this.etcdAuthority = authority('etcd-ca', 'etcd-ca');
    this.serviceAccounts = new Secret(this, 'sa', { kind: 'key-pair', bits: 2048 });
    this.joinToken = new Secret(this, 'join-token', { kind: 'bootstrap-token' });
  }
}
