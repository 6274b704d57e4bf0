#!/usr/bin/env bash
# What host master-1 gets. Run as root; safe to run again.
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

put '0644' '/etc/altostratus/certificate-ends.env' <<'END_OF_FILE'
PKI="/etc/kubernetes/pki"
CERTIFICATES="ca etcd/ca front-proxy-ca apiserver apiserver-kubelet-client apiserver-etcd-client front-proxy-client"
KUBECONFIG_FOLDER="/etc/kubernetes"
KUBECONFIGS="admin.conf controller-manager.conf scheduler.conf"
ENDPOINTS="127.0.0.1:6443 10.30.0.11:2379 10.30.0.12:2379 10.30.0.13:2379"
OUTPUT="/var/lib/altostratus/metrics/certificates.prom"
END_OF_FILE

put '0644' '/etc/altostratus/control-plane.env' <<'END_OF_FILE'
PKI="/etc/kubernetes/pki"
KUBEADM_CONFIG="/etc/kubernetes/kubeadm.yaml"
CERTIFICATES_CONFIG="/etc/kubernetes/etcd-certs.yaml"
TOKEN_CONFIG="/etc/kubernetes/kubeadm-token.yaml"
API_URL="https://127.0.0.1:6443"
ETCD_ENDPOINTS="https://10.30.0.11:2379,https://10.30.0.12:2379,https://10.30.0.13:2379"
LOCK="/altostratus/main/lock"
MARKER="/altostratus/main/initialized"
VERSION="1.36.3"
VERSION_KEY="/altostratus/main/version"
CONFIGURATION_KEY="/altostratus/main/configuration"
ADMIN_KUBECONFIG="/etc/kubernetes/admin.conf"
DONE_FILE="/var/lib/altostratus/upgraded"
CLUSTER_PROGRAM="/usr/local/lib/altostratus/initialize-cluster"
READY_FILE="/var/lib/altostratus/control-plane-ready"
ETCDCTL_CACERT="/etc/kubernetes/pki/etcd/ca.crt"
ETCDCTL_CERT="/etc/kubernetes/pki/apiserver-etcd-client.crt"
ETCDCTL_KEY="/etc/kubernetes/pki/apiserver-etcd-client.key"
END_OF_FILE

put '0644' '/etc/altostratus/downloads' <<'END_OF_FILE'
b98f74a0f8522f0a83867178729c1aa70f2158f90c45a2ca8fa791db1c76b303	0755	/opt/cni/bin/bridge	https://github.com/containernetworking/plugins/releases/download/v1.9.1/cni-plugins-linux-amd64-v1.9.1.tgz	./bridge
b98f74a0f8522f0a83867178729c1aa70f2158f90c45a2ca8fa791db1c76b303	0755	/opt/cni/bin/host-local	https://github.com/containernetworking/plugins/releases/download/v1.9.1/cni-plugins-linux-amd64-v1.9.1.tgz	./host-local
b98f74a0f8522f0a83867178729c1aa70f2158f90c45a2ca8fa791db1c76b303	0755	/opt/cni/bin/loopback	https://github.com/containernetworking/plugins/releases/download/v1.9.1/cni-plugins-linux-amd64-v1.9.1.tgz	./loopback
b98f74a0f8522f0a83867178729c1aa70f2158f90c45a2ca8fa791db1c76b303	0755	/opt/cni/bin/portmap	https://github.com/containernetworking/plugins/releases/download/v1.9.1/cni-plugins-linux-amd64-v1.9.1.tgz	./portmap
1d0eccd52471ab75e8d4645b538f73dc635f905cd2be776366eb1036a0089595	0755	/usr/local/bin/containerd	https://github.com/containerd/containerd/releases/download/v2.3.4/containerd-static-2.3.4-linux-amd64.tar.gz	bin/containerd
1d0eccd52471ab75e8d4645b538f73dc635f905cd2be776366eb1036a0089595	0755	/usr/local/bin/containerd-shim-runc-v2	https://github.com/containerd/containerd/releases/download/v2.3.4/containerd-static-2.3.4-linux-amd64.tar.gz	bin/containerd-shim-runc-v2
1d0eccd52471ab75e8d4645b538f73dc635f905cd2be776366eb1036a0089595	0755	/usr/local/bin/ctr	https://github.com/containerd/containerd/releases/download/v2.3.4/containerd-static-2.3.4-linux-amd64.tar.gz	bin/ctr
ffe840ff9295808e88cce2794a18a5ac87f12a5203c8314d0bf6aa119b41bac5	0755	/usr/local/bin/etcd	https://github.com/etcd-io/etcd/releases/download/v3.6.14/etcd-v3.6.14-linux-amd64.tar.gz	etcd-v3.6.14-linux-amd64/etcd
ffe840ff9295808e88cce2794a18a5ac87f12a5203c8314d0bf6aa119b41bac5	0755	/usr/local/bin/etcdctl	https://github.com/etcd-io/etcd/releases/download/v3.6.14/etcd-v3.6.14-linux-amd64.tar.gz	etcd-v3.6.14-linux-amd64/etcdctl
ffe840ff9295808e88cce2794a18a5ac87f12a5203c8314d0bf6aa119b41bac5	0755	/usr/local/bin/etcdutl	https://github.com/etcd-io/etcd/releases/download/v3.6.14/etcd-v3.6.14-linux-amd64.tar.gz	etcd-v3.6.14-linux-amd64/etcdutl
bba1733c701bf70ec74ba1cc3fd5745404c1134a8a4b0a5f8560cc9832023421	0755	/usr/local/bin/kubeadm	https://dl.k8s.io/release/v1.36.3/bin/linux/amd64/kubeadm	-
ebbd080e7c2e275093b55915722043257eb24004363e20acb3c4d71919f88336	0755	/usr/local/bin/kubectl	https://dl.k8s.io/release/v1.36.3/bin/linux/amd64/kubectl	-
46707a53209f826ad0f0d62371ac69cd00e78fd9a8176cf5f6f87f18f7f8b718	0755	/usr/local/bin/kubelet	https://dl.k8s.io/release/v1.36.3/bin/linux/amd64/kubelet	-
f6ae8efc0fa40079e1475e97cbe9d1bd3f106a28d6af78a11d9f1bd565515e60	0755	/usr/local/bin/runc	https://github.com/opencontainers/runc/releases/download/v1.4.3/runc.amd64	-
END_OF_FILE

put '0644' '/etc/altostratus/etcd-snapshot.env' <<'END_OF_FILE'
CLUSTER="main"
MEMBER="master-1"
ENDPOINT="https://127.0.0.1:2379"
SNAPSHOTS="/var/lib/altostratus/etcd-snapshots"
KEEP_NEWEST="24"
KEEP_DAYS="7"
DELIVERY="local"
FOLDER="orchestration-prod/main/master-1"
MOUNT_UNIT="var-lib-altostratus-backup.mount"
MOUNT="/var/lib/altostratus/backup"
OBJECTS_URL=""
REGION=""
ACCESS_KEY_FILE="/etc/altostratus/etcd-snapshot.access-key"
SECRET_KEY_FILE="/etc/altostratus/etcd-snapshot.secret-key"
ETCDCTL_CACERT="/etc/kubernetes/pki/etcd/ca.crt"
ETCDCTL_CERT="/etc/kubernetes/pki/etcd/healthcheck-client.crt"
ETCDCTL_KEY="/etc/kubernetes/pki/etcd/healthcheck-client.key"
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
    # clients of the balancer dc1/main/api
    ip saddr { 10.9.0.0/24, 10.30.0.0/16, 10.244.0.0/16 } tcp dport 8443 accept
    # the balancer dc1/main/api and its health checks
    ip saddr { 10.30.0.11/32, 10.30.0.12/32, 10.30.0.13/32 } tcp dport 6443 accept
    # hosts of dc1/main/api agree by VRRP on who has its address
    ip saddr { 10.30.0.11/32, 10.30.0.12/32, 10.30.0.13/32 } meta l4proto 112 accept
    # nodes, pods and administrators of cluster main use its API servers
    ip saddr { 10.9.0.0/24, 10.30.0.0/16, 10.244.0.0/16 } tcp dport 6443 accept
    # members of etcd of cluster main agree
    ip saddr { 10.30.0.11/32, 10.30.0.12/32, 10.30.0.13/32 } tcp dport 2380 accept
    # API servers of cluster main keep their objects in etcd, and its members look after each other
    ip saddr { 10.30.0.11/32, 10.30.0.12/32, 10.30.0.13/32 } tcp dport 2379 accept
    # API servers of cluster main reach kubelets for logs and exec, pods for metrics
    ip saddr { 10.30.0.11/32, 10.30.0.12/32, 10.30.0.13/32, 10.244.0.0/16 } tcp dport 10250 accept
    # Services of cluster main at node ports; balancers are let in to theirs alone
    ip saddr { 10.30.0.0/16, 10.244.0.0/16 } tcp dport 30000-32767 accept
    ip saddr { 10.30.0.0/16, 10.244.0.0/16 } udp dport 30000-32767 accept
    # the pod network of cluster main
    ip saddr 10.30.0.0/16 tcp dport 179 accept
    ip saddr 10.30.0.0/16 meta l4proto 4 accept
    # Services of cluster main are carried out on every node
    ip saddr { 10.30.0.0/16, 10.244.0.0/16 } ip daddr 10.96.0.0/16 accept
    # Prometheus of cluster main reads measurements of its nodes
    ip saddr { 10.30.0.0/16, 10.244.0.0/16 } tcp dport { 9100, 10250 } accept
    # Prometheus of cluster main reads measurements of its etcd
    ip saddr { 10.30.0.0/16, 10.244.0.0/16 } tcp dport 2381 accept
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
GUARDED="/etc/kubernetes/admin.conf /etc/kubernetes/controller-manager.conf /etc/kubernetes/kubelet.conf /etc/kubernetes/scheduler.conf /etc/kubernetes/pki/apiserver.crt /etc/kubernetes/pki/apiserver.key /etc/kubernetes/pki/apiserver-kubelet-client.crt /etc/kubernetes/pki/apiserver-kubelet-client.key /etc/kubernetes/pki/front-proxy-client.crt /etc/kubernetes/pki/front-proxy-client.key /etc/kubernetes/pki/apiserver-etcd-client.crt /etc/kubernetes/pki/apiserver-etcd-client.key /etc/kubernetes/pki/etcd/server.crt /etc/kubernetes/pki/etcd/server.key /etc/kubernetes/pki/etcd/peer.crt /etc/kubernetes/pki/etcd/peer.key /etc/kubernetes/pki/etcd/healthcheck-client.crt /etc/kubernetes/pki/etcd/healthcheck-client.key /etc/kubernetes/manifests /var/lib/kubelet/config.yaml /var/lib/kubelet/instance-config.yaml /var/lib/kubelet/kubeadm-flags.env"
END_OF_FILE

put '0644' '/etc/altostratus/hostname' <<'END_OF_FILE'
master-1
END_OF_FILE

put '0644' '/etc/altostratus/hosts' <<'END_OF_FILE'
10.30.0.10 api.main.cluster.example.com
10.30.0.11 master-1
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
openssl openssl *
procps procps *
socat socat *
tar tar *
END_OF_FILE

put '0644' '/etc/altostratus/renew-control-plane.env' <<'END_OF_FILE'
PKI="/etc/kubernetes/pki"
CERTIFICATES_CONFIG="/etc/kubernetes/etcd-certs.yaml"
RENEW_DAYS="90"
CERTIFICATES="apiserver=apiserver apiserver-kubelet-client=apiserver-kubelet-client front-proxy-client=front-proxy-client apiserver-etcd-client=apiserver-etcd-client"
KUBECONFIGS="admin.conf controller-manager.conf scheduler.conf"
KUBECONFIG_FOLDER="/etc/kubernetes"
RESTART_PROGRAM="/usr/local/lib/altostratus/restart-control-plane"
RESTART_FILE="/var/lib/altostratus/restart-control-plane"
PODS_PROGRAM="/usr/local/lib/altostratus/control-plane-pods"
ETCD_ENDPOINTS="https://10.30.0.11:2379,https://10.30.0.12:2379,https://10.30.0.13:2379"
LOCK="/altostratus/main/lock"
ETCDCTL_CACERT="/etc/kubernetes/pki/etcd/ca.crt"
ETCDCTL_CERT="/etc/kubernetes/pki/apiserver-etcd-client.crt"
ETCDCTL_KEY="/etc/kubernetes/pki/apiserver-etcd-client.key"
END_OF_FILE

put '0644' '/etc/altostratus/renew-etcd.env' <<'END_OF_FILE'
PKI="/etc/kubernetes/pki"
CERTIFICATES_CONFIG="/etc/kubernetes/etcd-certs.yaml"
RENEW_DAYS="90"
CERTIFICATES="etcd-server=etcd/server etcd-peer=etcd/peer etcd-healthcheck-client=etcd/healthcheck-client"
KUBECONFIGS=""
KUBECONFIG_FOLDER="/etc/kubernetes"
RESTART_PROGRAM=""
RESTART_FILE=""
PODS_PROGRAM="/usr/local/lib/altostratus/control-plane-pods"
ETCD_ENDPOINTS="https://10.30.0.11:2379,https://10.30.0.12:2379,https://10.30.0.13:2379"
LOCK="/altostratus/main/lock"
ETCDCTL_CACERT="/etc/kubernetes/pki/etcd/ca.crt"
ETCDCTL_CERT="/etc/kubernetes/pki/etcd/healthcheck-client.crt"
ETCDCTL_KEY="/etc/kubernetes/pki/etcd/healthcheck-client.key"
END_OF_FILE

put '0644' '/etc/altostratus/secrets' <<'END_OF_FILE'
/etc/kubernetes/apiserver/encryption.yaml
/etc/kubernetes/kubeadm-token.yaml
/etc/kubernetes/pki/ca.crt
/etc/kubernetes/pki/ca.key
/etc/kubernetes/pki/etcd/ca.crt
/etc/kubernetes/pki/etcd/ca.key
/etc/kubernetes/pki/front-proxy-ca.crt
/etc/kubernetes/pki/front-proxy-ca.key
/etc/kubernetes/pki/sa.key
/etc/kubernetes/pki/sa.pub
END_OF_FILE

put '0644' '/etc/altostratus/selinux' <<'END_OF_FILE'
boolean haproxy_connect_any
domain keepalived_t
END_OF_FILE

put '0644' '/etc/altostratus/serving-certificates.env' <<'END_OF_FILE'
KUBEADM_CONFIG="/etc/kubernetes/kubeadm.yaml"
API_URL="https://127.0.0.1:6443"
CLIENT="altostratus:serving-certificates"
NAMESPACE="kube-system"
CONFIG_MAP="altostratus-serving-certificates"
READY_FILE="/var/lib/altostratus/control-plane-ready"
ROUND_SECONDS="300"
END_OF_FILE

put '0644' '/etc/altostratus/units' <<'END_OF_FILE'
defined-by altostratus.target /etc/systemd/system/altostratus.target
start altostratus-certificate-ends.timer
start altostratus-control-plane.service
start altostratus-etcd-metrics.socket
start altostratus-etcd-snapshot.timer
start altostratus-firewall.service
start altostratus-mend.service
start altostratus-node.service
start altostratus-renew-control-plane.timer
start altostratus-renew-etcd.timer
start altostratus-secrets.service
start altostratus-serving-certificates.service
start chronyd.service
start containerd.service
start etcd.service
start haproxy.service
start keepalived.service
start kubelet.service
restarted-by etcd.service altostratus-upgrade
restarted-by kubelet.service altostratus-upgrade
defined-by altostratus.target /etc/systemd/system/altostratus-certificate-ends.service
defined-by altostratus-certificate-ends.timer /etc/systemd/system/altostratus-certificate-ends.timer
defined-by altostratus-control-plane.service /etc/systemd/system/altostratus-control-plane.service
defined-by altostratus.target /etc/systemd/system/altostratus-etcd-metrics.service
defined-by altostratus-etcd-metrics.socket /etc/systemd/system/altostratus-etcd-metrics.socket
defined-by altostratus.target /etc/systemd/system/altostratus-etcd-snapshot.service
defined-by altostratus-etcd-snapshot.timer /etc/systemd/system/altostratus-etcd-snapshot.timer
defined-by altostratus-firewall.service /etc/systemd/system/altostratus-firewall.service
defined-by altostratus.target /etc/systemd/system/altostratus-keep.service
defined-by altostratus-mend.service /etc/systemd/system/altostratus-mend.service
defined-by altostratus-node.service /etc/systemd/system/altostratus-node.service
defined-by altostratus.target /etc/systemd/system/altostratus-renew-control-plane.service
defined-by altostratus-renew-control-plane.timer /etc/systemd/system/altostratus-renew-control-plane.timer
defined-by altostratus.target /etc/systemd/system/altostratus-renew-etcd.service
defined-by altostratus-renew-etcd.timer /etc/systemd/system/altostratus-renew-etcd.timer
defined-by altostratus-serving-certificates.service /etc/systemd/system/altostratus-serving-certificates.service
defined-by containerd.service /etc/systemd/system/containerd.service
defined-by etcd.service /etc/systemd/system/etcd.service
defined-by haproxy.service /etc/systemd/system/haproxy.service.d/altostratus.conf
defined-by keepalived.service /etc/systemd/system/keepalived.service.d/altostratus.conf
defined-by kubelet.service /etc/systemd/system/kubelet.service
defined-by kubelet.service /etc/systemd/system/kubelet.service.d/10-kubeadm.conf
defined-by altostratus-etcd-metrics.service /etc/systemd/system/altostratus-etcd-metrics.service.d/05-altostratus-firewall.conf
defined-by altostratus-serving-certificates.service /etc/systemd/system/altostratus-serving-certificates.service.d/05-altostratus-firewall.conf
defined-by containerd.service /etc/systemd/system/containerd.service.d/05-altostratus-firewall.conf
defined-by etcd.service /etc/systemd/system/etcd.service.d/05-altostratus-firewall.conf
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
ROLES="etcd control-plane"
ETCD_ENDPOINTS="https://10.30.0.11:2379,https://10.30.0.12:2379,https://10.30.0.13:2379"
LOCK="/altostratus/main/lock"
MEMBER_SETTINGS="/etc/etcd/etcd.env"
MEMBER_URL="https://127.0.0.1:2379"
LOCKED_ETCD_PROGRAM="/usr/local/lib/altostratus/upgrade-etcd-member"
NODE="master-1"
CONTROL_PLANE_NODES="master-1 master-2 master-3"
TARGET="1.36.3"
REVISION="51a62166f25ec20dc83484646b7ef548"
NODES_REVISION="334a2f4a6b8d1f99fae03f578021645d"
DONE_FILE="/var/lib/altostratus/upgraded"
BEGUN_FILE="/var/lib/altostratus/upgrade-begun"
CORDONED_FILE="/var/lib/altostratus/upgrade-cordoned"
LOCKED_NODE_PROGRAM="/usr/local/lib/altostratus/upgrade-control-plane-node"
KUBEADM_CONFIG="/etc/kubernetes/kubeadm.yaml"
IGNORED_CHECKS=""
API_URL="https://127.0.0.1:6443"
ADMIN_KUBECONFIG="/etc/kubernetes/admin.conf"
CONFIGURATION_KEY="/altostratus/main/configuration"
VERSION_KEY="/altostratus/main/version"
ETCDCTL_CACERT="/etc/kubernetes/pki/etcd/ca.crt"
ETCDCTL_CERT="/etc/kubernetes/pki/etcd/healthcheck-client.crt"
ETCDCTL_KEY="/etc/kubernetes/pki/etcd/healthcheck-client.key"
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

put '0644' '/etc/etcd/etcd.env' <<'END_OF_FILE'
ETCD_NAME="master-1"
ETCD_DATA_DIR="/var/lib/etcd"
ETCD_LISTEN_PEER_URLS="https://10.30.0.11:2380"
ETCD_INITIAL_ADVERTISE_PEER_URLS="https://10.30.0.11:2380"
ETCD_LISTEN_CLIENT_URLS="https://10.30.0.11:2379,https://127.0.0.1:2379"
ETCD_ADVERTISE_CLIENT_URLS="https://10.30.0.11:2379"
ETCD_LISTEN_METRICS_URLS="http://127.0.0.1:2381"
ETCD_INITIAL_CLUSTER="master-1=https://10.30.0.11:2380,master-2=https://10.30.0.12:2380,master-3=https://10.30.0.13:2380"
ETCD_INITIAL_CLUSTER_TOKEN="orchestration-prod-main"
ETCD_INITIAL_CLUSTER_STATE="new"
ETCD_CERT_FILE="/etc/kubernetes/pki/etcd/server.crt"
ETCD_KEY_FILE="/etc/kubernetes/pki/etcd/server.key"
ETCD_TRUSTED_CA_FILE="/etc/kubernetes/pki/etcd/ca.crt"
ETCD_CLIENT_CERT_AUTH="true"
ETCD_PEER_CERT_FILE="/etc/kubernetes/pki/etcd/peer.crt"
ETCD_PEER_KEY_FILE="/etc/kubernetes/pki/etcd/peer.key"
ETCD_PEER_TRUSTED_CA_FILE="/etc/kubernetes/pki/etcd/ca.crt"
ETCD_PEER_CLIENT_CERT_AUTH="true"
ETCD_SNAPSHOT_COUNT="10000"
ETCD_TLS_MIN_VERSION="TLS1.2"
ETCD_CIPHER_SUITES="TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
ETCD_FEATURE_GATES="InitialCorruptCheck=true"
ETCD_WATCH_PROGRESS_NOTIFY_INTERVAL="5s"
CLUSTER_NAME="main"
PKI="/etc/kubernetes/pki/etcd"
CERTIFICATES_CONFIG="/etc/kubernetes/etcd-certs.yaml"
MEMBER_ADDRESS="10.30.0.11"
MEMBER_ID="17409051638123429405"
MEMBER_ID_HEX="f199603a4ec77e1d"
OTHER_PEERS="10.30.0.12:2380 10.30.0.13:2380"
ANSWER_FILE="/run/altostratus/etcd-answer.env"
SERVED_FILE="/var/lib/altostratus/etcd-served"
DONE_FILE="/var/lib/altostratus/upgraded"
VACANT_PROGRAM="/usr/local/lib/altostratus/etcd-vacant"
ETCDCTL_CACERT="/etc/kubernetes/pki/etcd/ca.crt"
ETCDCTL_CERT="/etc/kubernetes/pki/etcd/healthcheck-client.crt"
ETCDCTL_KEY="/etc/kubernetes/pki/etcd/healthcheck-client.key"
START_REVISION="7399b3f70d4343212861a1f3244386c7"
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
  http-request return status 200 if { path /10.30.0.10 } { nbsrv(dc1-main-api-8443) gt 0 }
  http-request return status 503

frontend dc1-main-api-8443
  bind 10.30.0.10:8443
  default_backend dc1-main-api-8443

backend dc1-main-api-8443
  balance leastconn
  option httpchk GET "/readyz"
  http-check expect status 200
  server master-1 10.30.0.11:6443 check check-ssl verify none
  server master-2 10.30.0.12:6443 check check-ssl verify none
  server master-3 10.30.0.13:6443 check check-ssl verify none
END_OF_FILE

put '0644' '/etc/keepalived/keepalived.conf' <<'END_OF_FILE'
include /run/altostratus/interface.conf

global_defs {
  router_id master-1
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

vrrp_script served-10.30.0.10 {
  script "/usr/bin/curl -sf -o /dev/null --max-time 1 --unix-socket /run/haproxy/alive.sock http://localhost/10.30.0.10"
  interval 1
  timeout 2
  fall 3
  rise 3
}

vrrp_instance dc1-main-api {
  state BACKUP
  nopreempt
  interface ${INTERFACE}
  virtual_router_id 1
  priority 253
  advert_int 0.5
  unicast_src_ip 10.30.0.11
  unicast_peer {
    10.30.0.12
    10.30.0.13
  }
  virtual_ipaddress {
    10.30.0.10/32
  }
  track_script {
    haproxy
    served-10.30.0.10
  }
}
END_OF_FILE

put '0600' '/etc/kubernetes/apiserver/audit-policy.yaml' <<'END_OF_FILE'
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages:
  - RequestReceived
omitManagedFields: true
rules:
  - level: Request
    resources:
      - group: ""
        resources:
          - pods/exec
          - pods/attach
          - pods/portforward
          - pods/proxy
          - services/proxy
          - nodes/proxy
  - level: Metadata
    resources:
      - group: ""
        resources:
          - secrets
          - configmaps
          - serviceaccounts/token
      - group: authentication.k8s.io
        resources:
          - tokenreviews
          - tokenrequests
  - level: RequestResponse
    verbs:
      - create
      - update
      - patch
      - delete
      - deletecollection
    resources:
      - group: rbac.authorization.k8s.io
  - level: RequestResponse
    verbs:
      - update
      - patch
    resources:
      - group: certificates.k8s.io
  - level: None
    resources:
      - group: ""
        resources:
          - events
      - group: events.k8s.io
  - level: None
    resources:
      - group: coordination.k8s.io
        resources:
          - leases
  - level: None
    users:
      - system:kube-scheduler
      - system:kube-controller-manager
      - system:apiserver
    verbs:
      - get
      - list
      - watch
  - level: None
    userGroups:
      - system:nodes
    verbs:
      - get
      - list
      - watch
    resources:
      - group: ""
        resources:
          - nodes
          - nodes/status
          - pods
          - services
  - level: None
    userGroups:
      - system:nodes
    verbs:
      - update
      - patch
    resources:
      - group: ""
        resources:
          - nodes/status
          - pods/status
  - level: None
    verbs:
      - get
      - list
      - watch
    resources:
      - group: ""
        resources:
          - endpoints
      - group: discovery.k8s.io
        resources:
          - endpointslices
  - level: None
    resources:
      - group: authorization.k8s.io
        resources:
          - subjectaccessreviews
          - selfsubjectaccessreviews
    userGroups:
      - system:nodes
  - level: None
    nonResourceURLs:
      - /healthz*
      - /livez*
      - /readyz*
      - /version
      - /openapi*
  - level: Metadata
END_OF_FILE

put '0600' '/etc/kubernetes/apiserver/authentication.yaml' <<'END_OF_FILE'
apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
jwt:
  - issuer:
      url: https://login.example.com
      audiences:
        - kubernetes
    claimMappings:
      username:
        claim: email
        prefix: "oidc:"
      groups:
        claim: groups
        prefix: "oidc:"
anonymous:
  enabled: true
  conditions:
    - path: /livez
    - path: /readyz
    - path: /healthz
END_OF_FILE

put '0600' '/etc/kubernetes/etcd-certs.yaml' <<'END_OF_FILE'
apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
localAPIEndpoint:
  advertiseAddress: 10.30.0.11
  bindPort: 6443
nodeRegistration:
  name: master-1
  criSocket: unix:///run/containerd/containerd.sock
  kubeletExtraArgs:
    - name: node-ip
      value: 10.30.0.11
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v1.36.3
certificatesDir: /etc/kubernetes/pki
etcd:
  local:
    dataDir: /var/lib/etcd
    serverCertSANs:
      - 10.30.0.11
    peerCertSANs:
      - 10.30.0.11
END_OF_FILE

put '0600' '/etc/kubernetes/kubeadm.yaml' <<'END_OF_FILE'
# revision of the control plane: 51a62166f25ec20dc83484646b7ef548
# revision of nodes: 334a2f4a6b8d1f99fae03f578021645d
apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
localAPIEndpoint:
  advertiseAddress: 10.30.0.11
  bindPort: 6443
nodeRegistration:
  name: master-1
  criSocket: unix:///run/containerd/containerd.sock
  kubeletExtraArgs:
    - name: node-ip
      value: 10.30.0.11
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v1.36.3
clusterName: main
controlPlaneEndpoint: api.main.cluster.example.com:8443
certificatesDir: /etc/kubernetes/pki
etcd:
  external:
    endpoints:
      - https://10.30.0.11:2379
      - https://10.30.0.12:2379
      - https://10.30.0.13:2379
    caFile: /etc/kubernetes/pki/etcd/ca.crt
    certFile: /etc/kubernetes/pki/apiserver-etcd-client.crt
    keyFile: /etc/kubernetes/pki/apiserver-etcd-client.key
networking:
  podSubnet: 10.244.0.0/16
  serviceSubnet: 10.96.0.0/16
  dnsDomain: cluster.local
apiServer:
  certSANs:
    - api.main.cluster.example.com
    - 10.30.0.10
    - 127.0.0.1
    - 10.30.0.11
    - 10.30.0.12
    - 10.30.0.13
  extraArgs:
    - name: profiling
      value: "false"
    - name: tls-min-version
      value: VersionTLS12
    - name: tls-cipher-suites
      value: TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256
    - name: enable-admission-plugins
      value: NodeRestriction,DenyServiceExternalIPs
    - name: encryption-provider-config
      value: /etc/kubernetes/apiserver/encryption.yaml
    - name: encryption-provider-config-automatic-reload
      value: "true"
    - name: request-timeout
      value: 60s
    - name: service-account-lookup
      value: "true"
    - name: service-account-extend-token-expiration
      value: "false"
    - name: kubelet-certificate-authority
      value: /etc/kubernetes/pki/ca.crt
    - name: authentication-config
      value: /etc/kubernetes/apiserver/authentication.yaml
    - name: audit-policy-file
      value: /etc/kubernetes/apiserver/audit-policy.yaml
    - name: audit-log-path
      value: /var/log/kubernetes/audit/audit.log
    - name: audit-log-maxage
      value: "30"
    - name: audit-log-maxbackup
      value: "10"
    - name: audit-log-maxsize
      value: "100"
  extraVolumes:
    - name: apiserver-6b0e6067475d39db716860b681966ebb
      hostPath: /etc/kubernetes/apiserver
      mountPath: /etc/kubernetes/apiserver
      readOnly: true
      pathType: Directory
    - name: audit-log
      hostPath: /var/log/kubernetes/audit
      mountPath: /var/log/kubernetes/audit
      readOnly: false
      pathType: DirectoryOrCreate
controllerManager:
  extraArgs:
    - name: node-cidr-mask-size-ipv4
      value: "24"
    - name: profiling
      value: "false"
    - name: tls-min-version
      value: VersionTLS12
    - name: tls-cipher-suites
      value: TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256
    - name: bind-address
      value: 127.0.0.1
    - name: use-service-account-credentials
      value: "true"
    - name: terminated-pod-gc-threshold
      value: "1000"
scheduler:
  extraArgs:
    - name: profiling
      value: "false"
    - name: tls-min-version
      value: VersionTLS12
    - name: tls-cipher-suites
      value: TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256
    - name: bind-address
      value: 127.0.0.1
dns:
  disabled: true
proxy:
  disabled: true
---
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
clusterDNS:
  - 10.96.0.10
clusterDomain: cluster.local
cgroupDriver: systemd
resolvConf: /run/altostratus/resolv.conf
podPidsLimit: 4096
shutdownGracePeriod: 60s
shutdownGracePeriodCriticalPods: 20s
authentication:
  anonymous:
    enabled: false
  webhook:
    enabled: true
  x509:
    clientCAFile: /etc/kubernetes/pki/ca.crt
authorization:
  mode: Webhook
readOnlyPort: 0
rotateCertificates: true
serverTLSBootstrap: true
protectKernelDefaults: true
seccompDefault: true
makeIPTablesUtilChains: true
eventRecordQPS: 50
streamingConnectionIdleTimeout: 1h0m0s
tlsMinVersion: VersionTLS12
tlsCipherSuites:
  - TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
  - TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
  - TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
  - TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384
  - TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256
  - TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256
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

put '0644' '/etc/systemd/system/altostratus-certificate-ends.service' <<'END_OF_FILE'
[Unit]
Description=Write down when certificates end
Wants=network-online.target altostratus-secrets.service
After=network-online.target altostratus-secrets.service

[Service]
Type=oneshot
EnvironmentFile=/etc/altostratus/certificate-ends.env
ExecStart=/usr/local/lib/altostratus/certificate-ends
PrivateTmp=yes
Nice=10
IOSchedulingClass=idle
END_OF_FILE

put '0644' '/etc/systemd/system/altostratus-certificate-ends.timer' <<'END_OF_FILE'
[Unit]
Description=Write down when certificates end

[Timer]
OnCalendar=*-*-* *:17:00
Persistent=true
AccuracySec=10s
END_OF_FILE

put '0644' '/etc/systemd/system/altostratus-control-plane.service' <<'END_OF_FILE'
[Unit]
Description=Make this host part of the control plane
Wants=network-online.target altostratus-secrets.service containerd.service altostratus-node.service
After=network-online.target altostratus-secrets.service containerd.service altostratus-node.service
ConditionPathExists=!/var/lib/altostratus/control-plane-ready
StartLimitIntervalSec=0

[Service]
Type=oneshot
EnvironmentFile=/etc/altostratus/control-plane.env
ExecStart=/usr/local/lib/altostratus/control-plane
TimeoutStartSec=infinity
Restart=on-failure
RestartSec=5
END_OF_FILE

put '0644' '/etc/systemd/system/altostratus-etcd-metrics.service' <<'END_OF_FILE'
[Unit]
Description=Measurements of etcd for Prometheus
Requires=altostratus-etcd-metrics.socket
After=altostratus-etcd-metrics.socket

[Service]
ExecStart=/usr/lib/systemd/systemd-socket-proxyd --connections-max=16 127.0.0.1:2381
DynamicUser=yes
NoNewPrivileges=yes
PrivateDevices=yes
ProtectSystem=strict
ProtectHome=yes
END_OF_FILE

put '0644' '/etc/systemd/system/altostratus-etcd-metrics.service.d/05-altostratus-firewall.conf' <<'END_OF_FILE'
[Unit]
Wants=altostratus-firewall.service
After=altostratus-firewall.service

[Service]
ExecStartPre=+/bin/sh -c 'exec /usr/sbin/nft list chain inet altostratus input >/dev/null'
END_OF_FILE

put '0644' '/etc/systemd/system/altostratus-etcd-metrics.socket' <<'END_OF_FILE'
[Unit]
Description=Measurements of etcd for Prometheus

[Socket]
ListenStream=10.30.0.11:2381
FreeBind=yes
END_OF_FILE

put '0644' '/etc/systemd/system/altostratus-etcd-snapshot.service' <<'END_OF_FILE'
[Unit]
Description=Snapshot of etcd
Wants=network-online.target altostratus-secrets.service
After=network-online.target altostratus-secrets.service

[Service]
Type=oneshot
EnvironmentFile=/etc/altostratus/etcd-snapshot.env
ExecStart=/usr/local/lib/altostratus/etcd-snapshot
PrivateTmp=yes
Nice=10
IOSchedulingClass=idle
END_OF_FILE

put '0644' '/etc/systemd/system/altostratus-etcd-snapshot.timer' <<'END_OF_FILE'
[Unit]
Description=Snapshot of etcd

[Timer]
OnCalendar=*-*-* *:00:00
Persistent=true
AccuracySec=10s
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

put '0644' '/etc/systemd/system/altostratus-renew-control-plane.service' <<'END_OF_FILE'
[Unit]
Description=Renew certificates of the control plane that end soon
Wants=network-online.target altostratus-secrets.service
After=network-online.target altostratus-secrets.service

[Service]
Type=oneshot
EnvironmentFile=/etc/altostratus/renew-control-plane.env
ExecStart=/usr/local/lib/altostratus/renew-certificates
PrivateTmp=yes
Nice=10
IOSchedulingClass=idle
END_OF_FILE

put '0644' '/etc/systemd/system/altostratus-renew-control-plane.timer' <<'END_OF_FILE'
[Unit]
Description=Renew certificates of the control plane that end soon

[Timer]
OnCalendar=*-*-* 03:00:00
Persistent=true
AccuracySec=10s
END_OF_FILE

put '0644' '/etc/systemd/system/altostratus-renew-etcd.service' <<'END_OF_FILE'
[Unit]
Description=Renew certificates of etcd that end soon
Wants=network-online.target altostratus-secrets.service
After=network-online.target altostratus-secrets.service

[Service]
Type=oneshot
EnvironmentFile=/etc/altostratus/renew-etcd.env
ExecStart=/usr/local/lib/altostratus/renew-certificates
PrivateTmp=yes
Nice=10
IOSchedulingClass=idle
END_OF_FILE

put '0644' '/etc/systemd/system/altostratus-renew-etcd.timer' <<'END_OF_FILE'
[Unit]
Description=Renew certificates of etcd that end soon

[Timer]
OnCalendar=*-*-* 02:00:00
Persistent=true
AccuracySec=10s
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

put '0644' '/etc/systemd/system/altostratus-serving-certificates.service' <<'END_OF_FILE'
[Unit]
Description=Approve the certificates that kubelets serve with
Wants=network-online.target altostratus-secrets.service
After=network-online.target altostratus-secrets.service
StartLimitIntervalSec=0

[Service]
EnvironmentFile=/etc/altostratus/serving-certificates.env
ExecStart=/usr/local/lib/altostratus/approve-serving-certificates
Restart=always
RestartSec=15
PrivateTmp=yes
END_OF_FILE

put '0644' '/etc/systemd/system/altostratus-serving-certificates.service.d/05-altostratus-firewall.conf' <<'END_OF_FILE'
[Unit]
Wants=altostratus-firewall.service
After=altostratus-firewall.service

[Service]
ExecStartPre=+/bin/sh -c 'exec /usr/sbin/nft list chain inet altostratus input >/dev/null'
END_OF_FILE

put '0644' '/etc/systemd/system/altostratus.target' <<'END_OF_FILE'
[Unit]
Description=Everything that altostratus runs here
Wants=altostratus-certificate-ends.timer
Wants=altostratus-control-plane.service
Wants=altostratus-etcd-metrics.socket
Wants=altostratus-etcd-snapshot.timer
Wants=altostratus-firewall.service
Wants=altostratus-mend.service
Wants=altostratus-node.service
Wants=altostratus-renew-control-plane.timer
Wants=altostratus-renew-etcd.timer
Wants=altostratus-secrets.service
Wants=altostratus-serving-certificates.service
Wants=chronyd.service
Wants=containerd.service
Wants=etcd.service
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

put '0644' '/etc/systemd/system/etcd.service' <<'END_OF_FILE'
[Unit]
Description=etcd member of a Kubernetes cluster
Documentation=https://etcd.io/docs/
Wants=network-online.target altostratus-secrets.service
After=network-online.target altostratus-secrets.service
StartLimitIntervalSec=0

[Service]
Type=notify
TimeoutStartSec=0
EnvironmentFile=/etc/etcd/etcd.env
EnvironmentFile=-/run/altostratus/etcd-answer.env
ExecStartPre=/usr/local/lib/altostratus/etcd-prepare
ExecStart=/usr/local/bin/etcd
ExecStartPost=/bin/mkdir -p /var/lib/altostratus
ExecStartPost=/usr/bin/touch /var/lib/altostratus/etcd-served
ExecStartPost=/bin/systemctl start --no-block altostratus-keep.service
ExecStartPost=-/usr/local/lib/altostratus/etcd-promote
Restart=always
RestartSec=5
LimitNOFILE=65536
OOMScoreAdjust=-999
END_OF_FILE

put '0644' '/etc/systemd/system/etcd.service.d/05-altostratus-firewall.conf' <<'END_OF_FILE'
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
ExecStartPre=/usr/local/sbin/altostratus-interface "10.30.0.11"
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

put '0755' '/usr/local/lib/altostratus/approve-serving-certificates' <<'END_OF_FILE'
#!/bin/bash
set -euo pipefail
umask 077
export LC_ALL=C

say() { printf '%s\n' "$*" >&2; }

if [ ! -e "$READY_FILE" ]; then
  say 'Waiting: for this host to be part of the control plane'
  until [ -e "$READY_FILE" ]; do sleep 5; done
fi

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

kubeadm kubeconfig user --config "$KUBEADM_CONFIG" --client-name "$CLIENT" --validity-period 1h >"$work/kubeconfig"
kube=(kubectl --kubeconfig "$work/kubeconfig" --server "$API_URL" --cache-dir "$work/cache")

template='{{if and (eq .kind "CertificateSigningRequest") (not .status.conditions) (not .status.certificate)}}'
template+='{{.metadata.name}}|{{.metadata.uid}}|{{.metadata.resourceVersion}}|'
template+='{{printf "%q" .spec.signerName}}|{{printf "%q" .spec.username}}|{{.spec.request}}|'
template+='{{range .spec.groups}}{{printf "%q" .}},{{end}}.|{{range .spec.usages}}{{printf "%q" .}},{{end}}.{{"\n"}}{{end}}'

number() {
  local a b c d
  IFS=. read -r a b c d <<<"$1"
  printf '%s' $(((10#$a << 24) + (10#$b << 16) + (10#$c << 8) + 10#$d))
}

is_in() { # ADDRESS RANGE
  local bits=$((32 - 10#${2#*/}))
  (($(number "$1") >> bits == $(number "${2%/*}") >> bits))
}

look_up() {
  local kind name rest
  addresses='' ranges=() reserved=' ' domains=()
  while read -r kind name rest; do
    case $kind in
    node)
      reserved+="$rest "
      if [ "$name" = "$node" ]; then addresses=" $rest "; fi
      ;;
    pool) ranges+=("$name") ;;
    reserved) reserved+="$name " ;;
    domain) domains+=("$name") ;;
    esac
  done <<<"$names"
}

allowed_address() {
  local range
  if [ -n "$addresses" ]; then
    [[ $addresses == *" $1 "* ]]
    return
  fi
  if [[ $reserved == *" $1 "* ]]; then return 1; fi
  for range in "${ranges[@]}"; do
    if is_in "$1" "$range"; then return 0; fi
  done
  return 1
}

allowed_name() {
  local domain address
  if [ "$1" = "$node" ]; then return 0; fi
  for domain in "${domains[@]}"; do
    if [ "$1" = "$node.$domain" ]; then return 0; fi
    for address in "${asked[@]}"; do
      if [ "$1" = "ip-${address//./-}.$domain" ]; then return 0; fi
    done
  done
  return 1
}

refused() {
  reason=$1
  return 1
}

read_request() {
  local begin='-----BEGIN CERTIFICATE REQUEST-----' end='-----END CERTIFICATE REQUEST-----' pem line body
  pem=$(base64 -d <<<"$request" 2>/dev/null) || return 1
  body=${pem#"$begin"$'\n'}
  body=${body%"$end"}
  [ "$pem" = "$begin"$'\n'"$body$end" ] || return 1
  base64 -d <<<"$body" >"$work/request" 2>/dev/null || return 1
  subject=$(openssl req -inform DER -in "$work/request" -noout -subject -nameopt RFC2253 2>/dev/null) || return 1
  openssl req -inform DER -in "$work/request" -noout -text -nameopt RFC2253 >"$work/text" 2>/dev/null || return 1
  lines=()
  while IFS= read -r line; do
    line=${line#"${line%%[! ]*}"}
    line=${line%"${line##*[! ]}"}
    if [ "${#lines[@]}" -gt 0 ] || [ "$line" = Attributes: ]; then lines+=("$line"); fi
  done <"$work/text"
}

judge() {
  local item line n names_asked=()
  [ "$signer" = '"kubernetes.io/kubelet-serving"' ] || refused "it is for signer $signer" || return
  [[ $username =~ ^\"system:node:([a-z0-9]([-a-z0-9.]*[a-z0-9])?)\"$ ]] || refused "$username is no node" || return
  node=${username#*system:node:}
  node=${node%?}
  [[ ,$groups == *',"system:nodes",'* ]] || refused "$username is not in the group of nodes" || return
  case $usages in
  '"digital signature","key encipherment","server auth",.' | '"digital signature","server auth",.') ;;
  *) refused "it is to be used for $usages" || return ;;
  esac
  read_request || refused 'it cannot be read' || return
  [ "$subject" = "subject=CN=system:node:$node,O=system:nodes" ] || refused "its ${subject@Q} is not that of node $node" || return
  [ "${lines[1]-}" = 'Requested Extensions:' ] || refused 'it has other attributes' || return
  [ "${lines[2]-}" = 'X509v3 Subject Alternative Name:' ] || refused 'it asks for other extensions' || return
  [[ ${lines[4]-} == 'Signature Algorithm: '* ]] || refused 'it asks for more than names' || return
  n=0
  for line in "${lines[@]:5}"; do
    n=$((n + 1))
    if [ "$n" = 1 ] && [ "$line" = 'Signature Value:' ]; then continue; fi
    [[ $line =~ ^[0-9a-f:]+$ ]] || refused 'there is something behind its signature' || return
  done
  look_up
  if [ -z "$addresses" ]; then
    [ "${#ranges[@]}" -gt 0 ] || refused "the Plan has no node $node" || return
    [[ $reserved != *" $node "* ]] || refused "$node is the name of something else" || return
  fi
  asked=()
  while read -r item; do
    case $item in
    'IP Address:'*)
      item=${item#IP Address:}
      [[ $item =~ ^[0-9]{1,3}(\.[0-9]{1,3}){3}$ ]] || refused "it names the address ${item@Q}" || return
      allowed_address "$item" || refused "$item is not an address of node $node" || return
      asked+=("$item")
      ;;
    DNS:*) names_asked+=("${item#DNS:}") ;;
    *) refused "it names ${item@Q}" || return ;;
    esac
  done <<<"${lines[3]//, /$'\n'}"
  [ "${#asked[@]}" -gt 0 ] || refused 'it names no address' || return
  for item in "${names_asked[@]}"; do
    allowed_name "$item" || refused "${item@Q} is not a name of node $node" || return
  done
}

decide() {
  local id=$1 uid=$2 version=$3 reason=''
  if ! judge; then
    say "Request $id of $username is NOT approved: $reason"
    return
  fi
  if printf '{"apiVersion":"certificates.k8s.io/v1","kind":"CertificateSigningRequest","metadata":{"name":"%s","uid":"%s","resourceVersion":"%s"},"status":{"conditions":[{"type":"Approved","status":"True","reason":"NamesOfThePlan","message":"Its names are those of the node in the Plan."}]}}' \
    "$id" "$uid" "$version" |
    "${kube[@]}" replace --raw "/apis/certificates.k8s.io/v1/certificatesigningrequests/$id/approval" -f - >/dev/null 2>"$work/error"; then
    say "Request $id of $username is approved"
  else
    say "Request $id of $username could not be approved, perhaps another host was first: $(head -c 300 "$work/error")"
  fi
}

say 'Looking for requests of kubelets'
while IFS='|' read -r id uid version signer username request groups usages; do
  if ! names=$("${kube[@]}" --request-timeout 10s get configmap --namespace "$NAMESPACE" "$CONFIG_MAP" -o go-template='{{.data.names}}'); then
    say "Request $id is NOT approved: the names of nodes cannot be read"
    continue
  fi
  decide "$id" "$uid" "$version"
done < <(timeout "$ROUND_SECONDS" "${kube[@]}" get certificatesigningrequests --watch \
  --field-selector spec.signerName=kubernetes.io/kubelet-serving -o go-template="$template")
END_OF_FILE

put '0755' '/usr/local/lib/altostratus/certificate-ends' <<'END_OF_FILE'
#!/bin/bash
set -euo pipefail
export LC_ALL=C

end_of() {
  local text
  text=$(openssl x509 -noout -enddate 2>/dev/null) || return 0
  date -u -d "${text#notAfter=}" +%s
}

line() {
  if [ -n "$2" ]; then printf 'altostratus_certificate_end_time_seconds{certificate="%s"} %s\n' "$1" "$2"; fi
}

ends() {
  printf '%s\n' '# TYPE altostratus_certificate_end_time_seconds gauge'
  for name in $CERTIFICATES; do
    if [ -e "$PKI/$name.crt" ]; then line "$name" "$(end_of <"$PKI/$name.crt")"; fi
  done
  for name in $KUBECONFIGS; do
    file=$KUBECONFIG_FOLDER/$name
    if [ -e "$file" ]; then
      line "$name" "$(sed -n 's/^ *client-certificate-data: *//p' "$file" | base64 -d 2>/dev/null | end_of)"
    fi
  done
  for endpoint in $ENDPOINTS; do
    line "$endpoint" "$( (timeout 10 openssl s_client -connect "$endpoint" </dev/null 2>/dev/null || true) | end_of)"
  done
}

mkdir -p -- "$(dirname "$OUTPUT")"
ends >"$OUTPUT.part"
chmod 0644 "$OUTPUT.part"
mv -f -- "$OUTPUT.part" "$OUTPUT"
END_OF_FILE

put '0755' '/usr/local/lib/altostratus/control-plane' <<'END_OF_FILE'
#!/bin/bash
set -euo pipefail
umask 077

if [ -e "$READY_FILE" ]; then exit 0; fi

revision() { sed -n 's/^# revision of the control plane: //p' "$KUBEADM_CONFIG"; }
revision=$(revision)
rm -f "$DONE_FILE"

rm -f /etc/kubernetes/{admin,super-admin,kubelet,controller-manager,scheduler}.conf
rm -f "$PKI"/{apiserver,apiserver-kubelet-client,front-proxy-client,apiserver-etcd-client}.{crt,key}

say() { printf '%s\n' "$*" >&2; }
wait_until() { # WHAT COMMAND…
  local what=$1
  shift
  if "$@"; then return; fi
  say "Waiting: $what"
  until "$@"; do sleep 1; done
}

etcd() { etcdctl --endpoints="$ETCD_ENDPOINTS" --command-timeout=5s "$@"; }
phase() { kubeadm init phase "$@" --config "$KUBEADM_CONFIG"; }

kubeadm init phase certs apiserver-etcd-client --config "$CERTIFICATES_CONFIG"
phase certs all
phase kubeconfig all

quorum() { etcd get "$MARKER" >/dev/null 2>&1; }
wait_until "for a quorum of etcd at $ETCD_ENDPOINTS" quorum

running=$(etcd get --print-value-only "$VERSION_KEY")
newest=$(printf '%s\n' "$VERSION" "$running" | sort -V | tail -n 1)
if [ -n "$running" ] && { [ "$newest" != "$VERSION" ] || [ "${running%.*}" != "${VERSION%.*}" ]; }; then
  say "The cluster runs Kubernetes $running, the files of this host are of $VERSION. Run synth with version: '$running' in the program, and boot this host from what it writes. If the program had a newer version, raise it again after that, and upgrade."
  exit 1
fi

phase control-plane all
phase kubelet-start
ready() { curl --silent --fail --noproxy '*' --max-time 3 --cacert "$PKI/ca.crt" --output /dev/null "$API_URL/readyz"; }
wait_until 'for the API server of this host' ready

initialized() { [ -n "$(etcd get --print-value-only "$MARKER" 2>/dev/null)" ]; }
if ! initialized; then say "Waiting: for the lock $LOCK, under which one host initializes the cluster"; fi
until initialized; do
  etcdctl --endpoints="$ETCD_ENDPOINTS" lock --ttl=30 "$LOCK" "$CLUSTER_PROGRAM" || true
  if ! initialized; then sleep 2; fi
done

wait_until 'for the node of this host, which its kubelet registers' phase mark-control-plane
client() { [ -e /var/lib/kubelet/pki/kubelet-client-current.pem ]; }
wait_until 'for the certificate of kubelet' client
phase kubelet-finalize all

rm -f /etc/kubernetes/super-admin.conf
find /etc/kubernetes -type f -exec chmod go= {} +
find /var/lib/kubelet -maxdepth 1 -type f -exec chmod go= {} +
systemctl start altostratus-keep.service
mkdir -p "$(dirname "$READY_FILE")" "$(dirname "$DONE_FILE")"

configuration() { configuration=$(etcd get --print-value-only "$CONFIGURATION_KEY"); }
wait_until "for a quorum of etcd at $ETCD_ENDPOINTS" configuration
if [ -n "$revision" ] && [ "$configuration" = "$revision" ] && [ "$(revision)" = "$revision" ] &&
  grep -qxF "kubernetesVersion: $(kubelet --version | cut -d ' ' -f 2)" "$KUBEADM_CONFIG"; then
  printf '%s\n' "$revision" >"$DONE_FILE"
else
  say 'The cluster has other settings than this host was made with: the next upgrade includes this host.'
fi
touch "$READY_FILE"
END_OF_FILE

put '0755' '/usr/local/lib/altostratus/control-plane-pods' <<'END_OF_FILE'
#!/bin/bash
set -euo pipefail
umask 077
export LC_ALL=C

manifests=/etc/kubernetes/manifests
stopped=/etc/kubernetes/stopped-manifests
names=(kube-apiserver kube-controller-manager kube-scheduler)

say() { printf '%s\n' "$*" >&2; }

process() { pgrep -o -x -- "${1:0:15}"; }

wait_until() { # WHAT COMMAND…
  local what=$1
  shift
  if "$@"; then return; fi
  say "Waiting: $what"
  until "$@"; do sleep 1; done
}

gone() { ! process "$1" >/dev/null; }
replaced() {
  local now
  now=$(process "$1") && [ "$now" != "$2" ]
}
ready() {
  curl --silent --fail --noproxy '*' --max-time 3 --cacert /etc/kubernetes/pki/ca.crt --output /dev/null https://127.0.0.1:6443/readyz
}

stop() {
  local name
  mkdir -p -- "$stopped"
  for name in "${names[@]}"; do
    if [ -e "$manifests/$name.yaml" ]; then mv -f -- "$manifests/$name.yaml" "$stopped/$name.yaml"; fi
  done
  for name in "${names[@]}"; do wait_until "for $name to end" gone "$name"; done
}

start() {
  local name
  for name in "${names[@]}"; do
    if [ -e "$stopped/$name.yaml" ]; then mv -f -- "$stopped/$name.yaml" "$manifests/$name.yaml"; fi
  done
  if [ -e "$manifests/kube-apiserver.yaml" ]; then wait_until 'for the API server' ready; fi
  systemctl start altostratus-keep.service
}

annotate() {
  local file=$manifests/$1.yaml new=/etc/kubernetes/.$1.yaml line
  line="    altostratus.dev/restarted: \"$(date -u +%FT%T.%NZ)\""
  if grep -q '^  annotations:$' "$file"; then
    sed -e '\|^    altostratus.dev/restarted:|d' -e "s|^  annotations:\$|&\n$line|" "$file" >"$new"
  else
    sed -e "s|^metadata:\$|&\n  annotations:\n$line|" "$file" >"$new"
  fi
  mv -f -- "$new" "$file"
}

restart() {
  local name before
  for name in "${names[@]}"; do
    if [ ! -e "$manifests/$name.yaml" ]; then continue; fi
    say "Restarts $name."
    before=$(process "$name") || before=none
    annotate "$name"
    wait_until "for another $name" replaced "$name" "$before"
    wait_until 'for the API server' ready
  done
  systemctl start altostratus-keep.service
}

case ${1:-} in
stop | start | restart) "$1" ;;
*)
  say 'control-plane-pods stop|start|restart'
  exit 2
  ;;
esac
END_OF_FILE

put '0755' '/usr/local/lib/altostratus/etcd-prepare' <<'END_OF_FILE'
#!/bin/bash
set -euo pipefail
umask 077

say() { printf '%s\n' "$*" >&2; }

mkdir -p "$(dirname "$ANSWER_FILE")" "$ETCD_DATA_DIR"
chmod 0700 "$ETCD_DATA_DIR"

certificate() {
  if kubeadm init phase certs "$1" --config "$CERTIFICATES_CONFIG"; then return; fi
  rm -f "$PKI/$2.crt" "$PKI/$2.key"
  kubeadm init phase certs "$1" --config "$CERTIFICATES_CONFIG"
}
certificate etcd-server server
certificate etcd-peer peer
certificate etcd-healthcheck-client healthcheck-client

rm -f "$ANSWER_FILE"
if compgen -G "$ETCD_DATA_DIR/member/wal/*.wal" >/dev/null; then exit 0; fi

socat "OPENSSL-LISTEN:2380,bind=$MEMBER_ADDRESS,reuseaddr,fork,cert=$PKI/peer.crt,key=$PKI/peer.key,cafile=$PKI/ca.crt,verify=1" \
  "EXEC:$VACANT_PROGRAM" &
announcer=$!
trap 'kill "$announcer" 2>/dev/null || true' EXIT

ask() {
  curl --silent --fail --http1.1 --noproxy '*' --max-time 3 --cacert "$PKI/ca.crt" --cert "$PKI/peer.crt" --key "$PKI/peer.key" \
    "https://$1/members"
}

change() {
  local output
  if output=$(etcdctl --endpoints="$endpoints" --command-timeout=10s member "$@" 2>&1); then
    say "$output"
    return
  fi
  reason="etcd does not $1 this member: ${output##*$'\n'}"
  return 1
}

decide_by_list() {
  local row id clients learner
  learner=$(awk -F ', ' -v own="$ETCD_INITIAL_ADVERTISE_PEER_URLS" '$4 != own && $NF == "true" { print $4 " (" $1 ")" }' <<<"$1")
  if [ -n "$learner" ]; then
    reason="etcd takes one new member at a time, and $learner has no vote yet: see to that host, or take it out with etcdctl member remove"
    return 0
  fi
  row=$(grep -F ", $ETCD_INITIAL_ADVERTISE_PEER_URLS, " <<<"$1") || row=
  id=${row%%,*}
  clients=$(cut -d , -f 5 <<<"$row" | tr -d ' ')
  if [ -n "$clients" ]; then
    say "This member served before and has no data: it is replaced."
    change remove "$id" || return 0
    row=
  elif [ "${row##*, }" = true ]; then
    say "This member was added before and has no vote: it is added anew."
    change remove "$id" || return 0
    row=
  fi
  if [ -z "$row" ]; then
    change add "$ETCD_NAME" --learner --peer-urls="$ETCD_INITIAL_ADVERTISE_PEER_URLS" || return 0
    answer=existing
  elif [ "$id" = "$MEMBER_ID_HEX" ]; then
    answer=new
  else
    answer=existing
  fi
  members=$(awk -F ', ' -v own="$ETCD_INITIAL_ADVERTISE_PEER_URLS" '$4 != own { printf "%s=%s,", ($3 == "" ? $1 : $3), $4 }' <<<"$1")
  members+=$ETCD_NAME=$ETCD_INITIAL_ADVERTISE_PEER_URLS
}

decide() {
  local peer body entry list lost='' missing=() known=() served=() forming=1
  for peer in $OTHER_PEERS; do
    if ! body=$(ask "$peer"); then
      missing+=("$peer")
      continue
    fi
    case $body in
    vacant) continue ;;
    served)
      served+=("$peer")
      continue
      ;;
    esac
    known+=("https://${peer%:2380}:2379")
    entry=$(grep -F "\"$ETCD_INITIAL_ADVERTISE_PEER_URLS\"" <<<"${body//'},{'/$'\n'}") || entry=
    case $entry in
    *'"clientURLs"'*) forming=0 ;;
    *"\"id\":$MEMBER_ID,"*) ;;
    *) forming=0 ;;
    esac
  done
  if [ "${#served[@]}" -gt 0 ]; then
    lost="${served[*]} served before and has no data: restore a backup, or remove $SERVED_FILE there to go on without them"
  fi
  reason=$lost
  if [ "${#missing[@]}" -gt 0 ]; then reason="no answer from ${missing[*]}"; fi
  if [ "${#missing[@]}" -eq 0 ] && [ "$forming" -eq 1 ] && [ -z "$lost" ]; then
    answer=new
  elif [ "${#known[@]}" -gt 0 ]; then
    endpoints=$(IFS=,; printf '%s' "${known[*]}")
    reason="the members at $endpoints have no quorum${lost:+, and $lost}"
    if list=$(etcdctl --endpoints="$endpoints" --command-timeout=5s member list 2>/dev/null); then decide_by_list "$list"; fi
  fi
  if [ -e "$SERVED_FILE" ] && { [ "$answer" = new ] || [ "${#missing[@]}${#known[@]}" = 00 ]; }; then
    answer=
    reason="this member served before and no member has its data: restore a backup, or remove $SERVED_FILE to begin with nothing"
  fi
}

answer=''
said=''
until [ -n "$answer" ]; do
  decide
  if [ -z "$answer" ]; then
    if [ "$reason" != "$said" ]; then say "Waiting: $reason"; fi
    said=$reason
    sleep 1
  fi
done
say "Initial cluster state: $answer"
printf 'ETCD_INITIAL_CLUSTER_STATE=%s\n' "$answer" >"$ANSWER_FILE"
if [ "$answer" = existing ]; then printf 'ETCD_INITIAL_CLUSTER=%s\n' "$members" >>"$ANSWER_FILE"; fi
END_OF_FILE

put '0755' '/usr/local/lib/altostratus/etcd-promote' <<'END_OF_FILE'
#!/bin/bash
set -euo pipefail

say() { printf '%s\n' "$*" >&2; }

others=''
for peer in $OTHER_PEERS; do others+=${others:+,}https://${peer%:2380}:2379; done
if [ -z "$others" ]; then exit 0; fi

said=''
wait_on() {
  if [ "$1" != "$said" ]; then say "Waiting: $1"; fi
  said=$1
  sleep 1
}

status() { etcdctl --endpoints="$ETCD_ADVERTISE_CLIENT_URLS" --command-timeout=5s endpoint status --write-out=fields 2>/dev/null; }
while :; do
  if ! now=$(status) || [ -z "$now" ]; then
    wait_on 'this member does not say whether it has a vote'
    continue
  fi
  if ! grep -qF '"IsLearner" : true' <<<"$now"; then break; fi
  id=$(printf '%x' "$(sed -n 's/^"MemberID" : //p' <<<"$now" | head -n 1)")
  if answer=$(etcdctl --endpoints="$others" --command-timeout=10s member promote "$id" 2>&1); then
    say "$answer"
  else
    wait_on "the others do not give this member a vote yet: ${answer##*$'\n'}"
  fi
done
END_OF_FILE

put '0755' '/usr/local/lib/altostratus/etcd-snapshot' <<'END_OF_FILE'
#!/bin/bash
set -euo pipefail
umask 077
export LC_ALL=C

say() { printf '%s\n' "$*" >&2; }

etcd() { etcdctl --endpoints="$ENDPOINT" "$@"; }

snapshots() { find "$SNAPSHOTS" -maxdepth 1 -type f -name "$CLUSTER-$MEMBER-*.db" -printf '%f\n' | sort -r; }

take() {
  if ! etcd --command-timeout=10s get altostratus >/dev/null; then
    say 'No snapshot: this member has no quorum.'
    return 1
  fi
  local name
  name=$CLUSTER-$MEMBER-$(date -u +%Y%m%dT%H%M%SZ).db
  rm -f "$SNAPSHOTS"/new*
  if etcd --command-timeout=10m snapshot save "$SNAPSHOTS/new" >&2 && etcdutl snapshot status "$SNAPSHOTS/new" >&2 &&
    sync -- "$SNAPSHOTS/new" && mv -- "$SNAPSHOTS/new" "$SNAPSHOTS/$name"; then
    say "Took $name"
    return
  fi
  say 'No snapshot: it could not be saved, or is damaged.'
  rm -f "$SNAPSHOTS"/new*
  return 1
}

quoted() {
  local text
  text=$(cat -- "$1")
  text=${text//\\/\\\\}
  printf '%s' "${text//\"/\\\"}"
}

object() { # NAME SHA256 ARGUMENT…
  local name=$1 sum=$2
  shift 2
  curl -q --silent --show-error --fail --connect-timeout 10 --speed-limit 1000 --speed-time 60 \
    --aws-sigv4 "aws:amz:$REGION:s3" --header "x-amz-content-sha256: $sum" "$@" \
    --config <(printf 'user = "%s:%s"\n' "$(quoted "$ACCESS_KEY_FILE")" "$(quoted "$SECRET_KEY_FILE")") \
    --output /dev/null "$OBJECTS_URL/$FOLDER/$name"
}

put() {
  local folder=${MOUNT:-}/${FOLDER:-} sum
  case $DELIVERY in
  nfs)
    mkdir -p -- "$folder" && cp -- "$SNAPSHOTS/$1" "$folder/new" && sync -- "$folder/new" && mv -- "$folder/new" "$folder/$1"
    ;;
  object-store)
    sum=$(sha256sum <"$SNAPSHOTS/$1")
    object "$1" "${sum%% *}" --upload-file "$SNAPSHOTS/$1"
    ;;
  esac
}

drop() {
  case $DELIVERY in
  nfs) rm -f -- "${MOUNT:-}/$FOLDER/$1" ;;
  object-store) object "$1" "$(printf '' | sha256sum | cut -d ' ' -f 1)" --request DELETE ;;
  esac || say "Cannot delete $1 from where it was delivered to."
  rm -f -- "$SNAPSHOTS/$1" "$SNAPSHOTS/$1.delivered"
}

deliver() {
  local name failed=0
  if [ "$DELIVERY" = local ]; then return; fi
  if [ "$DELIVERY" = nfs ]; then
    if ! systemctl start "$MOUNT_UNIT" || ! mountpoint -q -- "$MOUNT"; then
      say "Cannot mount $MOUNT: snapshots stay here."
      return 1
    fi
  fi
  for name in $(snapshots); do
    if [ -e "$SNAPSHOTS/$name.delivered" ]; then continue; fi
    if put "$name"; then
      touch -- "$SNAPSHOTS/$name.delivered"
      say "Delivered $name"
    else
      failed=1
      say "Cannot deliver $name: the next run tries again."
    fi
  done
  return "$failed"
}

prune() {
  local name day last='' count=0 days=0
  for name in $(snapshots); do
    count=$((count + 1))
    day=${name%T*}
    day=${day##*-}
    if [ "$day" != "$last" ]; then
      last=$day
      days=$((days + 1))
      if [ "$days" -le "$KEEP_DAYS" ]; then continue; fi
    fi
    if [ "$count" -gt "$KEEP_NEWEST" ]; then
      say "Deletes $name"
      drop "$name"
    fi
  done
}

mkdir -p -- "$SNAPSHOTS"
result=0
take || result=1
deliver || result=1
prune
exit "$result"
END_OF_FILE

put '0755' '/usr/local/lib/altostratus/etcd-vacant' <<'END_OF_FILE'
#!/bin/bash
IFS= read -r -t 5 request || exit 0
while IFS= read -r -t 5 line && [ "$line" != $'\r' ]; do :; done
case $request in
'GET /members '*) status='200 OK' ;;
*) status='503 Service Unavailable' ;;
esac
answer=vacant
if [ -e "$SERVED_FILE" ]; then answer=served; fi
printf 'HTTP/1.1 %s\r\nContent-Type: text/plain\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s\n' "$status" $((${#answer} + 1)) "$answer"
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

put '0755' '/usr/local/lib/altostratus/initialize-cluster' <<'END_OF_FILE'
#!/bin/bash
set -euo pipefail

etcd() { etcdctl --endpoints="$ETCD_ENDPOINTS" --command-timeout=10s "$@"; }

if [ -n "$(etcd get --print-value-only "$MARKER")" ]; then exit 0; fi

revisions() { grep '^# revision of ' "$KUBEADM_CONFIG" || true; }
revisions=$(revisions)
kubeadm init phase upload-config all --config "$KUBEADM_CONFIG"
if [ "$(revisions)" != "$revisions" ]; then
  printf 'The settings changed meanwhile: they are uploaded once more.\n' >&2
  exit 1
fi
of() { sed -n "s/^$1//p" <<<"$revisions"; }

kubectl --kubeconfig "$ADMIN_KUBECONFIG" --server "$API_URL" --cache-dir /run/altostratus/kubectl \
  annotate configmap kubelet-config --namespace kube-system --overwrite "altostratus.dev/revision=$(of '# revision of nodes: ')"
kubeadm init phase bootstrap-token --config "$TOKEN_CONFIG" --skip-token-print

etcd txn <<END
version("$ETCD_LOCK_KEY") > "0"
version("$MARKER") = "0"

put "$MARKER" "$(hostname) $(date -u +%FT%TZ)"
put "$VERSION_KEY" "$VERSION"
put "$CONFIGURATION_KEY" "$(of '# revision of the control plane: ')"


END
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

put '0755' '/usr/local/lib/altostratus/renew-certificates' <<'END_OF_FILE'
#!/bin/bash
set -euo pipefail
umask 077
export LC_ALL=C

say() { printf '%s\n' "$*" >&2; }

ends_soon() { ! openssl x509 -noout -checkend "$((RENEW_DAYS * 86400))" >/dev/null 2>&1; }

due=()
for pair in $CERTIFICATES; do
  file=$PKI/${pair#*=}.crt
  if [ -e "$file" ] && ends_soon <"$file"; then due+=("${pair%%=*}"); fi
done
for name in $KUBECONFIGS; do
  file=$KUBECONFIG_FOLDER/$name
  if [ -e "$file" ] && sed -n 's/^ *client-certificate-data: *//p' "$file" | base64 -d | ends_soon; then due+=("$name"); fi
done

if [ "${#due[@]}" -gt 0 ]; then
  if [ -n "$RESTART_FILE" ]; then touch -- "$RESTART_FILE"; fi
  for name in "${due[@]}"; do
    say "Renews $name: it ends within $RENEW_DAYS days."
    kubeadm certs renew "$name" --config "$CERTIFICATES_CONFIG" >&2
  done
  find "$PKI" -type f -exec chmod go= {} +
  systemctl start altostratus-keep.service
fi

if [ -z "$RESTART_FILE" ] || [ ! -e "$RESTART_FILE" ]; then exit 0; fi
while [ -e "$RESTART_FILE" ]; do
  etcdctl --endpoints="$ETCD_ENDPOINTS" lock --ttl=60 "$LOCK" "$RESTART_PROGRAM" || true
  if [ -e "$RESTART_FILE" ]; then sleep 10; fi
done
say 'The control plane of this host has its new certificates.'
END_OF_FILE

put '0755' '/usr/local/lib/altostratus/restart-control-plane' <<'END_OF_FILE'
#!/bin/bash
set -euo pipefail

if [ ! -e "$RESTART_FILE" ]; then exit 0; fi
"$PODS_PROGRAM" restart
rm -f -- "$RESTART_FILE"
END_OF_FILE

put '0755' '/usr/local/lib/altostratus/upgrade-control-plane' <<'END_OF_FILE'
#!/bin/bash
set -euo pipefail

say() { printf 'altostratus-upgrade control-plane: %s\n' "$*" >&2; }
configuration() { etcdctl --endpoints="$ETCD_ENDPOINTS" --command-timeout=10s get --print-value-only "$CONFIGURATION_KEY"; }
is_done() { [ "$(cat -- "$DONE_FILE" 2>/dev/null)" = "$REVISION" ] && [ "$(configuration)" = "$REVISION" ]; }

if is_done; then
  say 'This host has what its files say already.'
  exit 0
fi
etcdctl --endpoints="$ETCD_ENDPOINTS" lock --ttl=60 "$LOCK" "$LOCKED_NODE_PROGRAM" || true
if ! is_done; then
  say 'Not upgraded; the reason stands above. Run it again when that is put right.'
  exit 1
fi
say 'Done.'
END_OF_FILE

put '0755' '/usr/local/lib/altostratus/upgrade-control-plane-node' <<'END_OF_FILE'
#!/bin/bash
set -euo pipefail
umask 077
export LC_ALL=C

say() { printf 'altostratus-upgrade control-plane: %s\n' "$*" >&2; }
refuse() {
  say "$*"
  exit 1
}
kube() { kubectl --kubeconfig "$ADMIN_KUBECONFIG" --server "$API_URL" "$@"; }
etcd() { etcdctl --endpoints="$ETCD_ENDPOINTS" --command-timeout=10s "$@"; }
minor() { cut -d . -f 2 <<<"$1"; }
ready() { [ "$(kube get --raw /readyz 2>/dev/null)" = ok ]; }

wait_until() { # WHAT COMMAND…
  local what=$1
  shift
  if "$@"; then return; fi
  say "Waiting: $what"
  until "$@"; do sleep 2; done
}

begun=''
if [ "$(cat -- "$BEGUN_FILE" 2>/dev/null)" = "$REVISION" ]; then begun=1; fi

etcd endpoint health >&2 || refuse 'Not all members of etcd are well.'
if [ -n "$begun" ]; then wait_until 'for the API server' ready; fi
states=$(kube get nodes --output 'jsonpath={range .items[*]}{.metadata.name} {.status.conditions[?(@.type=="Ready")].status}{"\n"}{end}') ||
  refuse 'The API server of this host does not answer.'
while read -r name state; do
  if [ "$state" = True ]; then continue; fi
  if [ -n "$begun" ] && [ "$name" = "$NODE" ]; then continue; fi
  refuse "Node $name is not ready."
done <<<"$states"
for name in $CONTROL_PLANE_NODES; do
  grep -q "^$name " <<<"$states" || refuse "Node $name of the control plane is absent."
done

if [ "$(kubeadm version --output short)" != "v$TARGET" ] || [ "$(kubelet --version)" != "Kubernetes v$TARGET" ]; then
  refuse "kubeadm and kubelet of $TARGET are not installed: run boot.sh of this host first."
fi
running=$(kube get --raw /version | sed -n 's/.*"gitVersion": *"v\([^"]*\)".*/\1/p')
if [ -z "$running" ]; then refuse 'The API server does not tell its version.'; fi
if [ "$(minor "$TARGET")" -lt "$(minor "$running")" ]; then refuse "From $running there is no way back to $TARGET."; fi
if [ "$(minor "$TARGET")" -gt $(($(minor "$running") + 1)) ]; then refuse "From $running to $TARGET skips a minor version."; fi
known=$(etcd get --print-value-only "$VERSION_KEY")
if [ -n "$known" ] && [ "$(minor "$TARGET")" -lt "$(minor "$known")" ]; then
  refuse "The cluster was upgraded to $known, and the files of this host are of $TARGET: run the boot.sh that belongs to $known first."
fi

printf '%s\n' "$REVISION" >"$BEGUN_FILE"
if [ "$(etcd get --print-value-only "$CONFIGURATION_KEY")" = "$REVISION" ]; then
  say "Upgrades this host to $TARGET."
  kubeadm upgrade node --ignore-preflight-errors="$IGNORED_CHECKS" >&2
else
  say "Upgrades the cluster from $running to $TARGET, beginning here."
  kubeadm init phase upload-config all --config "$KUBEADM_CONFIG" >&2
  kubeadm upgrade apply "v$TARGET" --yes --ignore-preflight-errors="$IGNORED_CHECKS" >&2
  kube annotate configmap kubelet-config --namespace kube-system --overwrite "altostratus.dev/revision=$NODES_REVISION" >&2
  etcd txn >/dev/null <<END
version("$ETCD_LOCK_KEY") > "0"

put "$CONFIGURATION_KEY" "$REVISION"
put "$VERSION_KEY" "$TARGET"


END
  if [ "$(etcd get --print-value-only "$CONFIGURATION_KEY")" != "$REVISION" ]; then refuse 'The lock was lost.'; fi
fi
find /etc/kubernetes -type f -exec chmod go= {} +
find /var/lib/kubelet -maxdepth 1 -type f -exec chmod go= {} +
wait_until 'for the API server' ready
systemctl start altostratus-keep.service

if [ "$(kube get node "$NODE" --output 'jsonpath={.spec.unschedulable}')" != true ]; then touch -- "$CORDONED_FILE"; fi
say 'Drains the node.'
kube drain "$NODE" --ignore-daemonsets --delete-emptydir-data --timeout=15m >&2
say 'Restarts kubelet.'
systemctl restart kubelet.service
fresh() {
  [ "$(kube get node "$NODE" --output 'jsonpath={.status.nodeInfo.kubeletVersion} {.status.conditions[?(@.type=="Ready")].status}' 2>/dev/null)" = "v$TARGET True" ]
}
wait_until 'for the node to be ready' fresh
if [ -e "$CORDONED_FILE" ]; then
  kube uncordon "$NODE" >&2
  rm -f -- "$CORDONED_FILE"
fi
printf '%s\n' "$REVISION" >"$DONE_FILE"
rm -f -- "$BEGUN_FILE"
END_OF_FILE

put '0755' '/usr/local/lib/altostratus/upgrade-etcd' <<'END_OF_FILE'
#!/bin/bash
set -euo pipefail

say() { printf 'altostratus-upgrade etcd: %s\n' "$*" >&2; }

running() {
  curl --silent --fail --noproxy '*' --max-time 5 --cacert "$ETCDCTL_CACERT" --cert "$ETCDCTL_CERT" --key "$ETCDCTL_KEY" \
    "$MEMBER_URL/version" | sed -n 's/.*"etcdserver":"\([^"]*\)".*/\1/p'
}
started() {
  local process
  process=$(systemctl show --property MainPID --value etcd.service)
  tr '\0' '\n' 2>/dev/null <"/proc/$process/environ" | sed -n 's/^START_REVISION=//p'
}
wanted() { sed -n 's/^START_REVISION="\(.*\)"$/\1/p' "$MEMBER_SETTINGS"; }
installed=$(etcd --version | sed -n 's/^etcd Version: //p')
is_done() {
  now=$(running) || now=
  [ "$now" = "$installed" ] && [ "$(started)" = "$(wanted)" ]
}
well() { etcdctl --endpoints="$ETCD_ENDPOINTS" --command-timeout=10s endpoint health >/dev/null 2>&1; }

if is_done; then
  if ! well; then
    say 'Waiting: for all members to be well'
    until well; do sleep 2; done
  fi
  say "The member runs $installed with the settings of this host already."
  exit 0
fi
if [ "$now" = "$installed" ]; then
  say "The member runs $installed with other settings than this host has."
else
  say "The member runs ${now:-nothing}, installed is $installed."
fi
export RUNNING_VERSION=$now INSTALLED_VERSION=$installed
etcdctl --endpoints="$ETCD_ENDPOINTS" lock --ttl=60 "$LOCK" "$LOCKED_ETCD_PROGRAM" || true
if ! is_done; then
  say 'Not upgraded; the reason stands above. Run it again when that is put right.'
  exit 1
fi
say "The member runs $installed with the settings of this host."
END_OF_FILE

put '0755' '/usr/local/lib/altostratus/upgrade-etcd-member' <<'END_OF_FILE'
#!/bin/bash
set -euo pipefail

say() { printf 'altostratus-upgrade etcd: %s\n' "$*" >&2; }
refuse() {
  say "$*"
  exit 1
}
etcd() { etcdctl --endpoints="$ETCD_ENDPOINTS" --command-timeout=10s "$@"; }
minor() { cut -d . -f 2 <<<"$1"; }
older() { [ "$1" != "$2" ] && [ "$(printf '%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }
least() { case $1 in 3.6.*) echo 3.5.26 ;; 3.7.*) echo 3.6.11 ;; esac; }

if [ -n "$RUNNING_VERSION" ]; then
  etcd endpoint health >&2 || refuse 'Not all members are well.'
  if [ "${RUNNING_VERSION%%.*}" != "${INSTALLED_VERSION%%.*}" ] || older "$INSTALLED_VERSION" "$RUNNING_VERSION"; then
    refuse "From $RUNNING_VERSION there is no way to $INSTALLED_VERSION."
  fi
  if [ "$(minor "$INSTALLED_VERSION")" -gt $(($(minor "$RUNNING_VERSION") + 1)) ]; then
    refuse "From $RUNNING_VERSION to $INSTALLED_VERSION skips a minor version."
  fi
fi
least=$(least "$INSTALLED_VERSION")
for version in $(etcd endpoint status 2>/dev/null | cut -d , -f 3 | tr -d ' '); do
  if [ -n "$least" ] && older "$version" "$least"; then
    refuse "A member runs $version, and only from $least on there is a safe way to $INSTALLED_VERSION. Run synth with the version of Kubernetes that the cluster has, and upgrade: then all members run a newer ${version%.*}. Raise the version again after that. Do not restart etcd before."
  fi
done
if [ -n "$RUNNING_VERSION" ]; then
  systemctl start altostratus-etcd-snapshot.service || refuse 'No snapshot could be taken and delivered: journalctl -u altostratus-etcd-snapshot'
fi
if [ -z "$(etcd get --keys-only "$ETCD_LOCK_KEY")" ]; then refuse 'The lock is lost.'; fi
say 'Restarts etcd.'
systemctl restart --no-block etcd.service
sleep 2
said=''
until etcd endpoint health >/dev/null 2>&1; do
  if [ -z "$said" ]; then say 'Waiting: for all members to be well'; fi
  said=1
  sleep 2
done
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

put '0755' '/usr/local/sbin/altostratus-interface' <<'END_OF_FILE'
#!/usr/bin/env bash
# Notes for keepalived which network interface has an address.
set -euo pipefail
name=$(ip -4 -o address show to "$1/32" | awk 'NR == 1 { print $2 }')
[ -n "$name" ] || { printf 'no network interface has the address %s yet\n' "$1" >&2; exit 1; }
mkdir -p /run/altostratus
printf '$INTERFACE=%s\n' "$name" >/run/altostratus/interface.conf
END_OF_FILE

put '0755' '/usr/local/sbin/altostratus-reclaim-etcd' <<'END_OF_FILE'
#!/bin/bash
set -euo pipefail
export LC_ALL=C
set -a
. "${ALTOSTRATUS_SETTINGS:-/etc/etcd/etcd.env}"
set +a

members=$(tr , '\n' <<<"$ETCD_INITIAL_CLUSTER" | sed -e 's/^[^=]*=//' -e 's/:2380$/:2379/')
endpoints=${members//$'\n'/,}
etcd() { etcdctl --command-timeout=10s --endpoints="$endpoints" "$@"; }

say() { printf 'altostratus-reclaim-etcd: %s\n' "$*" >&2; }
refuse() {
  say "$*"
  exit 1
}

field() { etcdctl --endpoints="$1" --command-timeout=10s endpoint status --write-out=fields | awk -F ' : ' -v name="\"$2\"" '$1 == name { print $2; exit }'; }

for endpoint in $members; do field "$endpoint" Revision >/dev/null || refuse "$endpoint does not answer: nothing was done."; done

revision=$(field "${members%%$'\n'*}" Revision)
say "Forgets what is older than revision $revision."
etcdctl --endpoints="$endpoints" --command-timeout=60s compaction "$revision" --physical >&2 || say 'Somebody else has just done so.'

for endpoint in $members; do
  before=$(field "$endpoint" DBSize)
  etcdctl --endpoints="$endpoint" --command-timeout=300s defrag >&2 || refuse "$endpoint was not defragmented; run it again."
  say "$endpoint: $before bytes before, $(field "$endpoint" DBSize) now"
done

etcd alarm disarm >&2
etcd endpoint health >&2 || refuse 'Not all members are well.'
say 'Done.'
END_OF_FILE

put '0755' '/usr/local/sbin/altostratus-remove-member' <<'END_OF_FILE'
#!/bin/bash
set -euo pipefail
export LC_ALL=C
set -a
. "${ALTOSTRATUS_SETTINGS:-/etc/etcd/etcd.env}"
set +a

members=$(tr , '\n' <<<"$ETCD_INITIAL_CLUSTER" | sed -e 's/^[^=]*=//' -e 's/:2380$/:2379/')
endpoints=${members//$'\n'/,}
etcd() { etcdctl --command-timeout=10s --endpoints="$endpoints" "$@"; }

say() { printf 'altostratus-remove-member: %s\n' "$*" >&2; }
refuse() {
  say "$*"
  exit 2
}

if [ $# -ne 1 ]; then refuse 'Say which member.'; fi
name=$1
case ,$ETCD_INITIAL_CLUSTER, in
*",$name="*) refuse "$name is a member by the program: take its host out, write the files anew, and run boot.sh of this host first." ;;
esac

id=$(etcd member list | awk -F ', ' -v name="$name" '$3 == name || $1 == name { print $1 }')
if [ -z "$id" ]; then
  say "$name is no member: nothing to do."
  exit 0
fi
etcd endpoint health >&2 || refuse 'Not all members that stay are well: nothing was done.'
say "Removes $name ($id)."
for attempt in {1..10}; do
  if etcd member remove "$id" >&2; then
    etcd member list >&2
    exit 0
  fi
  say "Attempt $attempt: etcd did not take it."
  sleep 3
done
exit 1
END_OF_FILE

put '0755' '/usr/local/sbin/altostratus-restore' <<'END_OF_FILE'
#!/bin/bash
set -euo pipefail
umask 077
export LC_ALL=C
set -a
. "${ALTOSTRATUS_SETTINGS:-/etc/etcd/etcd.env}"
set +a
pods=${ALTOSTRATUS_PODS:-/usr/local/lib/altostratus/control-plane-pods}

say() { printf '%s altostratus-restore: %s\n' "$(date -u +%FT%TZ)" "$*" >&2; }
refuse() {
  say "$*"
  exit 2
}

if [ $# -lt 2 ] || [ $# -gt 3 ]; then
  refuse 'Say which snapshot, and the name of the cluster whose data it replaces: altostratus-restore SNAPSHOT CLUSTER. A third word, the same on all hosts, is needed to restore one snapshot a second time.'
fi
snapshot=$1 cluster=$2 word=${3:-}
if [ "$cluster" != "$CLUSTER_NAME" ]; then refuse "This host is of cluster $CLUSTER_NAME ($ETCD_INITIAL_CLUSTER_TOKEN), not of $cluster: nothing was done."; fi
case $word in *[!a-z0-9-]*) refuse 'The third word may have lowercase letters, digits and "-".' ;; esac
if [ ! -s "$snapshot" ]; then refuse "There is no snapshot $snapshot: nothing was done."; fi
command -v etcdutl >/dev/null || refuse 'etcdutl is not here yet, as this host is still in its first boot: nothing was done. Run it again in a minute.'
etcdutl snapshot status "$snapshot" >&2 || refuse "$snapshot is no snapshot, or damaged: nothing was done."

sum=$(sha256sum <"$snapshot")
token=$ETCD_INITIAL_CLUSTER_TOKEN-${sum:0:16}${word:+-$word}
id=$(printf '%s%s' "$ETCD_INITIAL_ADVERTISE_PEER_URLS" "$token" | sha1sum)
id=$(printf '%u' "0x${id:0:16}")
note=$ETCD_DATA_DIR/restored

ask() {
  curl --silent --fail --http1.1 --noproxy '*' --max-time 3 --cacert "$PKI/ca.crt" --cert "$PKI/peer.crt" --key "$PKI/peer.key" \
    "https://$1/members"
}

others() {
  local peer body
  for peer in $OTHER_PEERS; do
    body=$(ask "$peer") || continue
    case $body in vacant | served | *"\"id\":$id,"*) ;; *) printf '%s ' "$peer" ;; esac
  done
}

wait_until() { # WHAT COMMAND…
  local what=$1
  shift
  if "$@"; then return; fi
  say "Waiting: $what"
  until "$@"; do sleep 2; done
}

if [ "$(cat -- "$note" 2>/dev/null)" = "$token" ]; then
  say "The data of $snapshot are here already."
else
  if [ -x "$pods" ]; then
    say 'Stops the control plane on this host.'
    "$pods" stop
  fi
  say 'Stops etcd on this host.'
  systemctl stop etcd.service
  alone() { [ -z "$(others)" ]; }
  wait_until "$(others)still serve other data: run the same command on those hosts, too" alone

  rm -f -- "$DONE_FILE"
  say "Restores $snapshot as cluster $token."
  rm -rf -- "$ETCD_DATA_DIR/restoring"
  bump=(--bump-revision 1000000000 --mark-compacted)
  if ! etcdutl snapshot restore --help 2>&1 | grep -q -- --bump-revision; then
    bump=()
    say 'This etcdutl cannot raise revisions: restart all controllers and kubelets afterwards.'
  fi
  etcdutl snapshot restore "$snapshot" --data-dir "$ETCD_DATA_DIR/restoring" --name "$ETCD_NAME" \
    --initial-cluster "$ETCD_INITIAL_CLUSTER" --initial-cluster-token "$token" \
    --initial-advertise-peer-urls "$ETCD_INITIAL_ADVERTISE_PEER_URLS" "${bump[@]}" >&2
  if [ -e "$ETCD_DATA_DIR/member" ]; then
    aside=$ETCD_DATA_DIR/member.$(date -u +%Y%m%dT%H%M%SZ)
    mv -T -- "$ETCD_DATA_DIR/member" "$aside"
    say "What was here before is in $aside: delete it when all is well."
  fi
  mv -T -- "$ETCD_DATA_DIR/restoring/member" "$ETCD_DATA_DIR/member"
  rm -rf -- "$ETCD_DATA_DIR/restoring"
  printf '%s\n' "$token" >"$note"
  sync
fi

say 'Starts etcd on this host.'
systemctl start --no-block etcd.service
healthy() { etcdctl --endpoints="$ETCD_ADVERTISE_CLIENT_URLS" --command-timeout=5s get altostratus >/dev/null 2>&1; }
wait_until 'for a quorum: more than half of the members have to be restored' healthy
if [ -x "$pods" ]; then
  say 'Starts the control plane on this host.'
  "$pods" start
fi
say 'Done.'
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
