import type { DocProblem, DocProblemKind } from '@assay/documents';
import { defaultReadLimits, type ReadLimits } from '../read/limits.js';
import type { BomProblem, BomProblemCode, BomProblems } from './bom-problem.js';
import type { LoadBomSchema } from './bom-schemas.js';
import type { JsonSink } from './json-schema/check.js';
import { jsonSchemas, jsonVersionOf, readJsonBom, type JsonSchemas } from './json-bom.js';
import { lineOf, pathOf } from './place.js';
import { createSink, type FoundProblem, type ProblemSink } from './problem-sink.js';
import { checkXmlBom, xmlSchemas, type XmlSchemas } from './xml-bom.js';
import { elementPath, type XmlPlace } from './xml-place.js';

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
  const schemas = { json: jsonSchemas(load), xml: xmlSchemas(load) };
  return {
    validate: (bytes, options = {}) =>
      isXml(bytes) ? validateXmlBom(schemas.xml, bytes, options) : validateJsonBom(schemas.json, bytes, options),
  };
}

/** The first byte that is no white space, no byte order mark and no half of a UTF-16 character tells: no JSON text begins with `<`. */
function isXml(bytes: Uint8Array): boolean {
  const ignored = [0x00, 0x09, 0x0a, 0x0d, 0x20, 0xbb, 0xbf, 0xef, 0xfe, 0xff];
  return bytes.find((byte) => !ignored.includes(byte)) === 0x3c;
}

function validateJsonBom(schemas: JsonSchemas, bytes: Uint8Array, options: ValidateOptions): BomProblems {
  const bom = readJsonBom(bytes, options.limits ?? defaultReadLimits);
  if ('problem' in bom) return unread(bom.problem, 'json');
  const sink: JsonSink = createSink();
  const version = jsonVersionOf(bom, sink);
  if (version !== undefined) schemas(version, options.lenient !== true)(bom.value, bom.place, sink);
  const problems = shown(sink, (place) => ({ path: pathOf(place), line: lineOf(place) }));
  return {
    valid: sink.total === 0,
    format: 'json',
    specVersion: version ?? null,
    problems,
    errors: sink.total,
    warnings: 0,
  };
}

function validateXmlBom(schemas: XmlSchemas, bytes: Uint8Array, options: ValidateOptions): BomProblems {
  const sink: ProblemSink<XmlPlace> = createSink();
  const observer = { open: () => undefined, close: () => undefined };
  const { version, problem } = checkXmlBom(bytes, options.limits ?? defaultReadLimits, { schemas, sink, observer });
  if (problem !== undefined) return unread(problem, 'xml');
  const problems = shown(sink, (place) => ({ path: elementPath(place), line: place.line }));
  return {
    valid: sink.total === 0,
    format: 'xml',
    specVersion: version ?? null,
    problems,
    errors: sink.total,
    warnings: 0,
  };
}

function shown<P>(sink: ProblemSink<P>, where: (place: P) => { path: string; line: number }): readonly BomProblem[] {
  const problem = ({ code, place, detail }: FoundProblem<P>): BomProblem => {
    return { code, severity: 'error', ...where(place), detail: detail() };
  };
  return sink.found.map(problem).sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
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
