import type { Finding } from '../../lib/core/finding';
import { referenceTo } from '../../lib/core/reference';
import type { BootPlan, MachinePlan, NetworkPlan, ObjectPlan, Plan, PoolPlan } from '../../lib/plan/types';

/** A small plan made by hand, with one of everything that the output writes. */
export function samplePlan(change: Partial<Plan> = {}): Plan {
  return {
    version: 1,
    platform: 'enterprise',
    environment: 'dev',
    domain: 'corp.example',
    sites: [
      {
        id: 'dc1',
        path: 'dc1',
        provider: 'static',
        settings: { user: 'ops' },
        network: sampleNetwork(),
        machines: [sampleMachine('dc1-master-1')],
        pools: [samplePool('burst', 'dc1/main/burst')],
        balancers: [
          {
            id: 'api',
            path: 'dc1/main/api',
            kind: 'vip',
            address: '10.10.0.10',
            host: 'api.main.corp.example',
            records: ['10.10.0.10'],
            ports: [{ port: 8443, targetPort: 6443, check: { kind: 'tcp' }, proxyProtocol: false }],
            targets: ['10.10.0.21'],
          },
        ],
        records: [{ name: 'api.main.corp.example', balancer: 'api' }],
        secrets: { kind: 'push' },
        permissions: [
          {
            id: 'dc1-main-autoscaler-permission',
            path: 'dc1/main/autoscaler/permission',
            program: 'cluster-autoscaler',
            holder: { kind: 'key', variables: ['DC1_AWS_ACCESS_KEY_ID'] },
            statements: [
              {
                actions: ['autoscaling:SetDesiredCapacity'],
                resources: ['*'],
                conditions: { StringEquals: { 'aws:ResourceTag/owner': 'main' } },
              },
            ],
          },
        ],
        links: [],
      },
    ],
    clusters: [
      {
        id: 'main',
        path: 'dc1/main',
        site: 'dc1',
        version: '1.36.3',
        endpoint: 'https://api.main.corp.example:8443',
        podCidr: '10.244.0.0/16',
        serviceCidr: '10.96.0.0/16',
        controlPlane: ['dc1-master-1'],
        etcd: ['dc1-master-1'],
        nodeFailure: { notReadyWithin: 60, podsMoveWithin: 361, consequence: 'Pods move after at most 361 s.' },
        pools: [{ id: 'burst', machines: [], max: 5 }],
        gates: [],
        bundles: [
          {
            name: 'gateway-api',
            version: '1.4.0',
            url: 'https://example.com/gateway-api.yaml',
            reason: 'Kinds of routes.',
          },
        ],
        objects: [
          sampleObject('Namespace', 'logs', 'base', 0),
          sampleObject('ConfigMap', 'settings', 'logs', 1),
          sampleObject('Secret', 'login', 'logs', 1, {
            stringData: { password: referenceTo('dc1/main/logs/login', 'value') },
          }),
        ],
      },
    ],
    tenants: [],
    secrets: [
      { path: 'dc1/main/logs/login', source: { kind: 'password', length: 32 } },
      { path: 'dc1/main/pki/ca', source: { kind: 'authority', commonName: 'kubernetes', days: 3650 } },
      {
        path: 'dc1/main/pki/leaf',
        source: { kind: 'certificate', commonName: 'leaf', hosts: [], authority: 'dc1/main/pki/ca', days: 90 },
      },
      {
        path: 'unused',
        source: { kind: 'environment', variable: 'UNUSED' },
        forms: [{ pattern: '^[a-z]+$', is: 'lowercase letters' }],
      },
    ],
    deferred: [],
    artefacts: [{ kind: 'image', name: 'registry.k8s.io/pause', version: '3.10', neededBy: ['dc1/main'] }],
    findings: [sampleFinding()],
    acknowledged: [
      {
        finding: sampleFinding({ rule: 'registry-single-replica', path: 'dc1/main/registry' }),
        reason: 'Development only.',
        expires: '2027-01-31',
        by: { path: 'dc1', source: { file: 'apps/enterprise.ts', line: 20, column: 3 } },
      },
    ],
    ...change,
  };
}

export function sampleFinding(change: Partial<Finding> = {}): Finding {
  return {
    rule: 'control-plane-size',
    severity: 'warning',
    path: 'dc1/main',
    message: 'The control plane has one member.',
    remedy: 'Give it three.',
    source: { file: 'apps/enterprise.ts', line: 14, column: 19 },
    related: [],
    ...change,
  };
}

export function sampleMachine(name: string, boot: Partial<BootPlan> = {}): MachinePlan {
  return {
    id: name,
    path: `dc1/${name}`,
    name,
    address: '10.10.0.21',
    zone: 'a',
    roles: ['control-plane', 'etcd'],
    cpu: 4,
    memoryMib: 8192,
    diskGib: 40,
    architecture: 'x86_64',
    kernel: '6.1',
    boot: { ...sampleBoot(name), ...boot },
  };
}

export function samplePool(id: string, path: string): PoolPlan {
  return {
    id,
    path,
    min: 0,
    max: 5,
    spot: true,
    subnets: ['dynamic-main'],
    group: {
      name: 'main-burst',
      tags: { owner: 'main' },
      machineTags: {},
      metadata: { tokens: 'required', hops: 1 },
      rebalance: false,
    },
    cpu: 8,
    memoryMib: 16_384,
    diskGib: 80,
    architecture: 'x86_64',
    kernel: '6.1',
    boot: { ...sampleBoot(id), secretFiles: [], files: [] },
  };
}

export function sampleObject(kind: string, name: string, chart: string, wave: number, fields: object = {}): ObjectPlan {
  return {
    id: `v1/${kind}/-/${name}`,
    path: `dc1/main/${chart}/${name}`,
    chart,
    wave,
    dependsOn: [],
    behind: [],
    manifest: { apiVersion: 'v1', kind, metadata: { name }, ...fields },
  };
}

function sampleBoot(name: string): BootPlan {
  return {
    userData: `#cloud-config\nhostname: ${name}\n`,
    script: `#!/usr/bin/env bash\nhostnamectl set-hostname ${name}\n`,
    secretFiles: [
      { path: '/etc/kubernetes/pki/ca.key', mode: '0600', content: referenceTo('dc1/main/pki/ca', 'key') },
      { path: '/etc/token', mode: '0600', content: 'as it is\n' },
    ],
    files: [
      { path: '/etc/kubernetes/kubeadm.yaml', mode: '0600', content: 'kind: ClusterConfiguration\n' },
      { path: '/etc/haproxy/haproxy.cfg', mode: '0644', content: 'global\n' },
    ],
  };
}

/** One of everything that a network can have. */
function sampleNetwork(): NetworkPlan {
  const rule = { protocol: 'tcp', ports: { from: 22, to: 22 }, peer: { cidr: '10.9.0.0/24' }, why: 'SSH' } as const;
  return {
    cidr: '10.10.0.0/16',
    subnets: [{ id: 'main', cidr: '10.10.0.0/24', zone: 'a' }],
    publicSubnets: [{ id: 'public-main', cidr: '10.10.224.0/22', zone: 'a' }],
    dynamicSubnets: [{ id: 'dynamic-main', cidr: '10.10.1.0/24', zone: 'a' }],
    nat: [{ id: 'nat', zone: 'a', subnet: 'public-main' }],
    routeTables: [
      { id: 'public', subnets: ['public-main'], routes: [{ destination: '0.0.0.0/0', via: { kind: 'internet' } }] },
      {
        id: 'private',
        subnets: ['main'],
        routes: [
          { destination: '0.0.0.0/0', via: { kind: 'nat', gateway: 'nat' } },
          { destination: '10.9.0.0/16', via: { kind: 'link', link: 'dc1-to-office' } },
        ],
      },
    ],
    links: [
      {
        id: 'dc1-to-office',
        path: 'dc1/network/to-office',
        to: 'office',
        toSite: false,
        networks: ['10.9.0.0/16'],
        by: 'vpn',
        device: '203.0.113.7',
        presharedKey: 'k',
      },
    ],
    securityGroups: [
      {
        id: 'dc1-hosts',
        path: 'dc1',
        machines: ['dc1-master-1'],
        pools: ['burst'],
        balancers: [],
        ingress: [rule],
        egress: [{ protocol: 'any', peer: { group: 'dc1-hosts' }, why: 'pods' }],
      },
    ],
    hostFirewall: { kind: 'none', reason: 'security groups' },
  };
}
