import { createJsonSink } from './json-schema/check.js';
import { jsonVersionOf, readJsonBom, type JsonSchemas } from './json-bom.js';
import { lineOf, pathOf, type Place } from './place.js';
import { createSink } from './problem-sink.js';
import { reportOf, reportOfUnread } from './report-problems.js';
import { checkStatedVersion, checkTexts } from './rules/json-rules.js';
import { createRefTable } from './rules/ref-table.js';
import type { BomProblems } from './bom-problem.js';
import type { KnownOptions } from './validate-options.js';

/** Validates a JSON document. */
export function validateJsonBom(schemas: JsonSchemas, bytes: Uint8Array, options: KnownOptions): BomProblems {
  const bom = readJsonBom(bytes, options.limits);
  if ('problem' in bom) return reportOfUnread(bom.problem, 'json');
  const refs = createRefTable<Place>();
  const errors = createJsonSink(refs);
  const warnings = createSink<Place>();
  const version = jsonVersionOf(bom, errors);
  if (version !== undefined) {
    schemas(version, !options.lenient)(bom.value, bom.place, errors);
    if (!options.schemaOnly) {
      // Up to 1.3 the specification says that references should differ, later that they must.
      refs.tellRepeated(version === '1.2' || version === '1.3' ? warnings : errors, lineOf);
      refs.tellUnresolved(warnings);
      checkStatedVersion(bom.value, version, { place: bom.place, warnings });
      checkTexts(bom.value, bom.place, warnings);
    }
  }
  const where = (place: Place) => ({ path: pathOf(place), line: lineOf(place) });
  return reportOf({ format: 'json', specVersion: version ?? null, errors, warnings, where });
}
