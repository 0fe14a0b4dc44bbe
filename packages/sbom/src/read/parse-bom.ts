import { asMap, asText, parseJson } from '@assay/documents';
import { defaultReadLimits, type ReadLimits } from './limits.js';
import type { BomReadResult } from './read-bom.js';
import { parseXmlBom } from './xml-bom.js';

const jsonVersions = new Set(['1.2', '1.3', '1.4', '1.5', '1.6', '1.7']);

/**
 * Parses bytes as a CycloneDX document, JSON (1.2 to 1.7) or XML (1.0 to 1.7), into one JSON-shaped tree, or says why not. Whether it
 * keeps to its schema is not asked. Strict where two readers could see two documents: duplicate keys, elements and attributes,
 * document types, encodings, lone surrogates. Takes time in proportion to the bytes and never throws on any of them.
 */
export function parseBom(bytes: Uint8Array, limits: ReadLimits = defaultReadLimits): BomReadResult {
  return looksLikeXml(bytes) ? parseXmlBom(bytes, limits) : parseJsonBom(bytes, limits);
}

/** The first byte that is no white space and no byte order mark is `<`: no JSON begins so. Nor with the mark of UTF-16, which JSON may not be. */
function looksLikeXml(bytes: Uint8Array): boolean {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) return true;
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return byte === 0x3c;
  }
  return false;
}

function parseJsonBom(bytes: Uint8Array, limits: ReadLimits): BomReadResult {
  const result = parseJson(bytes, { ...limits, bom: 'accept' });
  if (!result.ok) return result;
  const root = asMap(result.document.value);
  if (root === undefined || asText(root.get('bomFormat')) !== 'CycloneDX') {
    return refused('The document does not say "bomFormat": "CycloneDX".', 1);
  }
  const specVersion = asText(root.get('specVersion'));
  if (specVersion === undefined || !jsonVersions.has(specVersion)) {
    return refused(
      'The document does not name a version of CycloneDX that is read: 1.2 to 1.7.',
      root.lineOf('specVersion'),
    );
  }
  return { ok: true, bom: { format: 'json', specVersion, root } };
}

function refused(detail: string, line: number): BomReadResult {
  return { ok: false, problem: { problem: 'not-cyclonedx', detail, line } };
}
