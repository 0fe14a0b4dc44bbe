import type { DocProblem } from '@assay/documents';
import { decodeXml } from './decode-xml.js';
import { defaultReadLimits, type ReadLimits } from './limits.js';
import type { XmlHandler } from './xml-handler.js';
import { XmlRefusal } from './xml-refusal.js';
import { XmlScanner } from './xml-scanner.js';

export type { XmlAttribute, XmlElement, XmlHandler } from './xml-handler.js';

/**
 * Reads bytes as one XML 1.0 document with namespaces, strictly, in one pass, and tells `handler` what it holds; returns why the
 * document was refused, or undefined. What was told before a refusal counts for nothing.
 *
 * Refused besides what is not well-formed: document type declarations, whose entities read files and multiply (CVE-2024-34345,
 * billion laughs), XML 1.1, encodings other than UTF-8 and UTF-16 with its mark, and whatever exceeds the limits. Details quote the
 * document: escape them before printing. What `handler` throws is thrown.
 */
export function readXml(
  bytes: Uint8Array,
  handler: XmlHandler,
  limits: ReadLimits = defaultReadLimits,
): DocProblem | undefined {
  try {
    const { text, start } = decodeXml(bytes, limits.maxBytes);
    new XmlScanner(text, start, { handler, limits }).readDocument();
    return undefined;
  } catch (error) {
    if (error instanceof XmlRefusal) return error.problem;
    throw error;
  }
}
