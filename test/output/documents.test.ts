import * as fs from 'node:fs';
import * as path from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import type { AnySchemaObject } from 'ajv';
import { renderFiles } from '../../lib/output/render-files';
import { samplePlan } from './sample-plan';

const FOLDER = path.resolve(__dirname, '../../docs/schema');
const FILES = fs.readdirSync(FOLDER);

/** What may hold keys that no schema names: settings of providers, manifests, sources of secrets. */
const OPEN = new Set(['settings', 'manifest', 'metadata', 'secretSource']);

/** The same schema, but refusing keys that it does not name, to see whether it names all. */
function closed(schema: AnySchemaObject, name = ''): AnySchemaObject {
  if (typeof schema !== 'object' || Array.isArray(schema)) return schema;
  const inner = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, closed(value as AnySchemaObject, key)]),
  );
  return 'properties' in schema && 'required' in schema && !OPEN.has(name)
    ? { ...inner, additionalProperties: false }
    : inner;
}

function validator(strict: boolean): Ajv2020 {
  const ajv = new Ajv2020({ allErrors: true });
  for (const file of FILES) {
    const schema = JSON.parse(fs.readFileSync(path.join(FOLDER, file), 'utf8')) as AnySchemaObject;
    ajv.addSchema(strict ? closed(schema) : schema, file);
  }
  return ajv;
}

describe('the published schemas', () => {
  test.each(['plan', 'findings', 'artefacts', 'secrets'])(
    '%s.json is what its schema says, with every key named',
    (name) => {
      const document: unknown = JSON.parse(renderFiles(samplePlan()).get(`${name}.json`)?.content ?? '');
      for (const strict of [false, true]) {
        const ajv = validator(strict);
        ajv.validate(`${name}.schema.json`, document);
        expect(ajv.errors).toBeNull();
      }
    },
  );

  test.each(['plan', 'findings', 'artefacts', 'secrets'])(
    '%s.schema.json takes keys it does not know and refuses another first number',
    (name) => {
      const document = JSON.parse(renderFiles(samplePlan()).get(`${name}.json`)?.content ?? '') as object;
      const ajv = validator(false);
      expect(ajv.validate(`${name}.schema.json`, { ...document, later: 1, format_version: '1.7' })).toBe(true);
      expect(ajv.validate(`${name}.schema.json`, { ...document, format_version: '2.0' })).toBe(false);
    },
  );

  test('a plan without its clusters is refused', () => {
    const { clusters, ...rest } = JSON.parse(renderFiles(samplePlan()).get('plan.json')?.content ?? '') as {
      clusters: unknown[];
    };
    expect(clusters).toHaveLength(1);
    expect(validator(false).validate('plan.schema.json', rest)).toBe(false);
  });
});
