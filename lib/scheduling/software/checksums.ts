import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Fault } from '../../core/finding';
import { KUBERNETES_SUMS } from './checksums/kubernetes';
import { NODE_RELEASE_SUMS } from './checksums/node-releases';

/** SHA-256 in hexadecimal, blanks, an optional `*`, the name: a line of `sha256sum`. */
const LINE = /^([0-9a-f]{64}) [ *]?\s*(\S.*)$/i;
const SUM = /^[0-9a-f]{64}$/i;

/**
 * SHA-256 of files by where they come from, without the scheme: `dl.k8s.io/release/v1.36.3/bin/linux/amd64/kubelet`. What
 * cannot be understood is not thrown: the cluster that uses them reports it as `software-source`.
 */
export class Checksums {
  private constructor(
    private readonly sums: ReadonlyMap<string, string>,
    public readonly faults: readonly Fault[],
  ) {}

  /** Those of the releases that this release of altostratus knows. */
  public static known(): Checksums {
    return (known ??= Checksums.parse(KUBERNETES_SUMS + NODE_RELEASE_SUMS));
  }

  /** Sums by name. */
  public static of(sums: Readonly<Record<string, string>>): Checksums {
    const entries = Object.entries(sums);
    const faults = entries
      .filter(([, sum]) => !SUM.test(sum))
      .map(([name, sum]) => malformed(`The checksum of ${name} is "${sum}", which is no SHA-256.`));
    return new Checksums(table(entries.filter(([, sum]) => SUM.test(sum))), faults);
  }

  /** What `sha256sum` writes, run in the folder that a mirror serves. Empty lines and those that begin with `#` are skipped. */
  public static parse(text: string, name = 'the list of checksums'): Checksums {
    const entries: [string, string][] = [];
    const faults: Fault[] = [];
    for (const [n, row] of text.split(/\r?\n/).entries()) {
      if (/^\s*(#|$)/.test(row)) continue;
      const [, sum, file] = LINE.exec(row.trim()) ?? [];
      if (sum !== undefined && file !== undefined) entries.push([file, sum]);
      else faults.push(malformed(`Line ${n + 1} of ${name} is not what sha256sum writes: "${row.slice(0, 80)}".`));
    }
    return new Checksums(table(entries), faults);
  }

  /**
   * The same from a file.
   * @param name relative to the folder that the program runs in
   */
  public static fromFile(name: string): Checksums {
    const file = path.resolve(name);
    try {
      return Checksums.parse(fs.readFileSync(file, 'utf8'), name);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const fault = {
        rule: 'software-source',
        message: `The list of checksums ${name} cannot be read: ${why}.`,
        remedy: `Correct its path; it was looked for at ${file}.`,
      };
      return new Checksums(new Map(), [fault]);
    }
  }

  /** The sum of one file, lower case. */
  public sumOf(name: string): string | undefined {
    return this.sums.get(name);
  }
}

let known: Checksums | undefined;

function table(entries: readonly (readonly [string, string])[]): Map<string, string> {
  return new Map(entries.map(([name, sum]) => [name.replace(/^\.\//, ''), sum.toLowerCase()]));
}

function malformed(message: string): Fault {
  const remedy = 'Use 64 hexadecimal digits and the name of the file, as `sha256sum` writes them.';
  return { rule: 'software-source', message, remedy };
}
