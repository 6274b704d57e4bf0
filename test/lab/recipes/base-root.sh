#!/bin/bash
# base-root.sh FOLDER: a Debian with what a cloud's image has, and what the hosts' boot data ask for as packages, so that
# hosts need no package server. What is not there is what boot data must bring.
set -euo pipefail
folder=$1

packages=(
  # what images of Debian have
  systemd systemd-sysv dbus iproute2 cloud-init python3-cffi-backend openssh-server ca-certificates kmod procps sudo
  # what boot data ask for
  chrony conntrack curl ethtool haproxy iptables keepalived nfs-common nftables openssl socat
)
debootstrap --variant=minbase --include="$(IFS=,; echo "${packages[*]}")" bookworm "$folder"

# A package's daemon runs where boot data say so.
for unit in haproxy keepalived nftables chrony ssh; do chroot "$folder" systemctl disable --quiet "$unit" 2>/dev/null || true; done
rm -f "$folder"/etc/ssh/ssh_host_*_key* "$folder/etc/machine-id"
touch "$folder/etc/machine-id"

printf 'datasource_list: [ NoCloud ]\n' >"$folder/etc/cloud/cloud.cfg.d/90-lab.cfg"
printf 'locale: false\n' >"$folder/etc/cloud/cloud.cfg.d/91-lab.cfg"

# What a machine has and a container must be given: control groups and kernel settings that can be written, and word of what
# is built into the kernel.
install -m 0755 "$(dirname "${BASH_SOURCE[0]}")/lab-machine.sh" "$folder/usr/local/sbin/lab-machine"
cat >"$folder/etc/systemd/system/lab-machine.service" <<'UNIT'
[Unit]
DefaultDependencies=no
Before=basic.target systemd-modules-load.service systemd-sysctl.service
[Service]
Type=oneshot
ExecStart=/usr/local/sbin/lab-machine
UNIT
mkdir -p "$folder/etc/systemd/system/basic.target.wants"
ln -sf ../lab-machine.service "$folder/etc/systemd/system/basic.target.wants/"
