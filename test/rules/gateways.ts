import { Cluster, Endpoint } from 'altostratus';
import type { ICluster, Platform } from 'altostratus';
import { Certificates, Gateway } from 'altostratus/gateway';
import type { GatewayProps } from 'altostratus/gateway';

/** A gateway for apps.example.com with certificates of the platform's own authority. */
export function gateway(on: ICluster, changes: Partial<GatewayProps> = {}): Gateway {
  return new Gateway(on, 'public', {
    endpoint: Endpoint.vip('10.10.0.20'),
    domains: ['apps.example.com'],
    certificates: Certificates.selfSigned(),
    ...changes,
  });
}

/** A cluster that somebody else made. */
export function clusterThere(in_: Platform): ICluster {
  return Cluster.fromExisting(in_, 'there', {
    endpoint: 'https://api.there.example.com',
    pods: '10.64.0.0/16',
    services: '10.65.0.0/16',
  });
}
