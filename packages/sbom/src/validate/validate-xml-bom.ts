import type { BomProblems } from './bom-problem.js';
import { createSink } from './problem-sink.js';
import { reportOf, reportOfUnread } from './report-problems.js';
import { createRefTable } from './rules/ref-table.js';
import { watchRules } from './rules/xml-rules.js';
import type { KnownOptions } from './validate-options.js';
import { checkXmlBom, type XmlSchemas } from './xml-bom.js';
import { elementPath, type XmlPlace } from './xml-place.js';
import type { XmlObserver } from './xml-schema/validate-xml.js';

const nobody: XmlObserver = { open: () => undefined, close: () => undefined, refer: () => undefined };

/** Validates an XML document while it is read. That references differ is part of its schema. */
export function validateXmlBom(schemas: XmlSchemas, bytes: Uint8Array, options: KnownOptions): BomProblems {
  const [errors, warnings] = [createSink<XmlPlace>(), createSink<XmlPlace>()];
  const refs = createRefTable<XmlPlace>();
  const observer = options.schemaOnly ? nobody : watchRules({ errors, warnings, refs });
  const { version, problem } = checkXmlBom(bytes, options.limits, { schemas, sink: errors, observer });
  if (problem !== undefined) return reportOfUnread(problem, 'xml');
  refs.tellUnresolved(warnings);
  const where = (place: XmlPlace) => ({ path: elementPath(place), line: place.line });
  return reportOf({ format: 'xml', specVersion: version ?? null, errors, warnings, where });
}
