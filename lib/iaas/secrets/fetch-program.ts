import { storeProgram } from './store-program';

/** Where the program and what it reads are on a host. */
export const FETCH_PATH = '/usr/local/sbin/altostratus-fetch-secrets';
export const FETCH_CONFIG_PATH = '/etc/altostratus/secret-store.json';
export const FETCH_UNIT = 'altostratus-fetch-secrets.service';

/** The only thing that it needs and not every image has; cloud-init is written in the same language. */
export const FETCH_PACKAGES: readonly string[] = ['python3'];

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
 * to run again; it ends with 1 where any is missing, and its unit runs it again.
 * @param client text of SecretStore
 */
export function fetchProgram(client: string): string {
  return storeProgram(FETCH_CONFIG_PATH, client, MAIN);
}
