/** Where the program and what it reads are on a host. */
export const FETCH_PATH = '/usr/local/sbin/altostratus-fetch-secrets';
export const FETCH_CONFIG_PATH = '/etc/altostratus/secret-store.json';
export const FETCH_UNIT = 'altostratus-fetch-secrets.service';

/** The only thing that it needs and not every image has; cloud-init is written in the same language. */
export const FETCH_PACKAGES: readonly string[] = ['python3'];

const HEAD = `#!/usr/bin/python3
# Brings the keys of this host from the provider's secret store to where its units wait for them.
import base64, datetime, hashlib, hmac, json, os, stat, sys, urllib.error, urllib.parse, urllib.request, uuid

ROOT = os.environ.get('ALTOSTRATUS_ROOT', '')  # another root folder, for tests
with open(ROOT + '${FETCH_CONFIG_PATH}') as config_file:
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
    except OSError as fault:
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

const MAIN = `

# The file is there whole or not at all, and never readable by others.
def put(path, mode, value):
    path = ROOT + path
    try:
        with open(path, 'rb') as before:
            if before.read() == value and stat.S_IMODE(os.fstat(before.fileno()).st_mode) == mode:
                return
    except FileNotFoundError:
        pass
    os.makedirs(os.path.dirname(path), exist_ok=True)
    work = path + '.altostratus-%d' % os.getpid()
    try:
        with os.fdopen(os.open(work, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), 'wb') as new:
            new.write(value)
            os.fchmod(new.fileno(), mode)
            new.flush()
            os.fsync(new.fileno())
        os.rename(work, path)
    except BaseException:
        if os.path.lexists(work):
            os.unlink(work)
        raise


def main():
    os.umask(0o022)
    failed = False
    try:
        role = credentials()
    except (Refused, ValueError, KeyError) as fault:
        sys.exit('altostratus: no credentials of this host: %s' % fault)
    for secret in CONFIG['secrets']:
        try:
            put(secret['path'], int(secret['mode'], 8), read(role, secret['name']))
        except (Refused, ValueError, KeyError, OSError) as fault:
            failed = True
            print('altostratus: %s is not there yet: %s' % (secret['path'], fault), file=sys.stderr)
    if failed:
        sys.exit(1)


main()
`;

/**
 * A program that reads what FETCH_CONFIG_PATH names, and puts each secret atomically into its file, mode as named there. Safe
 * to run again; it ends with 1 where any is missing, and its unit runs it again. Constant: what differs from host to host is
 * in the configuration, as data.
 * @param store text that defines `credentials()` and `read(role, name) -> bytes`
 */
export function fetchProgram(store: string): string {
  return HEAD + store + MAIN;
}
