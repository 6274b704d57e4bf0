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

put '0644' '/etc/altostratus/hostname' <<'END_OF_FILE'
worker-1
END_OF_FILE

put '0644' '/etc/altostratus/hosts' <<'END_OF_FILE'
10.10.0.10 api.main.dev.example.com
10.10.1.31 worker-1
END_OF_FILE

put '0644' '/etc/altostratus/join.env' <<'END_OF_FILE'
JOIN_CONFIG="/etc/kubernetes/kubeadm-join.yaml"
END_OF_FILE

put '0644' '/etc/altostratus/node.env' <<'END_OF_FILE'
RESOLVER_LINK="/run/altostratus/resolv.conf"
END_OF_FILE

put '0644' '/etc/altostratus/packages' <<'END_OF_FILE'
chrony
conntrack
containerd
containernetworking-plugins
curl
ethtool
haproxy
iproute2
iptables
keepalived
kmod
runc
socat
END_OF_FILE

put '0644' '/etc/altostratus/secrets' <<'END_OF_FILE'
/etc/altostratus/ca.crt
/etc/altostratus/join.kubeconfig
/etc/containerd/certs.d/docker.io/mirror-1.crt
/etc/containerd/certs.d/quay.io/mirror-1.crt
/etc/containerd/certs.d/registry.dev.example.com/mirror-1.crt
/etc/containerd/certs.d/registry.k8s.io/mirror-1.crt
/etc/keepalived/passwords.conf
END_OF_FILE

put '0644' '/etc/altostratus/units' <<'END_OF_FILE'
defined-by altostratus.target /etc/systemd/system/altostratus.target
start altostratus-join.service
start altostratus-node.service
start altostratus-secrets.service
start chronyd.service
start containerd.service
start haproxy.service
start keepalived.service
start kubelet.service
defined-by altostratus-join.service /etc/systemd/system/altostratus-join.service
defined-by altostratus-node.service /etc/systemd/system/altostratus-node.service
defined-by haproxy.service /etc/systemd/system/haproxy.service.d/altostratus.conf
defined-by keepalived.service /etc/systemd/system/keepalived.service.d/altostratus.conf
defined-by kubelet.service /etc/systemd/system/kubelet.service
defined-by kubelet.service /etc/systemd/system/kubelet.service.d/10-kubeadm.conf
defined-by altostratus-secrets.service /etc/systemd/system/altostratus-secrets.service
read-by containerd.service /etc/containerd/config.toml
read-by haproxy.service /etc/haproxy/haproxy.cfg
read-by keepalived.service /etc/keepalived/keepalived.conf
read-by systemd-journald.service /etc/systemd/journald.conf.d/altostratus.conf
read-by altostratus-secrets.service /etc/altostratus/secrets
read-by chronyd.service /etc/altostratus/chrony.conf
END_OF_FILE

put '0644' '/etc/containerd/certs.d/docker.io/hosts.toml' <<'END_OF_FILE'
server = "https://registry-1.docker.io"
[host."https://10.96.0.3"]
capabilities = ["pull", "resolve"]
ca = "/etc/containerd/certs.d/docker.io/mirror-1.crt"
END_OF_FILE

put '0644' '/etc/containerd/certs.d/quay.io/hosts.toml' <<'END_OF_FILE'
server = "https://quay.io"
[host."https://10.96.0.5"]
capabilities = ["pull", "resolve"]
ca = "/etc/containerd/certs.d/quay.io/mirror-1.crt"
END_OF_FILE

put '0644' '/etc/containerd/certs.d/registry.dev.example.com/hosts.toml' <<'END_OF_FILE'
server = "https://registry.dev.example.com"
[host."https://10.96.0.2"]
capabilities = ["pull", "resolve"]
ca = "/etc/containerd/certs.d/registry.dev.example.com/mirror-1.crt"
END_OF_FILE

put '0644' '/etc/containerd/certs.d/registry.k8s.io/hosts.toml' <<'END_OF_FILE'
server = "https://registry.k8s.io"
[host."https://10.96.0.4"]
capabilities = ["pull", "resolve"]
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
  option redispatch
  retries 3
  timeout connect 5s
  timeout check 5s
  timeout client 15m
  timeout server 15m
  default-server inter 2s fall 3 rise 2 on-marked-down shutdown-sessions

frontend alive
  mode http
  bind /run/haproxy/alive.sock mode 600
  timeout client 5s
  monitor-uri /

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
include /etc/keepalived/passwords.conf

global_defs {
  router_id worker-1
  enable_script_security
  script_user root
  vrrp_garp_master_refresh 60
}

vrrp_script haproxy {
  script "/usr/bin/curl -sf -o /dev/null --max-time 2 --unix-socket /run/haproxy/alive.sock http://localhost/"
  interval 2
  timeout 3
  fall 2
  rise 2
}

vrrp_instance dc1-main-public-balancer {
  state BACKUP
  nopreempt
  interface eth0
  virtual_router_id 2
  priority 252
  advert_int 1
  unicast_src_ip 10.10.1.31
  unicast_peer {
    10.10.1.32
    10.10.1.33
    10.10.1.34
    10.10.1.35
  }
  authentication {
    auth_type PASS
    auth_pass ${PASSWORD_2}
  }
  virtual_ipaddress {
    10.10.0.20/32
  }
  track_script {
    haproxy
  }
}
END_OF_FILE

put '0644' '/etc/kubernetes/kubeadm-join.yaml' <<'END_OF_FILE'
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

put '0644' '/etc/sysctl.d/99-zz-altostratus.conf' <<'END_OF_FILE'
fs.inotify.max_user_instances = 8192
fs.inotify.max_user_watches = 524288
net.bridge.bridge-nf-call-ip6tables = 1
net.bridge.bridge-nf-call-iptables = 1
net.ipv4.ip_forward = 1
net.ipv4.ip_nonlocal_bind = 1
END_OF_FILE

put '0644' '/etc/systemd/journald.conf.d/altostratus.conf' <<'END_OF_FILE'
[Journal]
Storage=persistent
SystemMaxUse=2G
SystemKeepFree=2G
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
Wants=altostratus-join.service
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

put '0644' '/etc/systemd/system/haproxy.service.d/altostratus.conf' <<'END_OF_FILE'
[Unit]
StartLimitIntervalSec=0

[Service]
Restart=always
RestartSec=1
RuntimeDirectory=haproxy
RuntimeDirectoryPreserve=yes
END_OF_FILE

put '0644' '/etc/systemd/system/keepalived.service.d/altostratus.conf' <<'END_OF_FILE'
[Unit]
Wants=altostratus-secrets.service
After=altostratus-secrets.service haproxy.service
StartLimitIntervalSec=0

[Service]
Restart=always
RestartSec=1
END_OF_FILE

put '0644' '/etc/systemd/system/kubelet.service' <<'END_OF_FILE'
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

put '0644' '/etc/systemd/system/kubelet.service.d/10-kubeadm.conf' <<'END_OF_FILE'
[Service]
Environment="KUBELET_KUBECONFIG_ARGS=--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf"
Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"
EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
ExecStart=
ExecStart=/usr/local/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS
END_OF_FILE

put '0755' '/usr/local/lib/altostratus/join-cluster' <<'END_OF_FILE'
#!/bin/bash
set -euo pipefail
umask 077

if [ -e /etc/kubernetes/kubelet.conf ]; then exit 0; fi

# kubeadm refuses to start where an earlier run was cut off.
systemctl stop kubelet.service
rm -f /etc/kubernetes/bootstrap-kubelet.conf /etc/kubernetes/pki/ca.crt
kubeadm join --config "$JOIN_CONFIG"
END_OF_FILE

put '0755' '/usr/local/lib/altostratus/prepare-node' <<'END_OF_FILE'
#!/bin/bash
set -euo pipefail

# Pods that use the host's name servers must get real ones, not the stub of systemd-resolved.
servers=/etc/resolv.conf
if systemctl is-active --quiet systemd-resolved.service; then servers=/run/systemd/resolve/resolv.conf; fi
mkdir -p "$(dirname "$RESOLVER_LINK")"
ln -sfn "$servers" "$RESOLVER_LINK"

# Distributions put the network plugins elsewhere than pod networks look for them.
mkdir -p /opt/cni/bin
for plugin in bridge host-local loopback portmap; do
  if [ ! -e "/opt/cni/bin/$plugin" ] && [ -x "/usr/lib/cni/$plugin" ]; then
    install -m 0755 "/usr/lib/cni/$plugin" "/opt/cni/bin/.$plugin"
    mv "/opt/cni/bin/.$plugin" "/opt/cni/bin/$plugin"
  fi
done
END_OF_FILE

put '0755' '/usr/local/sbin/altostratus-activate' <<'END_OF_FILE'
#!/usr/bin/env bash
# Makes this host what its files say. Safe to run again: what is so already is left alone.
set -euo pipefail
export LC_ALL=C DEBIAN_FRONTEND=noninteractive
root=${ALTOSTRATUS_ROOT:-} # another root folder, for tests
state=$root/var/lib/altostratus/started
failed=0

say() { printf 'altostratus: %s\n' "$*" >&2; }
has() { command -v "$1" >/dev/null; }

# A step that fails keeps no other step from being taken; the exit status tells.
try() { "$@" || { failed=1; say "failed: $*"; }; }

# replace FILE: puts standard input there, unless that is what the file holds.
replace() {
  cat >"$work/new" || return 1
  cmp -s -- "$work/new" "$1" && return 0
  install -m 0644 -T -- "$work/new" "$1.altostratus" && mv -fT -- "$1.altostratus" "$1"
}

set_hostname() {
  [ -e "$root/etc/altostratus/hostname" ] || return 0
  replace "$root/etc/hostname" <"$root/etc/altostratus/hostname" || return 1
  [ "$(cat /proc/sys/kernel/hostname)" = "$(cat "$root/etc/hostname")" ] ||
    sysctl -q -w "kernel.hostname=$(cat "$root/etc/hostname")"
}

# The block between the markers is ours; a marker without its end is no block.
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

installed() {
  if has dpkg-query; then
    [ "$(dpkg-query -W -f '${db:Status-Status}' -- "$1" 2>/dev/null)" = installed ]
  else
    rpm -q --quiet -- "$1"
  fi
}

install_now() (
  if has apt-get; then
    apt=(apt-get -q -y -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold)
    # Packages must not start what they bring: the units may wait for keys, and apt-get for the units.
    policy=$root/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
      trap 'rm -f -- "$policy"' EXIT
      printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod 0755 "$policy" || exit 1
    fi
    "${apt[@]}" update && "${apt[@]}" install --no-install-recommends -- "$@"
  elif has dnf; then
    dnf -q -y install -- "$@"
  else
    say 'no apt-get and no dnf here'
    exit 1
  fi
)

# Ten minutes: whatever serves the packages may be booting too.
install_packages() {
  local package missing=() attempt
  while read -r package; do installed "$package" || missing+=("$package"); done <"$root/etc/altostratus/packages"
  [ "${#missing[@]}" -gt 0 ] || return 0
  for attempt in {1..60}; do
    if install_now "${missing[@]}"; then return 0; fi
    say "attempt $attempt: cannot install ${missing[*]}"
    sleep 10
  done
  return 1
}

set_time_servers() {
  local conf=$root/etc/chrony.conf
  [ -e "$root/etc/altostratus/chrony.conf" ] || return 0
  [ ! -d "$root/etc/chrony" ] || conf=$root/etc/chrony/chrony.conf
  replace "$conf" <"$root/etc/altostratus/chrony.conf"
}

stamp() { stat -c '%a:%s:%.9Y' -- "$root$1" 2>/dev/null || echo absent; }
noted() { cat -- "$state/$1" 2>/dev/null || true; }

refresh_units() {
  local kind unit path seen changed=() units=()
  local -A definitions=() contents=()
  while read -r kind unit path; do
    if [ -z "${definitions[$unit]+set}" ]; then units+=("$unit") definitions[$unit]='' contents[$unit]=''; fi
    case $kind in
    defined-by) definitions[$unit]+=" $path=$(stamp "$path")" ;;
    read-by) contents[$unit]+=" $path=$(stamp "$path")" ;;
    esac
  done <"$root/etc/altostratus/units"
  for unit in "${units[@]}"; do
    [ "$(noted "$unit")" = "${definitions[$unit]}|${contents[$unit]}" ] || changed+=("$unit")
  done
  [ "${#changed[@]}" -gt 0 ] || return 0
  mkdir -p -- "$state"
  systemctl daemon-reload || return 1
  for unit in "${changed[@]}"; do
    seen=$(noted "$unit")
    case $unit:$(systemctl is-active -- "$unit" || true) in
    *.target:*) ;;
    *:active | *:activating | *:reloading)
      if [ "${seen%%|*}" = "${definitions[$unit]}" ]; then
        systemctl reload-or-restart --no-block -- "$unit" || return 1
      else
        systemctl restart --no-block -- "$unit" || return 1
      fi
      ;;
    esac
    printf '%s\n' "${definitions[$unit]}|${contents[$unit]}" >"$state/$unit" || return 1
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
install_packages || { say 'packages are missing, so nothing is started'; exit 1; }
try set_time_servers
try refresh_units
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

"$root/usr/local/sbin/altostratus-activate"
