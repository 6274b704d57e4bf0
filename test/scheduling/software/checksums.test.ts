import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Checksums } from 'altostratus';
import { COMPATIBILITY } from '../../../lib/scheduling/versions';

const SUM = 'ab'.repeat(32);

describe('what sha256sum writes', () => {
  test('is read, in any of its forms', () => {
    const text = `# of our mirror\n\n${SUM}  dl.k8s.io/a\r\n${SUM.toUpperCase()} *./dl.k8s.io/b c\n`;
    const sums = Checksums.parse(text);
    expect(sums.faults).toEqual([]);
    expect([sums.sumOf('dl.k8s.io/a'), sums.sumOf('dl.k8s.io/b c'), sums.sumOf('dl.k8s.io/c')]).toEqual([
      SUM,
      SUM,
      undefined,
    ]);
  });

  test.each(['abc  file', SUM, `${SUM.slice(1)}  file`, `${SUM}file`])('"%s" is a fault with its line', (row) => {
    expect(Checksums.parse(`${SUM}  a\n${row}`, 'sums.txt').faults).toMatchObject([
      { rule: 'software-source', message: expect.stringContaining('Line 2 of sums.txt') as string },
    ]);
  });

  test('may be in a file; one that cannot be read is a fault', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'altostratus-'));
    const file = path.join(folder, 'sums.txt');
    fs.writeFileSync(file, `${SUM}  a\n`);
    expect(Checksums.fromFile(file).sumOf('a')).toBe(SUM);
    fs.rmSync(folder, { recursive: true });
    expect(Checksums.fromFile(file).faults).toMatchObject([{ message: expect.stringContaining(file) as string }]);
  });
});

test('sums by name, and a fault for what is none', () => {
  const sums = Checksums.of({ a: SUM.toUpperCase(), b: 'abc' });
  expect([sums.sumOf('a'), sums.sumOf('b')]).toEqual([SUM, undefined]);
  expect(sums.faults).toMatchObject([{ message: 'The checksum of b is "abc", which is no SHA-256.' }]);
});

describe('known sums', () => {
  const known = Checksums.known();

  test('have no mistakes', () => {
    expect(known.faults).toEqual([]);
  });

  // 1.37 was released after the data were taken.
  test.each(COMPATIBILITY.filter(({ minor }) => minor !== '1.37'))(
    'are there for Kubernetes $patch',
    ({ patch, etcd }) => {
      for (const arch of ['amd64', 'arm64']) {
        for (const name of ['kubeadm', 'kubectl', 'kubelet'])
          expect(known.sumOf(`dl.k8s.io/release/v${patch}/bin/linux/${arch}/${name}`)).toMatch(/^[0-9a-f]{64}$/);
        const archive = `etcd-v${etcd}-linux-${arch}.tar.gz`;
        expect(known.sumOf(`github.com/etcd-io/etcd/releases/download/v${etcd}/${archive}`)).toBeDefined();
      }
    },
  );

  test('are of this very file, as dl.k8s.io publishes it', () => {
    // https://dl.k8s.io/release/v1.36.3/bin/linux/arm64/kubelet.sha256
    expect(known.sumOf('dl.k8s.io/release/v1.36.3/bin/linux/arm64/kubelet')).toBe(
      '57205a5daf5883873d87b4914e1e00bdd7707acd075714788cfb0fc1f60bc414',
    );
  });
});
