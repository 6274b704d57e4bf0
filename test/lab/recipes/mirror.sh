#!/bin/bash
# mirror.sh TOOLS PINS FOLDER: what a company's mirror of software holds, with the programs that were built from the Go modules
# in place of their makers' binaries. PINS is the folder of the go.mod files. Writes SHA256SUMS beside the files.
set -euo pipefail
tools=$1 pins=$2 folder=$3

# The version that a go.mod pins for a module, without v.
pinned() { awk -v module="$2" '$1 == module && $2 ~ /^v/ { print substr($2, 2); exit } $2 == module && $3 ~ /^v/ { print substr($3, 2); exit }' "$pins/$1/go.mod"; }
etcd=$(pinned etcd go.etcd.io/etcd/server/v3)
containerd=$(pinned host github.com/containerd/containerd/v2)
runc=$(pinned host github.com/opencontainers/runc)
plugins=$(pinned host github.com/containernetworking/plugins)

part=$folder.part
rm -rf "$part"
mkdir -p "$part"
cd "$part"

# archive FILE PREFIX PROGRAM...: an archive in which the programs stand below a prefix.
archive() {
  local file=$1 prefix=$2
  shift 2
  mkdir -p "$(dirname "$file")"
  tar -C "$tools" --owner=0 --group=0 --mtime=@0 --transform "s,^,$prefix," -c "$@" | gzip -n -1 >"$file"
}

# kubernetes PINS TOOLS
kubernetes() {
  local bin
  bin=dl.k8s.io/release/v$(pinned "$1" k8s.io/kubernetes)/bin/linux/amd64
  mkdir -p "$bin"
  ln "$2"/{kubeadm,kubectl,kubelet} "$bin/" 2>/dev/null || cp "$2"/{kubeadm,kubectl,kubelet} "$bin/"
}
kubernetes . "$tools"
# The minor version before is there where somebody wants to upgrade from it.
if [ -d "$tools/previous" ]; then kubernetes previous "$tools/previous"; fi
github=github.com
archive "$github/etcd-io/etcd/releases/download/v$etcd/etcd-v$etcd-linux-amd64.tar.gz" "etcd-v$etcd-linux-amd64/" etcd etcdctl etcdutl
archive "$github/containerd/containerd/releases/download/v$containerd/containerd-static-$containerd-linux-amd64.tar.gz" bin/ \
  containerd containerd-shim-runc-v2 ctr
mkdir -p "$github/opencontainers/runc/releases/download/v$runc"
cp "$tools/runc" "$github/opencontainers/runc/releases/download/v$runc/runc.amd64"
archive "$github/containernetworking/plugins/releases/download/v$plugins/cni-plugins-linux-amd64-v$plugins.tgz" ./ \
  bridge host-local loopback portmap

find . -type f ! -name SHA256SUMS -printf '%P\n' | LC_ALL=C sort | xargs sha256sum >SHA256SUMS
cd /
rm -rf "$folder"
mv "$part" "$folder"
