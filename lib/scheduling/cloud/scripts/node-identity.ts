/**
 * At every boot, before kubelet: asks the metadata service which instance this is, until it answers.
 * Settings: CLOUD, METADATA, KUBELET_FLAGS, RESULT.
 *
 * Forms of ids: `aws:///<zone>/<instance>` (cloud-provider-aws, pkg/providers/v1/instances.go),
 * `openstack:///<uuid>` (cloud-provider-openstack, pkg/openstack/instances.go),
 * `<region>.<instance>` (cloud-provider-alibaba-cloud, pkg/controller/helper/node_utils.go).
 */
export const NODE_IDENTITY = `#!/bin/bash
set -euo pipefail
umask 077

ask() { curl --silent --fail --noproxy '*' --max-time 3 "$@"; }

aws() {
  local token zone id
  token=$(ask --request PUT --header 'X-aws-ec2-metadata-token-ttl-seconds: 300' "$METADATA/latest/api/token") || return 1
  zone=$(ask --header "X-aws-ec2-metadata-token: $token" "$METADATA/latest/meta-data/placement/availability-zone") || return 1
  id=$(ask --header "X-aws-ec2-metadata-token: $token" "$METADATA/latest/meta-data/instance-id") || return 1
  echo "aws:///$zone/$id"
}

openstack() {
  local data
  data=$(ask "$METADATA/openstack/latest/meta_data.json") || return 1
  [[ $data =~ \\"uuid\\":\\ *\\"([0-9a-f-]{36})\\" ]] || return 1
  echo "openstack:///\${BASH_REMATCH[1]}"
}

alicloud() {
  local token region id
  token=$(ask --request PUT --header 'X-aliyun-ecs-metadata-token-ttl-seconds: 300' "$METADATA/latest/api/token") || return 1
  region=$(ask --header "X-aliyun-ecs-metadata-token: $token" "$METADATA/latest/meta-data/region-id") || return 1
  id=$(ask --header "X-aliyun-ecs-metadata-token: $token" "$METADATA/latest/meta-data/instance-id") || return 1
  echo "$region.$id"
}

case $CLOUD in
  aws | openstack | alicloud) ;;
  *) echo "altostratus: no cloud is called $CLOUD" >&2; exit 1 ;;
esac

said=no
until id=$("$CLOUD"); do
  if [ "$said" = no ]; then echo "altostratus: waiting for the metadata service at $METADATA"; said=yes; fi
  sleep 1
done

# It becomes a flag of kubelet, so it may have nothing in it but what ids have.
if ! [[ $id =~ ^[A-Za-z0-9./:_-]+$ ]]; then echo "altostratus: $METADATA gives no instance id" >&2; exit 1; fi

mkdir -p "$(dirname "$RESULT")"
printf 'KUBELET_EXTRA_ARGS="%s--provider-id=%s"\\n' "$KUBELET_FLAGS" "$id" >"$RESULT.new"
mv "$RESULT.new" "$RESULT"
echo "altostratus: this is $id"
`;
