import type { SecretStore } from './secret-store';

/**
 * By the credentials of the instance's RAM role, signed as the RPC style of Alibaba Cloud's APIs asks:
 * https://www.alibabacloud.com/help/en/sdk/product-overview/rpc-mechanism,
 * https://www.alibabacloud.com/help/en/kms/key-management-service/developer-reference/api-kms-2016-01-20-getsecretvalue
 */
const CLIENT = `
def credentials():
    return role_credentials('X-aliyun-ecs', '/latest/meta-data/ram/security-credentials/')


def encoded(text):
    return urllib.parse.quote(text, safe='-_.~')


def read(role, name):
    fields = {
        'Action': 'GetSecretValue',
        'Version': '2016-01-20',
        'SecretName': name,
        'Format': 'JSON',
        'AccessKeyId': role['AccessKeyId'],
        'SecurityToken': role['SecurityToken'],
        'SignatureMethod': 'HMAC-SHA1',
        'SignatureVersion': '1.0',
        'SignatureNonce': str(uuid.uuid4()),
        'Timestamp': datetime.datetime.now(datetime.timezone.utc).strftime('%Y-%m-%dT%H:%M:%SZ'),
    }
    query = '&'.join('%s=%s' % (encoded(key), encoded(fields[key])) for key in sorted(fields))
    to_sign = 'GET&%2F&' + encoded(query)
    digest = hmac.new((role['AccessKeySecret'] + '&').encode(), to_sign.encode(), hashlib.sha1).digest()
    signature = encoded(base64.b64encode(digest).decode())
    answer = json.loads(ask(ANY, 'KMS', '%s/?%s&Signature=%s' % (CONFIG['endpoint'], query, signature)))
    return answer['SecretData'].encode()
`;

/** Secrets of Alibaba Cloud KMS in one region, through its endpoint inside of VPCs. They need an instance of KMS. */
export function alicloudKms(region: string): SecretStore {
  return {
    kind: 'alicloud-kms',
    // SecretData: https://www.alibabacloud.com/help/en/kms/developer-reference/api-createsecret
    maxBytes: 30_720,
    settings: {
      region,
      // https://www.alibabacloud.com/help/en/kms/developer-reference/endpoints
      endpoint: `https://kms-vpc.${region}.aliyuncs.com`,
      metadata: 'http://100.100.100.200',
    },
    client: CLIENT,
  };
}
