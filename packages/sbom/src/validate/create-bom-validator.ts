import type { DocProblem, DocProblemKind } from '@assay/documents';
import { defaultReadLimits, type ReadLimits } from '../read/limits.js';
import type { BomProblem, BomProblemCode, BomProblems } from './bom-problem.js';
import type { LoadBomSchema } from './bom-schemas.js';
import type { JsonSink } from './json-schema/check.js';
import { jsonSchemas, jsonVersionOf, readJsonBom, type JsonSchemas } from './json-bom.js';
import { lineOf, pathOf } from './place.js';
import { createSink } from './problem-sink.js';

/** How a document is validated. */
export interface ValidateOptions {
  /** The schema of 1.2 and 1.3 that allows unknown keys in JSON; the specification's own tests use the strict one, as is done unless told. */
  readonly lenient?: boolean;
  readonly limits?: ReadLimits;
}

/** Validates documents one after the other; each schema is compiled once. */
export interface BomValidator {
  /** What is wrong with one document. Never throws on any bytes. Takes time in proportion to them. */
  readonly validate: (bytes: Uint8Array, options?: ValidateOptions) => BomProblems;
}

/** A validator of CycloneDX against the official schemas (ECMA-424), which `load` gives. */
export function createBomValidator(load: LoadBomSchema): BomValidator {
  const schemas = jsonSchemas(load);
  return { validate: (bytes, options = {}) => validateJson(schemas, bytes, options) };
}

function validateJson(schemas: JsonSchemas, bytes: Uint8Array, options: ValidateOptions): BomProblems {
  const bom = readJsonBom(bytes, options.limits ?? defaultReadLimits);
  if ('problem' in bom) return unread(bom.problem, 'json');
  const sink: JsonSink = createSink();
  const version = jsonVersionOf(bom, sink);
  if (version !== undefined) schemas(version, options.lenient !== true)(bom.value, bom.place, sink);
  return {
    valid: sink.total === 0,
    format: 'json',
    specVersion: version ?? null,
    problems: shown(sink),
    errors: sink.total,
    warnings: 0,
  };
}

function shown(sink: JsonSink): readonly BomProblem[] {
  const problems = sink.found.map(({ code, place, detail }): BomProblem => {
    return { code, severity: 'error', path: pathOf(place), line: lineOf(place), detail: detail() };
  });
  return problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

const readCodes: Readonly<Record<DocProblemKind, BomProblemCode>> = {
  syntax: 'read-syntax',
  encoding: 'read-encoding',
  'duplicate-key': 'read-duplicate-key',
  'too-deep': 'read-limit',
  'too-large': 'read-limit',
  number: 'read-number',
  alias: 'read-unsupported',
  tag: 'read-unsupported',
  ambiguous: 'read-unsupported',
  unsupported: 'read-unsupported',
};

function unread({ problem, detail, line }: DocProblem, format: 'json' | 'xml'): BomProblems {
  const found: BomProblem = { code: readCodes[problem], severity: 'error', path: '', line: line ?? null, detail };
  return { valid: false, format, specVersion: null, problems: [found], errors: 1, warnings: 0 };
}
