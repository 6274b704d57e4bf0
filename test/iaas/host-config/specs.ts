import { createHash } from 'node:crypto';
import type { HostSpec } from '../../../lib/iaas/host-config/model';

/** A host that gets nothing. */
export const EMPTY: HostSpec = {
  hostname: '',
  ntp: [],
  files: [],
  downloads: [],
  packages: [],
  packageVersions: {},
  repositories: [],
  trust: [],
  users: [],
  modules: [],
  sysctls: {},
  units: [],
  services: [],
  aliases: [],
  selinux: [],
  masked: [],
};

/** What every sandbox can fetch. */
export const TOOL = { url: 'http://mirror.example.com/tool', content: 'tool\n' };

/** A host that gets something of everything. */
export const FULL: HostSpec = {
  hostname: 'cp-1',
  ntp: ['10.0.0.2', 'time.example.com'],
  files: [
    { path: '/etc/haproxy/haproxy.cfg', content: 'global\n', readBy: ['haproxy.service'] },
    { path: '/etc/kubernetes/pki/ca.key', content: '${ref[main/pki/ca#key]}', secret: true, mode: '0640' },
    { path: '/usr/local/sbin/join', content: '#!/bin/sh\n', mode: '0755' },
  ],
  downloads: [
    {
      path: '/usr/local/bin/tool',
      mode: '0755',
      url: TOOL.url,
      sha256: createHash('sha256').update(TOOL.content).digest('hex'),
      member: undefined,
      readBy: [],
    },
  ],
  packages: ['chrony', 'conntrack', 'haproxy', 'sudo'],
  packageVersions: { haproxy: '3.0.*' },
  repositories: [
    {
      name: 'tools',
      key: 'PGP KEY',
      deb: { url: 'https://mirror.example.com/deb', suite: 'bookworm', components: ['main'] },
      rpm: { url: 'https://mirror.example.com/rpm' },
    },
  ],
  trust: [{ name: 'company', certificate: 'PEM' }],
  users: [{ name: 'anna', keys: ['ssh-ed25519 AAAA anna'], sudo: true }],
  modules: ['br_netfilter', 'overlay'],
  sysctls: { 'net.ipv4.ip_forward': '1' },
  units: [
    { name: 'etcd.service', content: '[Service]\nExecStart=/usr/bin/etcd\n' },
    { name: 'backup.service', content: '[Service]\nExecStart=/usr/bin/backup\n', enable: false },
    { name: 'backup.timer', content: '[Timer]\nOnCalendar=daily\n' },
    { name: 'haproxy.service.d/limits.conf', content: '[Service]\nLimitNOFILE=65536\n' },
  ],
  services: ['chronyd.service', 'haproxy.service'],
  aliases: [
    { address: '10.0.0.11', name: 'cp-1' },
    { address: '10.0.0.10', name: 'api.main.example.com' },
  ],
  selinux: [
    { kind: 'boolean', name: 'haproxy_connect_any' },
    { kind: 'domain', name: 'keepalived_t' },
  ],
  masked: ['firewalld.service'],
};
