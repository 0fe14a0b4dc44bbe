import { asMap, asText, parseJson, type DocMap, type DocProblem, type DocValue } from '@assay/documents';
import type { ReadLimits } from '../read/limits.js';
import { jsonVersions, type BomSchemaName, type JsonVersion, type LoadBomSchema } from './bom-schemas.js';
import type { Check, JsonSink } from './json-schema/check.js';
import { compileSchema } from './json-schema/compile-schema.js';
import type { Place } from './place.js';
import { tell } from './problem-sink.js';
import { listed, quoted } from './words.js';

/** The compiled official schema of a version. */
export type JsonSchemas = (version: JsonVersion, strict: boolean) => Check;

/** Schemas that are compiled when they are first asked for. */
export function jsonSchemas(load: LoadBomSchema): JsonSchemas {
  const checks = new Map<BomSchemaName, Check>();
  return (version, strict) => {
    const name = schemaName(version, strict);
    const check = checks.get(name) ?? compileSchema(name, (document) => loadSchema(load, document));
    checks.set(name, check);
    return check;
  };
}

/** From 1.4 on there is one schema, and it is strict. */
function schemaName(version: JsonVersion, strict: boolean): BomSchemaName {
  if (!strict) return `bom-${version}.schema.json`;
  return version === '1.2' || version === '1.3' ? `bom-${version}-strict.schema.json` : `bom-${version}.schema.json`;
}

/** Copies of the schemas are called `….SNAPSHOT.schema.json` and refer to each other so. */
function loadSchema(load: LoadBomSchema, document: string): DocMap {
  const bytes = load(document.replace('.SNAPSHOT', '') as BomSchemaName);
  const result = parseJson(bytes, { maxBytes: 10_000_000, bom: 'accept' });
  const map = result.ok ? asMap(result.document.value) : undefined;
  if (map === undefined) throw new TypeError(`the schema ${document} cannot be read`);
  return map;
}

/** A JSON document, or why there is none. */
export type JsonBom = { readonly value: DocValue; readonly place: Place } | { readonly problem: DocProblem };

/** Reads a document strictly, but for a byte order mark, which RFC 8259 §8.1 lets readers pass over. */
export function readJsonBom(bytes: Uint8Array, limits: ReadLimits): JsonBom {
  const result = parseJson(bytes, { ...limits, bom: 'accept' });
  if (!result.ok) return { problem: result.problem };
  const { value } = result.document;
  return { value, place: { above: null, key: '', holder: asMap(value) ?? [value] } };
}

/** The version that a document states, or undefined after saying what is wrong with it. */
export function jsonVersionOf(
  { value, place }: { value: DocValue; place: Place },
  sink: JsonSink,
): JsonVersion | undefined {
  const map = asMap(value);
  if (map?.has('specVersion') !== true) {
    const isBom = map?.get('bomFormat') === 'CycloneDX';
    const detail = isBom
      ? '"specVersion" is required and missing.'
      : 'This is no CycloneDX document: "bomFormat" and "specVersion" are missing.';
    tell(sink, { code: isBom ? 'spec-version' : 'not-cyclonedx', place, detail: () => detail });
    return undefined;
  }
  const stated = map.get('specVersion');
  const version = jsonVersions.find((known) => known === stated);
  if (version !== undefined) return version;
  tell(sink, {
    code: 'spec-version',
    place: { above: place, key: 'specVersion', holder: map },
    detail: () =>
      `${quoted(asText(stated) ?? 'what is no string')} is no version of CycloneDX with a JSON form; validated are ${listed(jsonVersions)}.`,
  });
  return undefined;
}
