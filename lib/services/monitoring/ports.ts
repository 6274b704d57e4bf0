/** Where the programs of the monitoring listen. */
export const MONITORING_PORTS = {
  prometheus: 9090,
  alertmanager: 9093,
  gossip: 9094,
  nodeExporter: 9100,
  stateMetrics: 8080,
  stateTelemetry: 8081,
  metricsServer: 10_250,
  kubelet: 10_250,
  dns: 9153,
} as const;
