import type { BomProblems } from './bom-problem.js';
import type { LoadBomSchema } from './bom-schemas.js';
import { jsonSchemas } from './json-bom.js';
import { validateJsonBom } from './validate-json-bom.js';
import { knownOptions, type ValidateOptions } from './validate-options.js';
import { validateXmlBom } from './validate-xml-bom.js';
import { xmlSchemas } from './xml-bom.js';

/** Validates documents one after the other; each schema is compiled once. */
export interface BomValidator {
  /** What is wrong with one document. Never throws on any bytes. Takes time in proportion to them. */
  readonly validate: (bytes: Uint8Array, options?: ValidateOptions) => BomProblems;
}

/** A validator of CycloneDX against the official schemas (ECMA-424), which `load` gives, and the rules of the specification's text. */
export function createBomValidator(load: LoadBomSchema): BomValidator {
  const schemas = { json: jsonSchemas(load), xml: xmlSchemas(load) };
  return {
    validate: (bytes, options = {}) => {
      const known = knownOptions(options);
      return isXml(bytes) ? validateXmlBom(schemas.xml, bytes, known) : validateJsonBom(schemas.json, bytes, known);
    },
  };
}

/** What may stand before the first character: white space, a byte order mark, the empty halves of UTF-16. */
const before: ReadonlySet<number> = new Set([0x00, 0x09, 0x0a, 0x0d, 0x20, 0xbb, 0xbf, 0xef, 0xfe, 0xff]);

/** No JSON text begins with `<`, and every XML document does. */
function isXml(bytes: Uint8Array): boolean {
  return bytes.find((byte) => !before.has(byte)) === 0x3c;
}
