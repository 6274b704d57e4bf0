#!/usr/bin/env bash
# Installs the real programs that the checks run. See README.md beside this file.
#
#   install.sh               Debian packages, every tool and every data file that is not in "previous"
#   install.sh TOOL...       only these ("debian" stands for the Debian packages, "previous" for the tools below it)
#   install.sh --print-bin   prints the folder the tools are in, does nothing else
#
# The last line on stdout is the folder of the tools. Everything else goes to stderr.
# shellcheck disable=SC2317 # the builders are called by name
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

# Packages that the checks start or call, and what two of the Go programs are linked with.
# cloud-init's own dependencies are enough for `cloud-init schema`.
debian_packages=(haproxy keepalived cloud-init nftables systemd-container debootstrap iproute2 libseccomp-dev dnf)

# tool  folder of its go.mod  module  package to build
tools='
etcd                     etcd     go.etcd.io/etcd/server/v3               go.etcd.io/etcd/server/v3
kube-apiserver           .        k8s.io/kubernetes                       k8s.io/kubernetes/cmd/kube-apiserver
kubeadm                  .        k8s.io/kubernetes                       k8s.io/kubernetes/cmd/kubeadm
kube-controller-manager  .        k8s.io/kubernetes                       k8s.io/kubernetes/cmd/kube-controller-manager
kube-scheduler           .        k8s.io/kubernetes                       k8s.io/kubernetes/cmd/kube-scheduler
etcdctl                  etcd     go.etcd.io/etcd/etcdctl/v3              go.etcd.io/etcd/etcdctl/v3
etcdutl                  etcd     go.etcd.io/etcd/etcdutl/v3              go.etcd.io/etcd/etcdutl/v3
kubectl                  .        k8s.io/kubernetes                       k8s.io/kubernetes/cmd/kubectl
kubelet                  .        k8s.io/kubernetes                       k8s.io/kubernetes/cmd/kubelet
kube-proxy               .        k8s.io/kubernetes                       k8s.io/kubernetes/cmd/kube-proxy
kwok                     cluster  sigs.k8s.io/kwok                        sigs.k8s.io/kwok/cmd/kwok
registry                 cluster  github.com/distribution/distribution/v3 github.com/distribution/distribution/v3/cmd/registry
coredns                  network  github.com/coredns/coredns              github.com/coredns/coredns
traefik                  network  github.com/traefik/traefik/v3           github.com/traefik/traefik/v3/cmd/traefik
containerd               host     github.com/containerd/containerd/v2     github.com/containerd/containerd/v2/cmd/containerd
containerd-shim-runc-v2  host     github.com/containerd/containerd/v2     github.com/containerd/containerd/v2/cmd/containerd-shim-runc-v2
ctr                      host     github.com/containerd/containerd/v2     github.com/containerd/containerd/v2/cmd/ctr
runc                     host     github.com/opencontainers/runc          github.com/opencontainers/runc
bridge                   host     github.com/containernetworking/plugins  github.com/containernetworking/plugins/plugins/main/bridge
host-local               host     github.com/containernetworking/plugins  github.com/containernetworking/plugins/plugins/ipam/host-local
loopback                 host     github.com/containernetworking/plugins  github.com/containernetworking/plugins/plugins/main/loopback
portmap                  host     github.com/containernetworking/plugins  github.com/containernetworking/plugins/plugins/meta/portmap
crane                    host     github.com/google/go-containerregistry  github.com/google/go-containerregistry/cmd/crane
promtool                 monitoring github.com/prometheus/prometheus      github.com/prometheus/prometheus/cmd/promtool
amtool                   monitoring github.com/prometheus/alertmanager    github.com/prometheus/alertmanager/cmd/amtool
flannel                  flannel  github.com/flannel-io/flannel           github.com/flannel-io/flannel
install_conf             flannel  github.com/flannel-io/flannel           github.com/flannel-io/flannel/cmd/install_conf
previous/kube-apiserver  previous k8s.io/kubernetes                       k8s.io/kubernetes/cmd/kube-apiserver
previous/kube-controller-manager previous k8s.io/kubernetes               k8s.io/kubernetes/cmd/kube-controller-manager
previous/kube-scheduler  previous k8s.io/kubernetes                       k8s.io/kubernetes/cmd/kube-scheduler
previous/kube-proxy      previous k8s.io/kubernetes                       k8s.io/kubernetes/cmd/kube-proxy
previous/kubeadm         previous k8s.io/kubernetes                       k8s.io/kubernetes/cmd/kubeadm
previous/kubectl         previous k8s.io/kubernetes                       k8s.io/kubernetes/cmd/kubectl
previous/kubelet         previous k8s.io/kubernetes                       k8s.io/kubernetes/cmd/kubelet
'

# file  folder of its go.mod  module  folder in the module (its *.yaml files are joined)
files='
cert-manager-crds.yaml   cluster  github.com/cert-manager/cert-manager    deploy/crds
'

say() { printf '%s\n' "$*" >&2; }

# The folder's name follows from every pin, so that a changed pin never meets an old binary.
pins() {
  find . \( -name go.mod -o -name go.sum \) -type f | LC_ALL=C sort | xargs sha256sum | sha256sum
}
hash=$(cd "$here" && pins | cut -c1-12)
cache=${ALTOSTRATUS_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/altostratus/tools}
root=$cache/$hash
bin=$root/bin
share=$root/share

row() { awk -v name="$2" '$1 == name' <<<"$1"; }
names() { awk 'NF { print $1 }' <<<"$1"; }

# The version that a go.mod pins for a module.
pinned() { awk -v module="$2" '$1 == "require" { $1 = ""; $0 = $0 } $1 == module && $2 ~ /^v/ { print $2; exit }' "$here/$1/go.mod"; }

# Where one build of a tool is kept: a changed pin of one go.mod does not build the tools of the others again.
kept() { printf '%s/built/%s/%s' "$cache" "$(sha256sum "$here/$1/go.mod" "$here/$1/go.sum" | cut -d ' ' -f 1 | sha256sum | cut -c1-12)" "$2"; }

# Two programs have C in them.
has_c() { [[ $1 == runc || $1 == flannel ]]; }

# The caller's settings for other Go projects must not reach these builds.
gocmd() { (cd "$here/$1" && shift && GOWORK=off GOFLAGS='' CGO_ENABLED=${cgo:-0} go "$@" 9>&-); }

link_flags() {
  local flags='-s -w' module=$1 version=$2
  if [[ ${cgo:-0} == 1 ]]; then flags+=" -extldflags '-static'"; fi
  case $module in
  k8s.io/kubernetes)
    local at=k8s.io/component-base/version minor=${version#v*.}
    flags+=" -X $at.gitVersion=$version -X $at.gitMajor=${version:1:1} -X $at.gitMinor=${minor%%.*}"
    ;;
  github.com/distribution/distribution/v3) flags+=" -X $module/version.version=$version" ;;
  github.com/traefik/traefik/v3) flags+=" -X $module/pkg/version.Version=${version#v}" ;;
  github.com/containerd/containerd/v2) flags+=" -X $module/version.Version=${version#v}" ;;
  esac
  printf '%s' "$flags"
}

# Two runs at once (several checkouts, several shells) build each thing once.
locked() {
  local target=$1
  shift
  mkdir -p "$(dirname "$target")"
  (
    flock 9
    [[ -e $target ]] || "$@"
  ) 9>"$root/.lock-$(basename "$target")"
}

build_tool() {
  local name=$1 folder=$2 module=$3 package=$4 version log part target cgo=0 tags=''
  target=$(kept "$folder" "$name")
  if [[ ! -e $target ]]; then
    version=$(pinned "$folder" "$module")
    mkdir -p "${target%/*}"
    log=$target.log
    part=$target.$BASHPID
    if has_c "$name"; then cgo=1 tags=seccomp,netgo,osusergo; fi
    # Of thirty clouds' lists of machines only that of Kubernetes: a third of the time.
    if [[ $name == promtool ]]; then tags=remove_all_sd,enable_kubernetes_sd; fi
    if ! gocmd "$folder" build -mod=readonly -trimpath -buildvcs=false -tags "$tags" \
      -ldflags "$(link_flags "$module" "$version")" -o "$part" "$package" >"$log" 2>&1; then
      rm -f "$part"
      tail -n 30 "$log" >&2
      return 1
    fi
    rm -f "$log"
    mv "$part" "$target"
  fi
  mkdir -p "$bin/$(dirname "$name")"
  ln -f "$target" "$bin/$name"
}

join_files() {
  local name=$1 folder=$2 module=$3 inside=$4 version from part file
  version=$(pinned "$folder" "$module")
  gocmd "$folder" mod download "$module@$version" >&2 || return 1
  from=$(gocmd "$folder" list -mod=readonly -m -f '{{.Dir}}' "$module")/$inside
  part=$share/.$name.$BASHPID
  for file in "$from"/*.yaml; do
    [[ $(head -n 1 "$file") == --- ]] || printf -- '---\n'
    cat "$file"
  done >"$part" || return 1
  mv "$part" "$share/$name"
}

failed=()
# make_one BUILDER TARGET NAME FOLDER MODULE INSIDE
make_one() {
  local builder=$1 target=$2 name=$3 folder=$4 module=$5 inside=$6 start=$SECONDS
  if [[ ! -e $target ]] && ! locked "$target" "$builder" "$name" "$folder" "$module" "$inside"; then
    failed+=("$name")
    say "$name: FAILED"
    return
  fi
  printf '%-26s %-10s %4d s\n' "$name" "$(pinned "$folder" "$module")" $((SECONDS - start)) >&2
}

# Installs what is missing, and leaves nothing running, now or after the next boot.
install_debian() {
  local package missing=() start=$SECONDS state
  for package in "${debian_packages[@]}"; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [[ $state == installed ]] || missing+=("$package")
  done
  if ((${#missing[@]})); then
    if [[ $(id -u) != 0 ]]; then
      say "debian: install these as root first: ${missing[*]}"
      failed+=(debian)
      return
    fi
    if ! apt_install "${missing[@]}"; then
      failed+=(debian)
      say 'debian: FAILED'
      return
    fi
  fi
  for package in "${debian_packages[@]}"; do
    printf '%-26s %-26s %4d s\n' "$package" "$(dpkg-query -W -f '${Version}' "$package")" $((SECONDS - start)) >&2
  done
}

apt_install() (
  export DEBIAN_FRONTEND=noninteractive
  policy=/usr/sbin/policy-rc.d
  kept=
  restore() {
    rm -f "$policy"
    if [[ -n $kept ]]; then mv "$kept" "$policy"; fi
  }
  exec 9>/run/lock/altostratus-tools-apt
  flock 9
  # If a killed run left the machine's own policy aside, that one is still the one to put back.
  if [[ -e $policy.altostratus ]]; then
    kept=$policy.altostratus
  elif [[ -e $policy ]]; then
    kept=$policy.altostratus
    mv "$policy" "$kept"
  fi
  trap restore EXIT
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"

  apt=(apt-get -q -y -o DPkg::Lock::Timeout=300)
  log=$root/debian.log
  if ! { "${apt[@]}" update && "${apt[@]}" install --no-install-recommends "$@"; } >"$log" 2>&1 9>&-; then
    tail -n 30 "$log" >&2
    exit 1
  fi
  rm -f "$log"

  # What this script brought must not start by itself at a later boot either.
  for package in "$@"; do
    case $package in
    cloud-init) mkdir -p /etc/cloud && touch /etc/cloud/cloud-init.disabled ;;
    haproxy | keepalived) systemctl disable --quiet "$package.service" >&2 || true ;;
    esac
  done
)

main() {
  local known wanted name folder module inside
  if [[ ${1:-} == --print-bin ]]; then
    printf '%s\n' "$bin"
    return
  fi

  known=$(printf '%s\n' debian "$(names "$tools")" "$(names "$files")")
  wanted=("$@")
  if [[ $* == previous ]]; then mapfile -t wanted < <(grep ^previous/ <<<"$known"); fi
  ((${#wanted[@]})) || mapfile -t wanted < <(grep -v ^previous/ <<<"$known")
  for name in "${wanted[@]}"; do
    if ! grep -qxF -- "$name" <<<"$known"; then
      say "unknown tool: $name (known: ${known//$'\n'/ })"
      return 2
    fi
  done

  mkdir -p "$bin" "$share"
  for name in "${wanted[@]}"; do
    if [[ $name == debian ]]; then
      install_debian
    elif [[ -n $(row "$tools" "$name") ]]; then
      read -r _ folder module inside <<<"$(row "$tools" "$name")"
      make_one build_tool "$bin/$name" "$name" "$folder" "$module" "$inside"
    else
      read -r _ folder module inside <<<"$(row "$files" "$name")"
      make_one join_files "$share/$name" "$name" "$folder" "$module" "$inside"
    fi
  done

  printf '%s\n' "$bin"
  if ((${#failed[@]})); then
    say "could not install: ${failed[*]}"
    return 1
  fi
}

# On one line, so that a running script is never surprised by an edit of its file.
main "$@"; exit
