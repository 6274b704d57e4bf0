#!/bin/bash
# images.sh TOOLS BASE REGISTRY FOLDER IMAGE...: puts images into a registry. An image is NAME=KIND, where KIND says what is in it.
# Layers are kept in FOLDER. Programs come from the Go modules, everything else from the hosts' Debian.
set -euo pipefail
tools=$1 base=$2 registry=$3 kept=$4
shift 4
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mkdir -p "$kept"

# copy_with_libraries ROOT PROGRAM...: programs of the base root, with the libraries that they are linked with.
copy_with_libraries() {
  local root=$1 file
  shift
  {
    printf '%s\n' "$@"
    for file in "$@"; do chroot "$base" ldd "$file" 2>/dev/null | grep -oE '/[^ ]+' || true; done
    # Extensions of iptables are opened by name, so nothing lists what they need.
    printf '%s\n' /lib/x86_64-linux-gnu/libm.so.6
  } | sort -u | tar -C "$base" -ch --absolute-names --transform 's,^/,,' --files-from <(sed "s,^/,./," ) 2>/dev/null | tar -C "$root" -x
}

# A Debian small enough for a pod: a shell, a few commands, iptables.
debian() {
  local root=$1
  mkdir -p "$root"/{bin,sbin,lib,lib64,usr/bin,usr/sbin,usr/lib/x86_64-linux-gnu,etc,tmp,run,var}
  copy_with_libraries "$root" /bin/bash /bin/cp /bin/cat /bin/ls /bin/sleep /bin/mkdir /bin/date /bin/sync /usr/bin/env \
    /usr/bin/nohup /usr/bin/dirname /usr/bin/test /usr/bin/curl /usr/sbin/xtables-nft-multi /usr/sbin/conntrack /usr/sbin/ip
  ln -sf bash "$root/bin/sh"
  mkdir -p "$root/usr/lib/x86_64-linux-gnu/xtables"
  cp "$base"/usr/lib/x86_64-linux-gnu/xtables/*.so "$root/usr/lib/x86_64-linux-gnu/xtables/"
  local name
  for name in iptables iptables-save iptables-restore ip6tables ip6tables-save ip6tables-restore; do
    ln -sf xtables-nft-multi "$root/usr/sbin/$name"
    ln -sf xtables-nft-multi "$root/usr/sbin/$name-nft"
  done
}

fill() {
  local kind=$1 root=$2
  case $kind in
  pause)
    gcc -O2 -static -o "$root/pause" "$here/pause.c"
    ;;
  *kube-apiserver | *kube-controller-manager | *kube-scheduler)
    mkdir -p "$root/usr/local/bin"
    cp "$tools/$kind" "$root/usr/local/bin/"
    ;;
  *kube-proxy)
    debian "$root"
    mkdir -p "$root/usr/local/bin"
    cp "$tools/$kind" "$root/usr/local/bin/"
    ;;
  coredns)
    cp "$tools/coredns" "$root/"
    mkdir -p "$root/etc" "$root/tmp"
    ;;
  flannel)
    debian "$root"
    mkdir -p "$root/opt/bin"
    cp "$tools/flannel" "$root/opt/bin/flanneld"
    cp "$tools/install_conf" "$root/opt/bin/install-conf"
    ;;
  flannel-plugin)
    debian "$root"
    install -m 0755 "$here/flannel-plugin.sh" "$root/flannel"
    ;;
  web)
    # Any server will do that answers on / with 200; curl is for those who ask from inside.
    debian "$root"
    cp "$tools/registry" "$root/web"
    printf 'version: 0.1\nstorage: {inmemory: {}}\nhttp: {addr: ":8080"}\n' >"$root/web.yml"
    ;;
  *)
    printf 'unknown kind of image: %s\n' "$kind" >&2
    return 1
    ;;
  esac
}

entrypoint() {
  case $1 in
  pause) echo /pause ;;
  coredns) echo /coredns ;;
  web) echo /web,serve,/web.yml ;;
  esac
}

for image in "$@"; do
  name=${image%%=*} kind=${image#*=}
  layer=$kept/$kind.tar
  if [ ! -e "$layer" ]; then
    mkdir -p "${layer%/*}"
    root=$(mktemp -d "$kept/.root.XXXXXX")
    chmod 0755 "$root"
    fill "$kind" "$root"
    tar -C "$root" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf "$layer.part" .
    rm -rf "$root"
    mv "$layer.part" "$layer"
  fi
  "$tools/crane" append --insecure --oci-empty-base --new_layer "$layer" --new_tag "$registry/$name" >/dev/null 2>&1
  start=$(entrypoint "$kind")
  "$tools/crane" mutate --insecure "$registry/$name" --set-platform linux/amd64 \
    --env PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin ${start:+--entrypoint "$start"} -t "$registry/$name" >/dev/null
done
