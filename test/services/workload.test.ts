import { checksum, hardened, resources, spread } from '../../lib/services/workload';

describe('hardened', () => {
  it('takes all rights away that are not asked for', () => {
    expect(hardened({ containers: [{ name: 'main', image: 'a/b:1' }] })).toMatchObject({
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
        },
      ],
    });
  });

  it('leaves what is asked for, and only that', () => {
    const { containers, securityContext } = hardened({
      securityContext: { runAsNonRoot: false },
      containers: [{ name: 'main', image: 'a/b:1', securityContext: { readOnlyRootFilesystem: false } }],
    });
    expect(securityContext).toEqual({ runAsNonRoot: false, seccompProfile: { type: 'RuntimeDefault' } });
    expect(containers[0]?.securityContext).toMatchObject({
      readOnlyRootFilesystem: false,
      allowPrivilegeEscalation: false,
    });
  });

  it('treats containers that run first in the same way', () => {
    const { initContainers } = hardened({ initContainers: [{ name: 'first' }], containers: [{ name: 'main' }] });
    expect(initContainers?.[0]?.securityContext).toMatchObject({ allowPrivilegeEscalation: false });
  });
});

it('limits memory and never processor time', () => {
  expect(Object.keys(resources('100m', '1Gi').limits ?? {})).toEqual(['memory']);
});

it('rather waits than shares a node where it must be apart', () => {
  const [host, zone] = spread({ app: 'a' }, 'always');
  expect([host?.whenUnsatisfiable, zone?.whenUnsatisfiable]).toEqual(['DoNotSchedule', 'ScheduleAnyway']);
  expect(spread({ app: 'a' }, 'if-possible')[0]?.whenUnsatisfiable).toBe('ScheduleAnyway');
});

it('marks different data differently and the same data the same', () => {
  expect(checksum({ a: '1' })).toBe(checksum({ a: '1' }));
  expect(checksum({ a: '1' })).not.toBe(checksum({ a: '2' }));
  expect(checksum({ a: '1' })).toMatch(/^[0-9a-f]{16}$/);
});
