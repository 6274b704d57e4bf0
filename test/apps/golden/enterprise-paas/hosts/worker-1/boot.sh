#!/usr/bin/env bash
# What host worker-1 gets. Run as root; safe to run again.
set -euo pipefail
export LC_ALL=C
umask 022
root=${ALTOSTRATUS_ROOT:-} # another root folder, for tests
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

# put MODE FILE: makes standard input the content of the file; a file that is so already is not touched.
put() {
  local path=$root$2
  cat >"$work/new"
  if cmp -s -- "$work/new" "$path" && [ "$(stat -c %a -- "$path")" = "${1#0}" ]; then return; fi
  mkdir -p -- "${path%/*}"
  install -m "$1" -T -- "$work/new" "$path.altostratus-$$"
  # After a power cut the file is what it was or what it is to be, never a part of it.
  sync -- "$path.altostratus-$$"
  mv -fT -- "$path.altostratus-$$" "$path"
  printf 'altostratus: wrote %s\n' "$2" >&2
}

put '0644' '/etc/altostratus/chrony.conf' <<'END_OF_FILE'
server 10.10.0.2 iburst
server 10.10.0.3 iburst
driftfile /var/lib/chrony/drift
makestep 1.0 3
rtcsync
END_OF_FILE

put '0644' '/etc/altostratus/downloads' <<'END_OF_FILE'
b98f74a0f8522f0a83867178729c1aa70f2158f90c45a2ca8fa791db1c76b303	0755	/opt/cni/bin/bridge	https://github.com/containernetworking/plugins/releases/download/v1.9.1/cni-plugins-linux-amd64-v1.9.1.tgz	./bridge
b98f74a0f8522f0a83867178729c1aa70f2158f90c45a2ca8fa791db1c76b303	0755	/opt/cni/bin/host-local	https://github.com/containernetworking/plugins/releases/download/v1.9.1/cni-plugins-linux-amd64-v1.9.1.tgz	./host-local
b98f74a0f8522f0a83867178729c1aa70f2158f90c45a2ca8fa791db1c76b303	0755	/opt/cni/bin/loopback	https://github.com/containernetworking/plugins/releases/download/v1.9.1/cni-plugins-linux-amd64-v1.9.1.tgz	./loopback
b98f74a0f8522f0a83867178729c1aa70f2158f90c45a2ca8fa791db1c76b303	0755	/opt/cni/bin/portmap	https://github.com/containernetworking/plugins/releases/download/v1.9.1/cni-plugins-linux-amd64-v1.9.1.tgz	./portmap
1d0eccd52471ab75e8d4645b538f73dc635f905cd2be776366eb1036a0089595	0755	/usr/local/bin/containerd	https://github.com/containerd/containerd/releases/download/v2.3.4/containerd-static-2.3.4-linux-amd64.tar.gz	bin/containerd
1d0eccd52471ab75e8d4645b538f73dc635f905cd2be776366eb1036a0089595	0755	/usr/local/bin/containerd-shim-runc-v2	https://github.com/containerd/containerd/releases/download/v2.3.4/containerd-static-2.3.4-linux-amd64.tar.gz	bin/containerd-shim-runc-v2
1d0eccd52471ab75e8d4645b538f73dc635f905cd2be776366eb1036a0089595	0755	/usr/local/bin/ctr	https://github.com/containerd/containerd/releases/download/v2.3.4/containerd-static-2.3.4-linux-amd64.tar.gz	bin/ctr
bba1733c701bf70ec74ba1cc3fd5745404c1134a8a4b0a5f8560cc9832023421	0755	/usr/local/bin/kubeadm	https://dl.k8s.io/release/v1.36.3/bin/linux/amd64/kubeadm	-
46707a53209f826ad0f0d62371ac69cd00e78fd9a8176cf5f6f87f18f7f8b718	0755	/usr/local/bin/kubelet	https://dl.k8s.io/release/v1.36.3/bin/linux/amd64/kubelet	-
f6ae8efc0fa40079e1475e97cbe9d1bd3f106a28d6af78a11d9f1bd565515e60	0755	/usr/local/bin/runc	https://github.com/opencontainers/runc/releases/download/v1.4.3/runc.amd64	-
END_OF_FILE

put '0644' '/etc/altostratus/firewall.nft' <<'END_OF_FILE'
#!/usr/sbin/nft -f
# Who may open connections to this host. What is passed on to pods, and what this host sends, is not touched: other tables
# (kube-proxy, pod network, containers) stay as they are.
table inet altostratus
delete table inet altostratus
table inet altostratus {
  chain declared {
    # administrators come by SSH, from named networks only
    ip saddr 10.9.0.0/24 tcp dport 22 accept
    # API servers of cluster main reach kubelets for logs and exec, pods for metrics
    ip saddr { 10.10.1.11/32, 10.10.1.12/32, 10.10.1.13/32, 10.244.0.0/16 } tcp dport 10250 accept
    # Services of cluster main at node ports; balancers are let in to theirs alone
    ip saddr { 10.10.0.0/16, 10.244.0.0/16 } tcp dport 30000-32767 accept
    ip saddr { 10.10.0.0/16, 10.244.0.0/16 } udp dport 30000-32767 accept
    # the pod network of cluster main
    ip saddr 10.10.0.0/16 tcp dport 179 accept
    ip saddr 10.10.0.0/16 meta l4proto 4 accept
    # Services of cluster main are carried out on every node
    ip saddr { 10.10.0.0/16, 10.244.0.0/16 } ip daddr 10.96.0.0/16 accept
    # administrators and delivery put images into registry.dev.example.com
    ip saddr 10.9.0.0/24 tcp dport 30000 accept
    # clients of the balancer dc1/main/public/balancer
    meta nfproto ipv4 tcp dport { 80, 443 } accept
    # the balancer dc1/main/public/balancer and its health checks
    ip saddr { 10.10.1.31/32, 10.10.1.32/32, 10.10.1.33/32, 10.10.1.34/32, 10.10.1.35/32 } tcp dport 30001-30002 accept
    # hosts of dc1/main/public/balancer agree by VRRP on who has its address
    ip saddr { 10.10.1.31/32, 10.10.1.32/32, 10.10.1.33/32, 10.10.1.34/32, 10.10.1.35/32 } meta l4proto 112 accept
  }

  chain refused {
    meta pkttype host limit rate 6/minute log prefix "altostratus: refused "
    drop
  }

  chain input {
    type filter hook input priority filter; policy drop;
    iif "lo" accept
    ct state established,related accept
    # ICMP for IPv4 and IPv6: without it large packets get lost, and IPv6 has no neighbors.
    meta l4proto { 1, 58 } accept
    # Answers to a request for an address that was sent to everybody.
    udp sport 67 udp dport 68 accept
    ip6 saddr fe80::/10 udp dport 546 accept
    jump declared
    jump refused
  }

  chain judged {
    jump declared
    jump refused
  }

  # These ports of this host lead to pods. Nothing of that passes the chain above, so they are judged before they are sent on.
  chain translated {
    type filter hook prerouting priority -110; policy accept;
    iif "lo" accept
    ct state established,related accept
    fib daddr type != local accept
    tcp dport 30000-32767 jump judged
    udp dport 30000-32767 jump judged
  }
}
END_OF_FILE

put '0644' '/etc/altostratus/guard.env' <<'END_OF_FILE'
KEPT="/var/lib/altostratus/kept"
GUARDED="/etc/kubernetes/admin.conf /etc/kubernetes/controller-manager.conf /etc/kubernetes/kubelet.conf /etc/kubernetes/scheduler.conf /etc/kubernetes/pki/apiserver.crt /etc/kubernetes/pki/apiserver.key /etc/kubernetes/pki/apiserver-kubelet-client.crt /etc/kubernetes/pki/apiserver-kubelet-client.key /etc/kubernetes/pki/front-proxy-client.crt /etc/kubernetes/pki/front-proxy-client.key /etc/kubernetes/pki/apiserver-etcd-client.crt /etc/kubernetes/pki/apiserver-etcd-client.key /etc/kubernetes/pki/etcd/server.crt /etc/kubernetes/pki/etcd/server.key /etc/kubernetes/pki/etcd/peer.crt /etc/kubernetes/pki/etcd/peer.key /etc/kubernetes/pki/etcd/healthcheck-client.crt /etc/kubernetes/pki/etcd/healthcheck-client.key /etc/kubernetes/manifests /var/lib/kubelet/config.yaml /var/lib/kubelet/instance-config.yaml /var/lib/kubelet/kubeadm-flags.env /etc/kubernetes/pki/ca.crt"
END_OF_FILE

put '0644' '/etc/altostratus/hostname' <<'END_OF_FILE'
worker-1
END_OF_FILE

put '0644' '/etc/altostratus/hosts' <<'END_OF_FILE'
10.10.0.10 api.main.dev.example.com
10.10.1.31 worker-1
END_OF_FILE

put '0644' '/etc/altostratus/join.env' <<'END_OF_FILE'
JOIN_CONFIG="/etc/kubernetes/kubeadm-join.yaml"
JOIN_KUBECONFIG="/etc/altostratus/join.kubeconfig"
API_URL="https://api.main.dev.example.com:8443"
AUTHORITY="/etc/altostratus/ca.crt"
CLIENT_CERTIFICATE="/var/lib/kubelet/pki/kubelet-client-current.pem"
VERSION="1.36.3"
REVISION="334a2f4a6b8d1f99fae03f578021645d"
DONE_FILE="/var/lib/altostratus/upgraded"
END_OF_FILE

put '0644' '/etc/altostratus/masked' <<'END_OF_FILE'
firewalld.service
END_OF_FILE

put '0644' '/etc/altostratus/node.env' <<'END_OF_FILE'
RESOLVER_LINK="/run/altostratus/resolv.conf"
END_OF_FILE

put '0644' '/etc/altostratus/packages' <<'END_OF_FILE'
ca-certificates ca-certificates *
chrony chrony *
conntrack conntrack-tools *
curl curl *
ethtool ethtool *
gzip gzip *
haproxy haproxy *
iproute2 iproute *
iptables iptables *
keepalived keepalived *
kmod kmod *
nftables nftables *
socat socat *
tar tar *
END_OF_FILE

put '0644' '/etc/altostratus/secrets' <<'END_OF_FILE'
/etc/altostratus/ca.crt
/etc/altostratus/join.kubeconfig
/etc/containerd/certs.d/docker.io/mirror-1.crt
/etc/containerd/certs.d/quay.io/mirror-1.crt
/etc/containerd/certs.d/registry.dev.example.com/mirror-1.crt
/etc/containerd/certs.d/registry.k8s.io/mirror-1.crt
END_OF_FILE

put '0644' '/etc/altostratus/selinux' <<'END_OF_FILE'
boolean haproxy_connect_any
domain keepalived_t
END_OF_FILE

put '0644' '/etc/altostratus/units' <<'END_OF_FILE'
defined-by altostratus.target /etc/systemd/system/altostratus.target
start altostratus-firewall.service
start altostratus-join.service
start altostratus-mend.service
start altostratus-node.service
start altostratus-secrets.service
start chronyd.service
start containerd.service
start haproxy.service
start keepalived.service
start kubelet.service
restarted-by kubelet.service altostratus-upgrade
defined-by altostratus-firewall.service /etc/systemd/system/altostratus-firewall.service
defined-by altostratus-join.service /etc/systemd/system/altostratus-join.service
defined-by altostratus.target /etc/systemd/system/altostratus-keep.service
defined-by altostratus-mend.service /etc/systemd/system/altostratus-mend.service
defined-by altostratus-node.service /etc/systemd/system/altostratus-node.service
defined-by containerd.service /etc/systemd/system/containerd.service
defined-by haproxy.service /etc/systemd/system/haproxy.service.d/altostratus.conf
defined-by keepalived.service /etc/systemd/system/keepalived.service.d/altostratus.conf
defined-by kubelet.service /etc/systemd/system/kubelet.service
defined-by kubelet.service /etc/systemd/system/kubelet.service.d/10-kubeadm.conf
defined-by containerd.service /etc/systemd/system/containerd.service.d/05-altostratus-firewall.conf
defined-by kubelet.service /etc/systemd/system/kubelet.service.d/05-altostratus-firewall.conf
defined-by haproxy.service /etc/systemd/system/haproxy.service.d/05-altostratus-firewall.conf
defined-by keepalived.service /etc/systemd/system/keepalived.service.d/05-altostratus-firewall.conf
defined-by altostratus-secrets.service /etc/systemd/system/altostratus-secrets.service
read-by altostratus-firewall.service /etc/altostratus/firewall.nft
read-by containerd.service /etc/containerd/config.toml
read-by haproxy.service /etc/haproxy/haproxy.cfg
read-by keepalived.service /etc/keepalived/keepalived.conf
read-by systemd-journald.service /etc/systemd/journald.conf.d/altostratus.conf
read-by containerd.service /usr/local/bin/containerd
read-by containerd.service /usr/local/bin/containerd-shim-runc-v2
read-by containerd.service /usr/local/bin/ctr
read-by altostratus-secrets.service /etc/altostratus/secrets
read-by chronyd.service /etc/altostratus/chrony.conf
END_OF_FILE

put '0644' '/etc/altostratus/upgrade.env' <<'END_OF_FILE'
ROLES="worker"
NODE="worker-1"
TARGET="1.36.3"
REVISION="334a2f4a6b8d1f99fae03f578021645d"
DONE_FILE="/var/lib/altostratus/upgraded"
API_URL="https://api.main.dev.example.com:8443"
AUTHORITY="/etc/altostratus/ca.crt"
CLIENT_CERTIFICATE="/var/lib/kubelet/pki/kubelet-client-current.pem"
IGNORED_CHECKS=""
END_OF_FILE

put '0644' '/etc/containerd/certs.d/docker.io/hosts.toml' <<'END_OF_FILE'
server = "https://registry-1.docker.io"
[host."https://10.96.0.3"]
capabilities = ["pull", "resolve"]
dial_timeout = "3s"
ca = "/etc/containerd/certs.d/docker.io/mirror-1.crt"
END_OF_FILE

put '0644' '/etc/containerd/certs.d/quay.io/hosts.toml' <<'END_OF_FILE'
server = "https://quay.io"
[host."https://10.96.0.5"]
capabilities = ["pull", "resolve"]
dial_timeout = "3s"
ca = "/etc/containerd/certs.d/quay.io/mirror-1.crt"
END_OF_FILE

put '0644' '/etc/containerd/certs.d/registry.dev.example.com/hosts.toml' <<'END_OF_FILE'
server = "https://registry.dev.example.com"
[host."https://10.96.0.2"]
capabilities = ["pull", "resolve"]
dial_timeout = "3s"
ca = "/etc/containerd/certs.d/registry.dev.example.com/mirror-1.crt"
END_OF_FILE

put '0644' '/etc/containerd/certs.d/registry.k8s.io/hosts.toml' <<'END_OF_FILE'
server = "https://registry.k8s.io"
[host."https://10.96.0.4"]
capabilities = ["pull", "resolve"]
dial_timeout = "3s"
ca = "/etc/containerd/certs.d/registry.k8s.io/mirror-1.crt"
END_OF_FILE

put '0644' '/etc/containerd/config.toml' <<'END_OF_FILE'
version = 3
[plugins."io.containerd.cri.v1.images".pinned_images]
sandbox = "registry.k8s.io/pause:3.10.2"
[plugins."io.containerd.cri.v1.images".registry]
config_path = "/etc/containerd/certs.d"
[plugins."io.containerd.cri.v1.runtime".containerd]
default_runtime_name = "runc"
[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"
[plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]
SystemdCgroup = true
END_OF_FILE

put '0644' '/etc/haproxy/haproxy.cfg' <<'END_OF_FILE'
global
  log stdout format short daemon info err
  user haproxy
  group haproxy
  chroot /var/lib/haproxy
  stats socket /run/haproxy/admin.sock mode 600 level admin
  stats timeout 30s

defaults
  log global
  mode tcp
  option tcplog
  option dontlognull
  option dontlog-normal
  option clitcpka
  option srvtcpka
  option redispatch 1
  retries 3
  timeout connect 1s
  timeout check 5s
  timeout client 15m
  timeout server 15m
  default-server inter 1s fastinter 500ms fall 2 rise 2 on-marked-down shutdown-sessions

frontend alive
  mode http
  bind /run/haproxy/alive.sock mode 600
  timeout client 5s
  http-request set-log-level silent
  http-request return status 200 if { path / }
  http-request return status 200 if { path /10.10.0.20 } { nbsrv(dc1-main-public-balancer-80) gt 0 }
  http-request return status 200 if { path /10.10.0.20 } { nbsrv(dc1-main-public-balancer-443) gt 0 }
  http-request return status 503

frontend dc1-main-public-balancer-80
  bind 10.10.0.20:80
  default_backend dc1-main-public-balancer-80

backend dc1-main-public-balancer-80
  balance leastconn
  server worker-1 10.10.1.31:30001 send-proxy-v2 check
  server worker-2 10.10.1.32:30001 send-proxy-v2 check
  server worker-3 10.10.1.33:30001 send-proxy-v2 check
  server worker-4 10.10.1.34:30001 send-proxy-v2 check
  server worker-5 10.10.1.35:30001 send-proxy-v2 check

frontend dc1-main-public-balancer-443
  bind 10.10.0.20:443
  default_backend dc1-main-public-balancer-443

backend dc1-main-public-balancer-443
  balance leastconn
  server worker-1 10.10.1.31:30002 send-proxy-v2 check
  server worker-2 10.10.1.32:30002 send-proxy-v2 check
  server worker-3 10.10.1.33:30002 send-proxy-v2 check
  server worker-4 10.10.1.34:30002 send-proxy-v2 check
  server worker-5 10.10.1.35:30002 send-proxy-v2 check
END_OF_FILE

put '0644' '/etc/keepalived/keepalived.conf' <<'END_OF_FILE'
global_defs {
  router_id worker-1
  enable_script_security
  script_user root
  vrrp_version 3
  vrrp_check_unicast_src
  vrrp_garp_master_refresh 60
  vrrp_priority -20
}

vrrp_script haproxy {
  script "/usr/bin/curl -sf -o /dev/null --max-time 1 --unix-socket /run/haproxy/alive.sock http://localhost/"
  interval 1
  timeout 2
  fall 2
  rise 2
}

vrrp_script served-10.10.0.20 {
  script "/usr/bin/curl -sf -o /dev/null --max-time 1 --unix-socket /run/haproxy/alive.sock http://localhost/10.10.0.20"
  interval 1
  timeout 2
  fall 3
  rise 3
}

vrrp_instance dc1-main-public-balancer {
  state BACKUP
  nopreempt
  interface eth0
  virtual_router_id 2
  priority 252
  advert_int 0.5
  unicast_src_ip 10.10.1.31
  unicast_peer {
    10.10.1.32
    10.10.1.33
    10.10.1.34
    10.10.1.35
  }
  virtual_ipaddress {
    10.10.0.20/32
  }
  track_script {
    haproxy
    served-10.10.0.20
  }
}
END_OF_FILE

put '0600' '/etc/kubernetes/kubeadm-join.yaml' <<'END_OF_FILE'
apiVersion: kubeadm.k8s.io/v1beta4
kind: JoinConfiguration
discovery:
  file:
    kubeConfigPath: /etc/altostratus/join.kubeconfig
nodeRegistration:
  name: worker-1
  criSocket: unix:///run/containerd/containerd.sock
  kubeletExtraArgs:
    - name: node-ip
      value: 10.10.1.31
    - name: node-labels
      value: altostratus.dev/pool=general
END_OF_FILE

put '0644' '/etc/modules-load.d/altostratus.conf' <<'END_OF_FILE'
br_netfilter
ip_vs
ip_vs_rr
ip_vs_sh
ip_vs_wrr
nf_conntrack
overlay
END_OF_FILE

put '0644' '/etc/security/limits.d/90-altostratus.conf' <<'END_OF_FILE'
* soft nofile 65536
* hard nofile 1048576
root soft nofile 65536
root hard nofile 1048576
END_OF_FILE

put '0644' '/etc/sysctl.d/99-zz-altostratus.conf' <<'END_OF_FILE'
fs.inotify.max_user_instances = 8192
fs.inotify.max_user_watches = 524288
kernel.keys.root_maxbytes = 25000000
kernel.keys.root_maxkeys = 1000000
kernel.panic = 10
kernel.panic_on_oops = 1
net.bridge.bridge-nf-call-ip6tables = 1
net.bridge.bridge-nf-call-iptables = 1
net.ipv4.ip_forward = 1
net.ipv4.ip_nonlocal_bind = 1
vm.max_map_count = 262144
vm.overcommit_memory = 1
vm.panic_on_oom = 0
END_OF_FILE

put '0644' '/etc/systemd/journald.conf.d/altostratus.conf' <<'END_OF_FILE'
[Journal]
Storage=persistent
SystemMaxUse=2G
SystemKeepFree=2G
END_OF_FILE

put '0644' '/etc/systemd/system.conf.d/altostratus.conf' <<'END_OF_FILE'
[Manager]
DefaultLimitNOFILE=65536:1048576
END_OF_FILE

put '0644' '/etc/systemd/system/altostratus-firewall.service' <<'END_OF_FILE'
[Unit]
Description=Who may open connections to this host
DefaultDependencies=no
Wants=network-pre.target
After=local-fs.target
Before=network-pre.target shutdown.target
Conflicts=shutdown.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/sbin/nft -f /etc/altostratus/firewall.nft
ExecReload=/usr/sbin/nft -f /etc/altostratus/firewall.nft
ExecStop=/usr/sbin/nft delete table inet altostratus
END_OF_FILE

put '0644' '/etc/systemd/system/altostratus-join.service' <<'END_OF_FILE'
[Unit]
Description=Join the Kubernetes cluster
Wants=network-online.target altostratus-secrets.service containerd.service altostratus-node.service
After=network-online.target altostratus-secrets.service containerd.service altostratus-node.service
ConditionPathExists=!/etc/kubernetes/kubelet.conf
StartLimitIntervalSec=0

[Service]
Type=oneshot
EnvironmentFile=/etc/altostratus/join.env
ExecStart=/usr/local/lib/altostratus/join-cluster
TimeoutStartSec=infinity
Restart=on-failure
RestartSec=5
END_OF_FILE

put '0644' '/etc/systemd/system/altostratus-keep.service' <<'END_OF_FILE'
[Unit]
Description=Keep a copy of the files that programs have written
StartLimitIntervalSec=0

[Service]
Type=oneshot
EnvironmentFile=/etc/altostratus/guard.env
ExecStart=/usr/local/lib/altostratus/guard-files keep
END_OF_FILE

put '0644' '/etc/systemd/system/altostratus-mend.service' <<'END_OF_FILE'
[Unit]
Description=Put back files that a power cut has torn
Before=containerd.service etcd.service haproxy.service keepalived.service kubelet.service altostratus-node.service altostratus-control-plane.service altostratus-join.service

[Service]
Type=oneshot
EnvironmentFile=/etc/altostratus/guard.env
RemainAfterExit=yes
ExecStart=/usr/local/lib/altostratus/guard-files mend
ExecStop=/usr/local/lib/altostratus/guard-files keep
END_OF_FILE

put '0644' '/etc/systemd/system/altostratus-node.service' <<'END_OF_FILE'
[Unit]
Description=Prepare the host for kubelet
After=systemd-resolved.service
Before=kubelet.service

[Service]
Type=oneshot
RemainAfterExit=yes
EnvironmentFile=/etc/altostratus/node.env
ExecStart=/usr/local/lib/altostratus/prepare-node
END_OF_FILE

put '0644' '/etc/systemd/system/altostratus-secrets.service' <<'END_OF_FILE'
[Unit]
Description=All keys of this host are there

[Service]
Type=oneshot
RemainAfterExit=yes
TimeoutStartSec=infinity
ExecStart=/usr/local/sbin/altostratus-await-secrets
END_OF_FILE

put '0644' '/etc/systemd/system/altostratus.target' <<'END_OF_FILE'
[Unit]
Description=Everything that altostratus runs here
Wants=altostratus-firewall.service
Wants=altostratus-join.service
Wants=altostratus-mend.service
Wants=altostratus-node.service
Wants=altostratus-secrets.service
Wants=chronyd.service
Wants=containerd.service
Wants=haproxy.service
Wants=keepalived.service
Wants=kubelet.service

[Install]
WantedBy=multi-user.target
END_OF_FILE

put '0644' '/etc/systemd/system/containerd.service' <<'END_OF_FILE'
[Unit]
Description=containerd container runtime
Documentation=https://containerd.io
After=network.target dbus.service
StartLimitIntervalSec=0

[Service]
Type=notify
ExecStartPre=-/sbin/modprobe overlay
ExecStart=/usr/local/bin/containerd
Delegate=yes
KillMode=process
Restart=always
RestartSec=5
LimitNPROC=infinity
LimitCORE=infinity
LimitNOFILE=1048576
TasksMax=infinity
OOMScoreAdjust=-999
END_OF_FILE

put '0644' '/etc/systemd/system/containerd.service.d/05-altostratus-firewall.conf' <<'END_OF_FILE'
[Unit]
Wants=altostratus-firewall.service
After=altostratus-firewall.service

[Service]
ExecStartPre=+/bin/sh -c 'exec /usr/sbin/nft list chain inet altostratus input >/dev/null'
END_OF_FILE

put '0644' '/etc/systemd/system/haproxy.service.d/05-altostratus-firewall.conf' <<'END_OF_FILE'
[Unit]
Wants=altostratus-firewall.service
After=altostratus-firewall.service

[Service]
ExecStartPre=+/bin/sh -c 'exec /usr/sbin/nft list chain inet altostratus input >/dev/null'
END_OF_FILE

put '0644' '/etc/systemd/system/haproxy.service.d/altostratus.conf' <<'END_OF_FILE'
[Unit]
StartLimitIntervalSec=0

[Service]
Restart=always
RestartSec=1
RuntimeDirectory=haproxy
RuntimeDirectoryPreserve=yes
END_OF_FILE

put '0644' '/etc/systemd/system/keepalived.service.d/05-altostratus-firewall.conf' <<'END_OF_FILE'
[Unit]
Wants=altostratus-firewall.service
After=altostratus-firewall.service

[Service]
ExecStartPre=+/bin/sh -c 'exec /usr/sbin/nft list chain inet altostratus input >/dev/null'
END_OF_FILE

put '0644' '/etc/systemd/system/keepalived.service.d/altostratus.conf' <<'END_OF_FILE'
[Unit]
After=haproxy.service
StartLimitIntervalSec=0

[Service]
Restart=always
RestartSec=1
END_OF_FILE

put '0600' '/etc/systemd/system/kubelet.service' <<'END_OF_FILE'
[Unit]
Description=kubelet: the Kubernetes node agent
Documentation=https://kubernetes.io/docs/
Wants=network-online.target containerd.service altostratus-node.service
After=network-online.target containerd.service altostratus-node.service
ConditionPathExists=/var/lib/kubelet/config.yaml
StartLimitIntervalSec=0

[Service]
ExecStart=/usr/local/bin/kubelet
Restart=always
RestartSec=10
END_OF_FILE

put '0644' '/etc/systemd/system/kubelet.service.d/05-altostratus-firewall.conf' <<'END_OF_FILE'
[Unit]
Wants=altostratus-firewall.service
After=altostratus-firewall.service

[Service]
ExecStartPre=+/bin/sh -c 'exec /usr/sbin/nft list chain inet altostratus input >/dev/null'
END_OF_FILE

put '0600' '/etc/systemd/system/kubelet.service.d/10-kubeadm.conf' <<'END_OF_FILE'
[Service]
Environment="KUBELET_KUBECONFIG_ARGS=--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf"
Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"
EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
ExecStart=
ExecStart=/usr/local/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS
END_OF_FILE

put '0755' '/usr/local/lib/altostratus/guard-files' <<'END_OF_FILE'
#!/bin/bash
set -euo pipefail
umask 077

say() { printf '%s\n' "$*" >&2; }

mkdir -p "$KEPT"
exec 9>"$KEPT.lock"
flock 9

guarded() { find $GUARDED -type f -size -1024k ! -name '*.part' 2>/dev/null || true; }

keep() {
  local file
  local -A now=()
  while IFS= read -r file; do
    now[$file]=1
    if cmp -s "$file" "$KEPT$file"; then continue; fi
    mkdir -p "$(dirname "$KEPT$file")"
    cp -p "$file" "$KEPT$file.part"
    sync "$KEPT$file.part"
    mv "$KEPT$file.part" "$KEPT$file"
  done < <(guarded)
  while IFS= read -r file; do
    if [ -z "${now[${file#"$KEPT"}]-}" ]; then rm -f "$file"; fi
  done < <(find "$KEPT" -type f)
  sync
}

torn() {
  local size
  size=$(tr -d '\0' <"$1" | wc -c)
  [ "$size" -lt "$(stat -c %s "$2")" ] && cmp -s <(tr -d '\0' <"$1") <(head -c "$size" "$2")
}

mend() {
  local file
  while IFS= read -r file; do
    if [ -e "$KEPT$file" ] && torn "$file" "$KEPT$file"; then
      say "$file was torn: it is put back"
      cp -p "$KEPT$file" "$file.part"
      sync "$file.part"
      mv "$file.part" "$file"
    fi
  done < <(guarded)
}

case ${1:-} in
keep) keep ;;
mend) mend ;;
*)
  say "usage: ${0##*/} keep|mend"
  exit 2
  ;;
esac
END_OF_FILE

put '0755' '/usr/local/lib/altostratus/join-cluster' <<'END_OF_FILE'
#!/bin/bash
set -euo pipefail
umask 077

if [ -e /etc/kubernetes/kubelet.conf ]; then exit 0; fi

said=' '
wait_for() { # KIND WHAT
  if [[ $said != *" $1 "* ]]; then
    printf 'Waiting: %s\n' "$2" >&2
    said+="$1 "
  fi
  sleep 1
}

offered() {
  curl --silent --fail --noproxy '*' --max-time 10 --cacert "$AUTHORITY" "$@" "$API_URL/api/v1/namespaces/kube-system/configmaps/kubelet-config" |
    tr -d ' \n' | sed 's/[,{}]/\n/g' | sed -n 's|^"altostratus.dev/revision":"\([0-9a-f]*\)"$|\1|p'
}
token() { sed -n "s/^ *token: *[\"']\{0,1\}\([a-z0-9.]*\).*/header = \"Authorization: Bearer \1\"/p" "$JOIN_KUBECONFIG"; }
version() {
  curl --silent --show-error --fail --noproxy '*' --max-time 10 --cacert "$AUTHORITY" --config <(token) "$API_URL/version" 2>&1
}
minor() { cut -d . -f 2 <<<"$1"; }

systemctl stop kubelet.service
rm -f /etc/kubernetes/bootstrap-kubelet.conf /etc/kubernetes/pki/ca.crt "$DONE_FILE"

own=$(kubelet --version)
own=${own#*v}
while :; do
  if ! answer=$(version); then
    case $answer in
    *' error: 401'*)
      if [ -n "$(token | grep 'Bearer [a-z0-9]')" ]; then
        wait_for token 'for the cluster to know the token of this host'
      else
        wait_for none "for a token in $JOIN_KUBECONFIG: it is taken away when a host has joined, so deliver that file again"
      fi
      ;;
    *) wait_for answer "for an answer of $API_URL ($answer)" ;;
    esac
    continue
  fi
  running=$(tr -d ' \n' <<<"$answer" | sed 's/[,{}]/\n/g' | sed -n 's/^"gitVersion":"v\([0-9]*\.[0-9]*\.[^"]*\)"$/\1/p')
  if [ -z "$running" ]; then
    wait_for version "for $API_URL to say which version it has"
  elif [ "$(minor "$own")" -gt "$(minor "$running")" ]; then
    wait_for upgrade "for the upgrade of the control plane: it has $running, and this host already $own"
  else
    break
  fi
done

before=$(offered --config <(token)) || before=
kubeadm join --config "$JOIN_CONFIG"

find /etc/kubernetes -type f -exec chmod go= {} +
find /var/lib/kubelet -maxdepth 1 -type f -exec chmod go= {} +
systemctl start altostratus-keep.service

sed 's/^\( *token:\).*/\1 ""/' "$JOIN_KUBECONFIG" >"$JOIN_KUBECONFIG.part"
sync "$JOIN_KUBECONFIG.part"
mv "$JOIN_KUBECONFIG.part" "$JOIN_KUBECONFIG"
systemctl start altostratus-keep.service

after=$(offered --cert "$CLIENT_CERTIFICATE") || after=
if [ "$before" = "$REVISION" ] && [ "$after" = "$REVISION" ] && [ "$(kubelet --version)" = "Kubernetes v$VERSION" ]; then
  mkdir -p "$(dirname "$DONE_FILE")"
  printf '%s\n' "$REVISION" >"$DONE_FILE"
else
  printf 'The cluster has other settings than the files of this host, or did not say: the next upgrade includes this host.\n' >&2
fi
END_OF_FILE

put '0755' '/usr/local/lib/altostratus/prepare-node' <<'END_OF_FILE'
#!/bin/bash
set -euo pipefail

servers=/etc/resolv.conf
if systemctl is-active --quiet systemd-resolved.service; then servers=/run/systemd/resolve/resolv.conf; fi
mkdir -p "$(dirname "$RESOLVER_LINK")"
ln -sfn "$servers" "$RESOLVER_LINK"

mkdir -p /opt/cni/bin
for plugin in bridge host-local loopback portmap; do
  for folder in /usr/lib/cni /usr/libexec/cni; do
    if [ ! -e "/opt/cni/bin/$plugin" ] && [ -x "$folder/$plugin" ]; then
      install -m 0755 "$folder/$plugin" "/opt/cni/bin/.$plugin"
      mv "/opt/cni/bin/.$plugin" "/opt/cni/bin/$plugin"
    fi
  done
done
END_OF_FILE

put '0755' '/usr/local/lib/altostratus/upgrade-worker' <<'END_OF_FILE'
#!/bin/bash
set -euo pipefail
umask 077
export LC_ALL=C

say() { printf 'altostratus-upgrade worker: %s\n' "$*" >&2; }
refuse() {
  say "$*"
  exit 1
}
minor() { cut -d . -f 2 <<<"$1"; }
ask() {
  curl --silent --show-error --fail --noproxy '*' --max-time 10 --cacert "$AUTHORITY" --cert "$CLIENT_CERTIFICATE" "$API_URL$1" |
    tr -d ' \n' | sed 's/[,{}]/\n/g'
}

if [ "$(cat -- "$DONE_FILE" 2>/dev/null)" = "$REVISION" ]; then
  say 'This host has what its files say already.'
  exit 0
fi
node=${NODE:-$(hostname)}
if [ "$(kubeadm version --output short)" != "v$TARGET" ] || [ "$(kubelet --version)" != "Kubernetes v$TARGET" ]; then
  refuse "kubeadm and kubelet of $TARGET are not installed: run boot.sh of this host first."
fi
running=$(ask /version | sed -n 's/^"gitVersion":"v\([^"]*\)"$/\1/p')
if [ -z "$running" ]; then refuse 'The API server does not answer.'; fi
if [ "$(minor "$TARGET")" -gt "$(minor "$running")" ]; then refuse "The control plane has $running: upgrade it first."; fi
if ! ask "/api/v1/nodes/$node" | grep -qx '"unschedulable":true'; then
  refuse "Node $node takes pods: drain it first, on a host of the control plane: altostratus-upgrade drain $node"
fi

say "Upgrades this host to $TARGET."
kubeadm upgrade node --ignore-preflight-errors="$IGNORED_CHECKS" >&2
find /etc/kubernetes -type f -exec chmod go= {} +
find /var/lib/kubelet -maxdepth 1 -type f -exec chmod go= {} +
systemctl start altostratus-keep.service
systemctl restart kubelet.service
fresh() { ask "/api/v1/nodes/$node" 2>/dev/null | grep -qx "\"kubeletVersion\":\"v$TARGET\""; }
if ! fresh; then
  say 'Waiting: for the node to tell its version'
  until fresh; do sleep 2; done
fi
mkdir -p -- "$(dirname "$DONE_FILE")"
printf '%s\n' "$REVISION" >"$DONE_FILE"
say "Done. Now: altostratus-upgrade uncordon $node"
END_OF_FILE

put '0755' '/usr/local/sbin/altostratus-activate' <<'END_OF_FILE'
#!/usr/bin/env bash
set -euo pipefail
export LC_ALL=C DEBIAN_FRONTEND=noninteractive
root=${ALTOSTRATUS_ROOT:-} # another root folder, for tests
state=$root/var/lib/altostratus
failed=0

say() { printf 'altostratus: %s\n' "$*" >&2; }
has() { command -v "$1" >/dev/null; }

try() { "$@" || { failed=1; say "failed: $*"; }; }

replace() {
  mkdir -p -- "${1%/*}" && cat >"$work/new" || return 1
  cmp -s -- "$work/new" "$1" && return 0
  install -m 0644 -T -- "$work/new" "$1.altostratus" && sync -- "$1.altostratus" && mv -fT -- "$1.altostratus" "$1"
}

set_hostname() {
  [ -e "$root/etc/altostratus/hostname" ] || return 0
  replace "$root/etc/hostname" <"$root/etc/altostratus/hostname" || return 1
  [ "$(cat /proc/sys/kernel/hostname)" = "$(cat "$root/etc/hostname")" ] ||
    sysctl -q -w "kernel.hostname=$(cat "$root/etc/hostname")"
}

set_hosts() {
  {
    [ ! -e "$root/etc/hosts" ] || awk '
      /^# BEGIN altostratus$/ { held = ""; hold = 1; next }
      hold && /^# END altostratus$/ { hold = 0; next }
      hold { held = held $0 "\n"; next }
      { print }
      END { if (hold) printf "%s", held }' "$root/etc/hosts"
    printf '# BEGIN altostratus\n'
    [ ! -e "$root/etc/altostratus/hosts" ] || cat "$root/etc/altostratus/hosts"
    printf '# END altostratus\n'
  } | replace "$root/etc/hosts"
}

set_time_zone() {
  [ "$(readlink "$root/etc/localtime")" = /usr/share/zoneinfo/Etc/UTC ] ||
    ln -sfnT /usr/share/zoneinfo/Etc/UTC "$root/etc/localtime"
}

swap_off() {
  local entry='^[[:space:]]*[^#[:space:]]+[[:space:]]+[^[:space:]]+[[:space:]]+swap[[:space:]]'
  [ "$(wc -l </proc/swaps)" -le 1 ] || swapoff -a || return 1
  if grep -qE "$entry" "$root/etc/fstab" 2>/dev/null; then sed -i -E "/$entry/ s/^/# /" "$root/etc/fstab" || return 1; fi
  [ "$(readlink "$root/etc/systemd/system/swap.target")" = /dev/null ] || systemctl mask --quiet swap.target
}

load_modules() {
  local module result=0
  [ -e "$root/etc/modules-load.d/altostratus.conf" ] || return 0
  while read -r module; do modprobe -- "$module" || { result=1; say "no kernel module $module"; }; done <"$root/etc/modules-load.d/altostratus.conf"
  return "$result"
}

set_sysctls() { [ ! -e "$root/etc/sysctl.d/99-zz-altostratus.conf" ] || sysctl -q -p "$root/etc/sysctl.d/99-zz-altostratus.conf"; }

set_trust() {
  local folder=$root/usr/local/share/ca-certificates update=update-ca-certificates file wanted
  [ -d "$root/etc/altostratus/trust" ] || return 0
  if ! has "$update"; then folder=$root/etc/pki/ca-trust/source/anchors update=update-ca-trust; fi
  if [ "${1:-}" = early ] && ! has "$update"; then return 0; fi
  wanted=$(cd "$root/etc/altostratus/trust" && sha256sum -- *) || return 1
  [ "$wanted" != "$(cat "$state/trust" 2>/dev/null)" ] || return 0
  for file in "$root/etc/altostratus/trust"/*; do replace "$folder/altostratus-${file##*/}" <"$file" || return 1; done
  "$update" >/dev/null && mkdir -p -- "$state" && printf '%s\n' "$wanted" >"$state/trust"
}

set_repositories() {
  local file
  for file in "$root/etc/altostratus/repositories"/*; do
    case $file in
    *.sources) ! has apt-get || replace "$root/etc/apt/sources.list.d/altostratus-${file##*/}" <"$file" || return 1 ;;
    *.repo) has apt-get || ! has dnf || replace "$root/etc/yum.repos.d/altostratus-${file##*/}" <"$file" || return 1 ;;
    esac
  done
}

installed() {
  local found
  if has apt-get; then
    found=$(dpkg-query -W -f '${db:Status-Status} ${Version}' -- "$1" 2>/dev/null) || return 1
    [[ $found == "installed "$2 ]]
  else
    found=$(rpm -q --whatprovides --queryformat '%{VERSION}-%{RELEASE}' -- "$1" 2>/dev/null) || return 1
    [[ $found == $2 ]]
  fi
}

install_now() (
  if has apt-get; then
    apt=(apt-get -q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold)
    policy=$root/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
      trap 'rm -f -- "$policy"' EXIT
      printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 0755 "$policy" || exit 1
    fi
    "${apt[@]}" update && "${apt[@]}" install --no-install-recommends --allow-downgrades --allow-change-held-packages -- "$@" || exit 1
    for package; do case $package in *=*) apt-mark -q hold -- "${package%%=*}" >/dev/null || exit 1 ;; esac; done
  elif has dnf; then
    dnf -q -y --disableexcludes=main install -- "${@/=/-}"
  else
    say 'no apt-get and no dnf here'
    exit 1
  fi
)

hold_packages() {
  local names conf=$root/etc/dnf/dnf.conf
  ! has apt-get && has dnf || return 0
  names=$(awk '$3 != "*" { printf "%s%s", sep, $2; sep = " " }' "$root/etc/altostratus/packages") || return 1
  if [ ! -e "$conf" ]; then
    [ -n "$names" ] || return 0
    mkdir -p -- "${conf%/*}" && printf '[main]\n' >"$conf" || return 1
  fi
  awk -v names="$names" '
    /^# altostratus: / { getline; next }
    { all[++n] = $0 }
    /^exclude[ \t]*=/ { taken = 1 }
    END {
      for (i = 1; i <= n; i++) {
        print all[i]
        if (all[i] ~ /^\[main\]/ && names != "")
          print "# altostratus: these have to have one version\n" (taken ? "excludepkgs=" : "exclude=") names
      }
    }' "$conf" | replace "$conf"
}

install_packages() {
  local name rhel version missing=() attempt
  while read -r name rhel version; do
    has apt-get || name=$rhel
    installed "$name" "$version" && continue
    if [ "$version" = '*' ]; then missing+=("$name"); else missing+=("$name=$version"); fi
  done <"$root/etc/altostratus/packages"
  [ "${#missing[@]}" -gt 0 ] || return 0
  for attempt in {1..60}; do
    if install_now "${missing[@]}"; then return 0; fi
    say "attempt $attempt: cannot install ${missing[*]}"
    sleep 10
  done
  return 1
}

stamp() { stat -c '%a:%s:%.9Y' -- "$root$1" 2>/dev/null || echo absent; }

note_of() { printf '%s' "$state/downloads/${1//\//%}"; }
note() { printf '%s\n' "$2 $3 $4 $(stamp "$1")" >"$(note_of "$1")"; }
sum_of() { sha256sum <"$1" | cut -d ' ' -f 1; }

is_fetched() {
  local now
  now=$(stamp "$1")
  [ "$now" != absent ] || return 1
  [ "$(cat -- "$(note_of "$1")" 2>/dev/null)" != "$2 $3 $4 $now" ] || return 0
  [ "$4" = - ] && [ "${now%%:*}" = "${3#0}" ] && [ "$(sum_of "$root$1")" = "$2" ] && note "$@"
}

get() {
  local protocols='=https,http' reason found
  case $1 in https:*) protocols='=https' ;; esac
  reason=$(curl -q --noproxy '*' --proto "$protocols" --fail --location --silent --show-error --connect-timeout 10 \
    --speed-limit 1000 --speed-time 30 --output "$3" --url "$1" 2>&1) || { say "cannot fetch $1: $reason"; return 1; }
  found=$(sum_of "$3")
  [ "$found" = "$2" ] || { say "not installed: $1 has the SHA-256 $found, but $2 is wanted"; return 1; }
}

fetch() (
  folder='' file=''
  while IFS=$'\t' read -r sum mode path url member <&3; do
    if [ "$url" != "$1" ] || [ "$sum" != "$2" ] || is_fetched "$path" "$sum" "$mode" "$member"; then continue; fi
    if [ -z "$folder" ]; then
      folder=$root${path%/*}/.altostratus-$(printf '%s' "$url" | sha256sum | cut -c 1-16)
      trap 'rm -rf -- "$folder"' EXIT
      rm -rf -- "$folder" && mkdir -p -- "$folder" && get "$url" "$sum" "$folder/source" || exit 1
    fi
    file=$folder/source
    if [ "$member" != - ]; then
      [ -d "$folder/unpacked" ] || { mkdir -- "$folder/unpacked" && tar -xzf "$file" -C "$folder/unpacked" --no-same-owner; } ||
        { say "cannot unpack $url"; exit 1; }
      file=$folder/unpacked/$member
    fi
    mkdir -p -- "$root${path%/*}" && install -m "$mode" -T -- "$file" "$root$path.altostratus" &&
      sync -- "$root$path.altostratus" && mv -fT -- "$root$path.altostratus" "$root$path" &&
      note "$path" "$sum" "$mode" "$member" || { say "cannot install $path from $url"; exit 1; }
    say "installed $path"
  done 3<"$root/etc/altostratus/downloads"
)

fetch_round() {
  local url sum running=0 result=0
  awk -F '\t' '!seen[$4, $1]++ { print $4 "\t" $1 }' "$root/etc/altostratus/downloads" >"$work/sources"
  while IFS=$'\t' read -r url sum <&3; do
    if [ "$running" -ge 4 ]; then
      wait -n || result=1
      running=$((running - 1))
    fi
    fetch "$url" "$sum" &
    running=$((running + 1))
  done 3<"$work/sources"
  for (( ; running > 0; running--)); do wait -n || result=1; done
  return "$result"
}

install_downloads() {
  local attempt
  [ -e "$root/etc/altostratus/downloads" ] || return 0
  mkdir -p -- "$state/downloads"
  for attempt in {1..60}; do
    if fetch_round; then return 0; fi
    say "attempt $attempt: not all downloads are there"
    sleep 10
  done
  return 1
}

set_users() {
  local name result=0
  [ -e "$root/etc/altostratus/users" ] || return 0
  while read -r name; do
    id -u -- "$name" >/dev/null 2>&1 || useradd --create-home --shell /bin/bash -- "$name" ||
      { result=1; say "cannot make the user $name"; }
  done <"$root/etc/altostratus/users"
  return "$result"
}

set_selinux() {
  local kind name config=$root/etc/selinux/config result=0
  [ -e "$root/etc/altostratus/selinux" ] && has getenforce && [ "$(getenforce)" != Disabled ] || return 0
  while read -r kind name <&3; do
    case $kind in
    permissive)
      [ "$(getenforce)" = Permissive ] || setenforce 0 || result=1
      ! grep -qs '^SELINUX=enforcing' "$config" || sed -i 's/^SELINUX=enforcing.*/SELINUX=permissive/' "$config" || result=1
      ;;
    boolean) [ "$(getsebool "$name")" = "$name --> on" ] || setsebool -P "$name" on || result=1 ;;
    domain) is_permissive "$name" || make_permissive "$name" || result=1 ;;
    esac
  done 3<"$root/etc/altostratus/selinux"
  return "$result"
}

is_permissive() { semodule -l | awk -v name="permissive_$1" '$1 == name { found = 1 } END { exit !found }'; }
make_permissive() { printf '(typepermissive %s)\n' "$1" >"$work/permissive_$1.cil" && semodule -i "$work/permissive_$1.cil"; }

mask_units() {
  local unit result=0
  [ -e "$root/etc/altostratus/masked" ] || return 0
  while read -r unit <&3; do
    [ "$(readlink "$root/etc/systemd/system/$unit")" = /dev/null ] || systemctl mask --quiet -- "$unit" || result=1
    case $(systemctl is-active -- "$unit" || true) in active | activating | reloading) systemctl stop -- "$unit" || result=1 ;; esac
  done 3<"$root/etc/altostratus/masked"
  return "$result"
}

set_time_servers() {
  local conf=$root/etc/chrony.conf
  [ -e "$root/etc/altostratus/chrony.conf" ] || return 0
  [ ! -d "$root/etc/chrony" ] || conf=$root/etc/chrony/chrony.conf
  replace "$conf" <"$root/etc/altostratus/chrony.conf"
}

noted() { cat -- "$state/started/$1" 2>/dev/null || true; }

refresh_units() {
  local kind unit path seen changed=() units=()
  local -A definitions=() contents=() others=()
  while read -r kind unit path; do
    if [ -z "${definitions[$unit]+set}" ]; then units+=("$unit") definitions[$unit]='' contents[$unit]=''; fi
    case $kind in
    defined-by) definitions[$unit]+=" $path=$(stamp "$path")" ;;
    read-by) contents[$unit]+=" $path=$(stamp "$path")" ;;
    restarted-by) others[$unit]=$path ;;
    esac
  done <"$root/etc/altostratus/units"
  for unit in "${units[@]}"; do
    [ "$(noted "$unit")" = "${definitions[$unit]}|${contents[$unit]}" ] || changed+=("$unit")
  done
  [ "${#changed[@]}" -gt 0 ] || return 0
  mkdir -p -- "$state/started"
  systemctl daemon-reload || return 1
  for unit in "${changed[@]}"; do
    seen=$(noted "$unit")
    case $unit:$(systemctl is-active -- "$unit" || true) in
    *.target:*) ;;
    *:active | *:activating | *:reloading)
      if [ -n "${others[$unit]-}" ]; then
        say "$unit goes on with what it was started with: ${others[$unit]} restarts it"
      elif [ "${seen%%|*}" = "${definitions[$unit]}" ]; then
        systemctl reload-or-restart --no-block -- "$unit" || return 1
      else
        systemctl restart --no-block -- "$unit" || return 1
      fi
      ;;
    esac
    printf '%s\n' "${definitions[$unit]}|${contents[$unit]}" >"$state/started/$unit" || return 1
  done
  systemctl enable --quiet altostratus.target && systemctl start --no-block altostratus.target
}

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
mkdir -p -- "$root/run"
exec 9>"$root/run/altostratus.lock"
flock 9
exec </dev/null
try set_hostname
try set_hosts
try set_time_zone
try swap_off
try load_modules
try set_sysctls
try set_selinux
try set_trust early
try set_repositories
install_packages || { say 'packages are missing, so nothing is started'; exit 1; }
try hold_packages
try set_trust
install_downloads || { say 'downloads are missing, so nothing is started'; exit 1; }
try set_users
try set_time_servers
try sync -f -- "$root/etc" "$root/usr" "$root/var"
try refresh_units
try mask_units
exit "$failed"
END_OF_FILE

put '0755' '/usr/local/sbin/altostratus-await-secrets' <<'END_OF_FILE'
#!/usr/bin/env bash
# Waits until all keys of this host are there.
set -euo pipefail
root=${ALTOSTRATUS_ROOT:-} # another root folder, for tests
while read -r path; do
  [ -s "$root$path" ] || printf 'altostratus: waiting for %s\n' "$path" >&2
  until [ -s "$root$path" ]; do sleep 1; done
done <"$root/etc/altostratus/secrets"
END_OF_FILE

put '0755' '/usr/local/sbin/altostratus-upgrade' <<'END_OF_FILE'
#!/bin/bash
set -euo pipefail
umask 077
export LC_ALL=C
set -a
. "${ALTOSTRATUS_SETTINGS:-/etc/altostratus/upgrade.env}"
set +a

say() { printf 'altostratus-upgrade: %s\n' "$*" >&2; }
refuse() {
  say "$*"
  exit 2
}
must_be() { case " $ROLES " in *" $1 "*) ;; *) refuse "This host is not of the role $1; it has: $ROLES." ;; esac; }
kube() { kubectl --kubeconfig "$ADMIN_KUBECONFIG" --server "$API_URL" "$@"; }

step=${1:-}
case $step in
etcd | control-plane | worker)
  must_be "$step"
  exec "${ALTOSTRATUS_PROGRAMS:-/usr/local/lib/altostratus/}upgrade-$step"
  ;;
is-done)
  must_be worker
  [ "$(cat -- "$DONE_FILE" 2>/dev/null)" = "$REVISION" ]
  ;;
check)
  must_be control-plane
  shift
  for node; do
    state=$(kube get node "$node" --output 'jsonpath={.status.conditions[?(@.type=="Ready")].status}') || refuse "There is no node $node."
    if [ "$state" != True ]; then refuse "Node $node is not ready."; fi
  done
  ;;
drain)
  must_be control-plane
  if [ $# -ne 2 ]; then refuse 'Say which node.'; fi
  if [ "$(kube get node "$2" --output 'jsonpath={.spec.unschedulable}')" != true ]; then
    kube annotate node "$2" --overwrite altostratus.dev/drained=upgrade
  fi
  kube drain "$2" --ignore-daemonsets --delete-emptydir-data --timeout=15m
  ;;
uncordon)
  must_be control-plane
  if [ $# -ne 2 ]; then refuse 'Say which node.'; fi
  if [ -n "$(kube get node "$2" --output 'jsonpath={.metadata.annotations.altostratus\.dev/drained}')" ]; then
    kube uncordon "$2"
    kube annotate node "$2" altostratus.dev/drained-
  fi
  ;;
*) refuse 'Say what: etcd, control-plane, worker or is-done; check, drain or uncordon with names of nodes.' ;;
esac
END_OF_FILE

"$root/usr/local/sbin/altostratus-activate"
