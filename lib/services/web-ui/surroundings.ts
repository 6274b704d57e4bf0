import type { Construct, IConstruct } from 'constructs';
import type { ICluster } from '../../scheduling/cluster-interface';

/** What a gateway is to lead to. */
export interface WebExposure {
  /** The construct that wants it; findings name it. */
  readonly at: IConstruct;
  readonly scope: Construct;
  readonly name: string;
  readonly namespace: string;
  readonly host: string;
  readonly path: string;
  readonly service: { readonly name: string; readonly port: number };
  readonly labels: Readonly<Record<string, string>>;
}

/** What leads to web pages from outside, as this layer needs it: a gateway is one. */
export interface WebEntrance {
  readonly cluster: ICluster;
  /** Namespace of its pods. */
  readonly namespace: string;
  /** Pods that prove to an authority that a host is ours; undefined where there are none. */
  readonly challenges: { readonly labels: Readonly<Record<string, string>>; readonly port: number } | undefined;
  /** Looks at a host, and reports what is wrong with it. */
  host(name: string): { readonly host: string };
  expose(page: WebExposure): void;
}

/** Where people are kept, as this layer needs it: a directory of layer 5 is one. */
export interface PeopleDirectory {
  readonly settings:
    | { readonly kind: 'ldap'; readonly url: string }
    | { readonly kind: 'oidc'; readonly url: string; readonly clientId: string };
}
