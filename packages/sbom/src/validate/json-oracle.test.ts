import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { officialBomSchema } from '@assay/testkit';
import { Ajv, type ValidateFunction } from 'ajv';
import { describe, expect, it } from 'vitest';
import { createBomValidator } from './create-bom-validator.js';
import { stringFormat } from './json-schema/string-format.js';

/** Ajv says what the official JSON schemas say. Formats are ours in both, and have their own tests. */
const data = new URL('../../../../../shared/data/cyclonedx/', import.meta.url);
const there = existsSync(data);

/** Every so many mutations of a case are tried; ASSAY_ORACLE_STEP=1 tries all of them. */
const step = Number(process.env['ASSAY_ORACLE_STEP'] ?? 97);

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

const schemaOf = (name: string): object =>
  JSON.parse(new TextDecoder().decode(officialBomSchema(`${name}.schema.json`))) as object;

function ajvFor(version: string): ValidateFunction {
  const formats = ['date-time', 'date', 'idn-email', 'iri-reference', 'uri'];
  const ajv = new Ajv({
    strict: false,
    formats: Object.fromEntries(formats.map((name) => [name, stringFormat(name).matches])),
  });
  for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs']) {
    ajv.addSchema(schemaOf(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  }
  return ajv.compile(schemaOf(`bom-${version}`));
}

const values: Json[] = [
  '',
  'foo',
  'line\nbreak',
  'urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1',
  '2024-02-29',
  0,
  -1,
  1.5,
  100,
  true,
  null,
  [],
  {},
  ['a', 'a'],
  [
    { a: 1, b: 2 },
    { b: 2, a: 1 },
  ],
  { name: 'x' },
];

/** Calls `yieldNow` after every single change, and undoes it. */
function mutate(value: Json, yieldNow: () => void): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) {
      changes(value as unknown as Record<string, Json>, String(at), yieldNow);
      value.push(item);
      yieldNow();
      value.pop();
      mutate(item, yieldNow);
    }
    return;
  }
  for (const key of Object.keys(value)) {
    const before = value[key]!;
    Reflect.deleteProperty(value, key);
    yieldNow();
    value[`${key}x`] = before;
    yieldNow();
    Reflect.deleteProperty(value, `${key}x`);
    value[key] = before;
    changes(value, key, yieldNow);
    mutate(before, yieldNow);
  }
  for (const key of ['constructor', 'bom-ref', 'name', 'version', 'signature', 'expression', 'license']) {
    if (Object.hasOwn(value, key)) continue;
    value[key] = 'x';
    yieldNow();
    Reflect.deleteProperty(value, key);
  }
}

function changes(holder: Record<string, Json>, key: string, yieldNow: () => void): void {
  const before = holder[key]!;
  for (const other of values) {
    holder[key] = other;
    yieldNow();
  }
  holder[key] = before;
}

const validator = createBomValidator(officialBomSchema);
const validators = new Map(
  ['1.2-strict', '1.3-strict', '1.4', '1.5', '1.6', '1.7'].map((version) => [version, ajvFor(version)]),
);
const cases = there
  ? readdirSync(data).flatMap((version) =>
      readdirSync(new URL(`${version}/`, data))
        .filter((file) => file.endsWith('.json'))
        .map((file) => ({ version, file })),
    )
  : [];

/** The cases are those of 1.6 and 1.7; older schemas see them too, as documents of their own that are mostly wrong. */
const versions = ['1.2', '1.3', '1.4', '1.5', '1.6', '1.7'];

describe.skipIf(!there)('single changes of the cases, judged by Ajv', () => {
  it.each(cases)('$version/$file', { timeout: 600_000 }, ({ version, file }) => {
    const bom = JSON.parse(readFileSync(new URL(`${version}/${file}`, data), 'utf8')) as Record<string, Json>;
    const different: string[] = [];
    let count = file.length;
    mutate(bom, () => {
      if (++count % step !== 0) return;
      const stated = bom['specVersion'];
      if (stated !== version) return;
      for (const other of count % 7 === 0 ? versions : [version]) {
        bom['specVersion'] = other;
        const text = JSON.stringify(bom);
        const { valid, problems } = validator.validate(new TextEncoder().encode(text), { schemaOnly: true });
        const check = validators.get(other) ?? validators.get(`${other}-strict`)!;
        if (valid !== check(bom))
          different.push(
            `${other} ajv: ${JSON.stringify(check.errors?.[0])} ours: ${JSON.stringify(problems[0])} ${text.slice(0, 200)}`,
          );
      }
      bom['specVersion'] = stated;
    });
    expect(different).toEqual([]);
  });
});
