import { Secret } from 'altostratus';
import { found, healthy } from './fixtures';
import { inlineOnAlicloud, onAws } from './clouds';

/** A file with a password in it. */
const file = (password: Secret, secret = false) => ({
  files: [{ path: '/etc/agent.conf', content: `password=${password.value}\n`, secret }],
});

describe('host-file-reference', () => {
  it('finds a password in a file that is part of what a host boots from', () => {
    for (const { platform, cluster } of [onAws(), healthy()]) {
      cluster.controlPlane[0]?.host.add(file(Secret.password(platform, 'agent')));
      expect(found(platform, 'host-file-reference')).toMatchObject([
        {
          path: cluster.controlPlane[0]?.node.path,
          message: expect.stringMatching(
            /^File "\/etc\/agent\.conf" of ".+" holds a value of "agent#value", /,
          ) as string,
          remedy: expect.stringContaining('`secret: true`') as string,
        },
      ]);
    }
  });

  it('is content where the file is delivered apart', () => {
    const { platform, cluster } = onAws();
    cluster.controlPlane[0]?.host.add(file(Secret.password(platform, 'agent'), true));
    expect(found(platform, 'host-file-reference')).toEqual([]);
  });

  it('is content where all keys stand in user data', () => {
    const { platform, machine } = inlineOnAlicloud();
    machine.host.add(file(Secret.password(platform, 'agent')));
    expect(found(platform, 'host-file-reference')).toEqual([]);
  });
});
