import type { KubernetesCloud } from '../../../iaas/provider';

/** With a token, as hardened metadata services want it. */
function withToken(header: string, ask: string): string {
  return `  token=$(ask -X PUT -H '${header}-ttl-seconds: 300' "$METADATA/latest/api/token") || return 1
  get() { ask -H "${header}: $token" "$METADATA/latest/meta-data/$1"; }
${ask}`;
}

/**
 * What prints the id of this instance, or fails. Forms of ids: `aws:///<zone>/<instance>` (cloud-provider-aws,
 * pkg/providers/v1/instances.go), `openstack:///<uuid>` (cloud-provider-openstack, pkg/openstack/instances.go),
 * `<region>.<instance>` (cloud-provider-alibaba-cloud, pkg/controller/helper/node_utils.go).
 */
const ASK: Record<KubernetesCloud, string> = {
  aws: withToken(
    'X-aws-ec2-metadata-token',
    '  zone=$(get placement/availability-zone) && id=$(get instance-id) && echo "aws:///$zone/$id"',
  ),
  openstack: `  data=$(ask "$METADATA/openstack/latest/meta_data.json") || return 1
  [[ $data =~ \\"uuid\\":\\ *\\"([0-9a-f-]{36})\\" ]] && echo "openstack:///\${BASH_REMATCH[1]}"`,
  alicloud: withToken(
    'X-aliyun-ecs-metadata-token',
    '  region=$(get region-id) && id=$(get instance-id) && echo "$region.$id"',
  ),
};

/**
 * At every boot, before kubelet: asks the metadata service which instance this is, until it answers. A text for each cloud, so
 * that user data has only what its host needs. Settings: METADATA, KUBELET_FLAGS, RESULT.
 */
export function nodeIdentity(cloud: KubernetesCloud): string {
  return `#!/bin/bash
set -euo pipefail
umask 077

ask() { curl --silent --fail --noproxy '*' --max-time 3 "$@"; }
identity() {
${ASK[cloud]}
}

if ! id=$(identity); then
  echo "Waiting: for $METADATA to say which instance this is" >&2
  until id=$(identity); do sleep 1; done
fi
# It becomes a flag of kubelet, so it may have nothing in it but what ids have.
if ! [[ $id =~ ^[A-Za-z0-9./:_-]+$ ]]; then echo "altostratus: $METADATA gives no instance id" >&2; exit 1; fi

mkdir -p "$(dirname "$RESULT")"
printf 'KUBELET_EXTRA_ARGS="%s--provider-id=%s"\\n' "$KUBELET_FLAGS" "$id" >"$RESULT.new"
mv "$RESULT.new" "$RESULT"
`;
}
