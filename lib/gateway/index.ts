export { Certificates } from './certificates';
export type { AcmeProps, CertificatesKind, OwnCertificateProps } from './certificates';
export { Gateway } from './gateway';
export type { GatewayProps } from './gateway';
export type { ChallengePods, IGateway, Route, RouteBackend } from './gateway-interface';
export type { ExistingGatewayProps } from './existing-gateway';
