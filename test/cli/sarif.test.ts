import * as fs from 'node:fs';
import * as path from 'node:path';
import Ajv from 'ajv';
import type { AnySchemaObject } from 'ajv';
import type { Review } from '../../lib/cli/findings-text';
import { sarifLog } from '../../lib/cli/sarif';
import type { SarifOptions } from '../../lib/cli/sarif';
import { sampleFinding, samplePlan } from '../output/sample-plan';
import { ProjectFolder } from './project-folder';

interface Log {
  runs: {
    tool: { driver: { rules: { id: string; helpUri?: string }[] } };
    results: {
      ruleId: string;
      ruleIndex: number;
      level: string;
      locations: {
        physicalLocation: { artifactLocation: { uri: string; uriBaseId?: string }; region: object };
        logicalLocations?: object[];
      }[];
      relatedLocations?: object[];
      partialFingerprints: Record<string, string>;
      suppressions?: { justification: string }[];
    }[];
  }[];
}

const OPTIONS: SarifOptions = {
  version: '1.2.3',
  homepage: 'https://github.com/example/altostratus#readme',
  rules: [
    { id: 'unused-rule', severity: 'error', title: 'Nobody breaks it' },
    { id: 'control-plane-size', severity: 'warning', title: 'Control planes have an odd number of members' },
  ],
};
const { acknowledged } = samplePlan();
const review = (change: Partial<Review> = {}): Review => ({
  root: '/repo',
  findings: [sampleFinding()],
  acknowledged,
  ...change,
});
const logOf = (change: Partial<Review> = {}, options = OPTIONS) => {
  const [run] = (sarifLog(review(change), options) as Log).runs;
  if (run === undefined) throw new Error('no run');
  return run;
};

describe('sarifLog', () => {
  test('is SARIF 2.1.0 by its schema', () => {
    const file = require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
    const { $schema, id, ...schema } = JSON.parse(fs.readFileSync(file, 'utf8')) as AnySchemaObject;
    expect([$schema, id]).toEqual([expect.stringContaining('draft-04'), expect.stringContaining('sarif-2.1.0')]);
    const ajv = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false, allErrors: true });
    const related = [{ path: 'dc2', source: { file: '/elsewhere/b.ts', line: 2, column: 1 } }, { path: '' }];
    const findings = [
      sampleFinding({ related }),
      sampleFinding({ severity: 'info', rule: 'other' }),
      { ...sampleFinding(), path: '' },
    ];
    for (const options of [OPTIONS, { version: '1.2.3', rules: [] }]) {
      ajv.validate(schema, JSON.parse(JSON.stringify(sarifLog(review({ findings }), options))));
      expect(ajv.errors).toBeNull();
    }
  });

  test('a result has its rule, its line in the repository and its construct', () => {
    const [result] = logOf().results;
    expect(result).toMatchObject({
      ruleId: 'control-plane-size',
      ruleIndex: 0,
      level: 'warning',
      message: { text: 'The control plane has one member. Give it three.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'apps/enterprise.ts', uriBaseId: '%SRCROOT%' },
            region: { startLine: 14, startColumn: 19 },
          },
          logicalLocations: [{ name: 'main', fullyQualifiedName: 'dc1/main', kind: 'resource' }],
        },
      ],
    });
  });

  test('rules that something broke are listed with help, known to the library or not', () => {
    const { rules } = logOf().tool.driver;
    expect(rules.map(({ id, helpUri }) => [id, helpUri])).toEqual([
      ['control-plane-size', 'https://github.com/example/altostratus/blob/main/docs/rules.md#control-plane-size'],
      ['registry-single-replica', undefined],
    ]);
    const results = logOf().results;
    expect(results.map(({ ruleId, ruleIndex }) => rules[ruleIndex]?.id === ruleId)).toEqual([true, true]);
  });

  test('accepted ones are suppressed, with the reason', () => {
    expect(logOf().results.map(({ suppressions }) => suppressions?.map(({ justification }) => justification))).toEqual([
      undefined,
      ['Development only. (until 2027-01-31)'],
    ]);
  });

  test('paths are relative to the repository that the project is in, with / and escapes', () => {
    const repository = new ProjectFolder({ '.git/HEAD': '', 'platform/apps/a b.ts': '' });
    const source = { file: 'apps/a b.ts', line: 1, column: 1 };
    const { results } = logOf({ root: path.join(repository.root, 'platform'), findings: [sampleFinding({ source })] });
    repository.remove();
    expect(results[0]?.locations[0]?.physicalLocation.artifactLocation).toEqual({
      uri: 'platform/apps/a%20b.ts',
      uriBaseId: '%SRCROOT%',
    });
  });

  test('a file outside the repository has an address of its own', () => {
    const source = { file: '/elsewhere/a.ts', line: 1, column: 1 };
    const [result] = logOf({ findings: [sampleFinding({ source })] }).results;
    expect(result?.locations[0]?.physicalLocation.artifactLocation).toEqual({ uri: 'file:///elsewhere/a.ts' });
  });

  test('fingerprints stay when lines move, and differ between findings', () => {
    const prints = (...findings: Review['findings']) =>
      logOf({ findings, acknowledged: [] }).results.map((result) => Object.values(result.partialFingerprints)[0]);
    const moved = sampleFinding({ source: { file: 'apps/other.ts', line: 99, column: 1 }, message: 'Said otherwise.' });
    expect(prints(moved)).toEqual(prints(sampleFinding()));
    const all = prints(
      sampleFinding(),
      sampleFinding(),
      sampleFinding({ path: 'dc2' }),
      sampleFinding({ rule: 'other' }),
      sampleFinding({ related: [{ path: 'dc3' }] }),
    );
    expect(new Set(all).size).toBe(5);
  });
});
