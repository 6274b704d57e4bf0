/** At every boot, before kubelet: what kubelet expects of a host and cannot do itself. Settings: RESOLVER_LINK. */
export const PREPARE_NODE = `#!/bin/bash
set -euo pipefail

# Pods that use the host's name servers must get real ones, not the stub of systemd-resolved.
servers=/etc/resolv.conf
if systemctl is-active --quiet systemd-resolved.service; then servers=/run/systemd/resolve/resolv.conf; fi
mkdir -p "$(dirname "$RESOLVER_LINK")"
ln -sfn "$servers" "$RESOLVER_LINK"

# Distributions put the network plugins elsewhere than pod networks look for them.
mkdir -p /opt/cni/bin
for plugin in bridge host-local loopback portmap; do
  for folder in /usr/lib/cni /usr/libexec/cni; do
    if [ ! -e "/opt/cni/bin/$plugin" ] && [ -x "$folder/$plugin" ]; then
      install -m 0755 "$folder/$plugin" "/opt/cni/bin/.$plugin"
      mv "/opt/cni/bin/.$plugin" "/opt/cni/bin/$plugin"
    fi
  done
done
`;
