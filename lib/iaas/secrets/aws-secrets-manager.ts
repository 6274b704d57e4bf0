import type { SecretStore } from './secret-store';

/**
 * By the credentials of the instance's role (IMDSv2), signed as AWS asks:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html,
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 */
const CLIENT = `
def credentials():
    return role_credentials('X-aws-ec2', '/latest/meta-data/iam/security-credentials/')


def keyed(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def read(role, name):
    body = json.dumps({'SecretId': name}).encode()
    time = datetime.datetime.now(datetime.timezone.utc).strftime('%Y%m%dT%H%M%SZ')
    host = urllib.parse.urlsplit(CONFIG['endpoint']).netloc
    headers = {
        'content-type': 'application/x-amz-json-1.1',
        'host': host,
        'x-amz-date': time,
        'x-amz-security-token': role['Token'],
        'x-amz-target': 'secretsmanager.GetSecretValue',
    }
    names = ';'.join(sorted(headers))
    lines = ['%s:%s' % (key, headers[key]) for key in sorted(headers)]
    canonical = '\\n'.join(['POST', '/', '', *lines, '', names, hashlib.sha256(body).hexdigest()])
    scope = '%s/%s/secretsmanager/aws4_request' % (time[:8], CONFIG['region'])
    to_sign = '\\n'.join(['AWS4-HMAC-SHA256', time, scope, hashlib.sha256(canonical.encode()).hexdigest()])
    key = keyed(('AWS4' + role['SecretAccessKey']).encode(), time[:8])
    for part in (CONFIG['region'], 'secretsmanager', 'aws4_request'):
        key = keyed(key, part)
    signature = hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()
    headers['authorization'] = 'AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s' % (
        role['AccessKeyId'], scope, names, signature)
    answer = json.loads(ask(ANY, 'Secrets Manager', CONFIG['endpoint'] + '/', 'POST', headers, body))
    return answer['SecretString'].encode()
`;

/** AWS Secrets Manager in one region. */
export function awsSecretsManager(region: string): SecretStore {
  // https://docs.aws.amazon.com/general/latest/gr/asm.html
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return {
    kind: 'aws-secrets-manager',
    // https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html
    maxBytes: 65_536,
    settings: {
      region,
      endpoint: `https://secretsmanager.${region}.${domain}`,
      metadata: 'http://169.254.169.254',
    },
    client: CLIENT,
  };
}
