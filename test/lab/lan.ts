/** Addresses of the lab. */
export const Lan = {
  bridge: 'altolab0',
  gateway: '10.77.0.1',
  network: '10.77.0.0/24',
  prefix: 24,
  vip: '10.77.0.20',
  registry: '10.77.0.1:5000',
  mirror: 'http://10.77.0.1:8000',
} as const;
