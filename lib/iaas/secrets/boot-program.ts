import { createHash } from 'node:crypto';
import { BOOT_SCRIPT_PATH } from '../../core/packed-user-data';
import type { SecretStore } from './secret-store';
import { storeProgram } from './store-program';

/** Where the program and what it reads are on a host. */
export const BOOT_PATH = '/usr/local/sbin/altostratus-boot';
export const BOOT_CONFIG_PATH = '/etc/altostratus/boot-store.json';

/** How long it asks, and how long it waits in between, in seconds; as long as for packages and downloads. */
export const BOOT_PATIENCE = { seconds: 600, pause: 5 } as const;

const MAIN = `

WANTED = CONFIG['boot']
PATH = ROOT + WANTED['path']


def right(script):
    return hashlib.sha256(script).hexdigest() == WANTED['sha256']


def there():
    try:
        with open(PATH, 'rb') as kept:
            return right(kept.read())
    except FileNotFoundError:
        return False


# Never unpacks more than the script has.
def fetched():
    role = credentials()
    packed = base64.b64decode(b''.join(read(role, name) for name in WANTED['parts']), validate=True)
    script = zlib.decompressobj(31).decompress(packed, WANTED['bytes'] + 1)
    if not right(script):
        raise Refused('what is in the store is not the script of this host: its SHA-256 is another')
    return script


# The file is there whole or not at all.
def keep(script):
    os.makedirs(os.path.dirname(PATH), exist_ok=True)
    work = PATH + '.new'
    with os.fdopen(os.open(work, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o700), 'wb') as new:
        new.write(script)
        new.flush()
        os.fsync(new.fileno())
    os.rename(work, PATH)


def main():
    end = time.monotonic() + WANTED['seconds']
    said = set()
    while not there():
        try:
            keep(fetched())
        except Exception as fault:
            why = str(fault) if isinstance(fault, Refused) else '%s: %s' % (type(fault).__name__, fault)
            if time.monotonic() >= end:
                sys.exit('altostratus: no boot script: %s; run %s to try again' % (why, sys.argv[0]))
            if why not in said:
                print('altostratus: waiting for the boot script: %s' % why, file=sys.stderr, flush=True)
            said.add(why)
            time.sleep(WANTED['pause'])
    os.execvp('bash', ['bash', PATH])


main()
`;

/**
 * A program that fetches the packed script of this host from the provider's store, part by part, and runs it: the one whose
 * SHA-256 BOOT_CONFIG_PATH has, and no other. It asks until its time is over, says each reason once, and ends with 1 where
 * that was in vain, else as the script does. Run again, it runs the script that it has.
 * @param client text of SecretStore
 */
export function bootProgram(client: string): string {
  return storeProgram(BOOT_CONFIG_PATH, client, MAIN);
}

/** What BOOT_CONFIG_PATH holds. */
export function bootConfiguration(script: string, parts: readonly string[], store: SecretStore): string {
  const boot = {
    path: BOOT_SCRIPT_PATH,
    sha256: createHash('sha256').update(script).digest('hex'),
    bytes: Buffer.byteLength(script),
    parts,
    ...BOOT_PATIENCE,
  };
  return `${JSON.stringify({ ...store.settings, boot }, undefined, 2)}\n`;
}
