import { shellProgram } from '../host-config/program';

/**
 * A program of a host that asks the provider's store. Constant: what differs from host to host is in its configuration, as
 * data, read when it starts.
 * @param configPath of its configuration on the host: the store's settings, and what it needs itself
 * @param client text of SecretStore
 * @param main what it does, with `CONFIG`, `credentials()`, `read()` and the exception `Refused`
 */
export function storeProgram(configPath: string, client: string, main: string): string {
  return shellProgram(head(configPath) + client + main);
}

function head(configPath: string): string {
  return `#!/usr/bin/python3
import base64, datetime, hashlib, hmac, http.client, json, os, stat, sys, time
import urllib.error, urllib.parse, urllib.request, uuid, zlib

ROOT = os.environ.get('ALTOSTRATUS_ROOT', '')  # another root folder, for tests
with open(ROOT + '${configPath}') as config_file:
    CONFIG = json.load(config_file)


class Refused(Exception):
    pass


# The metadata service is never behind a proxy.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
ANY = urllib.request.build_opener()


# An answer may say what was asked, never more: what the store gives is not printed anywhere.
def ask(opener, what, url, method='GET', headers={}, data=None):
    request = urllib.request.Request(url, data=data, headers=headers, method=method)
    try:
        with opener.open(request, timeout=10) as answer:
            return answer.read()
    except urllib.error.HTTPError as fault:
        raise Refused('%s: HTTP %d %s' % (what, fault.code, error_code(fault.read(4096))))
    except (OSError, http.client.HTTPException) as fault:
        raise Refused('%s: %s' % (what, fault))


def error_code(body):
    try:
        fault = json.loads(body)
        return str(fault.get('__type') or fault.get('Code') or '')
    except (ValueError, AttributeError):
        return ''


def metadata(path, token_header, token):
    return ask(DIRECT, 'metadata service', CONFIG['metadata'] + path, headers={token_header: token}).decode()


def session(prefix):
    headers = {prefix + '-metadata-token-ttl-seconds': '300'}
    return ask(DIRECT, 'metadata service', CONFIG['metadata'] + '/latest/api/token', 'PUT', headers).decode()


def role_credentials(prefix, folder):
    token = session(prefix)
    role = metadata(folder, prefix + '-metadata-token', token).split('\\n')[0].strip()
    return json.loads(metadata(folder + urllib.parse.quote(role, safe=''), prefix + '-metadata-token', token))

`;
}
