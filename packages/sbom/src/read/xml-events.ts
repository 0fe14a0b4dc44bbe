import type { DocProblem } from '@assay/documents';
import { decodeXml } from './decode-xml.js';
import { defaultReadLimits, type ReadLimits } from './limits.js';
import { XmlRefusal } from './xml-refusal.js';
import { XmlScanner } from './xml-scanner.js';

/** An attribute that is no namespace declaration. Names and values are the document's: data, never property keys. */
export interface XmlAttribute {
  /** Without prefix. */
  readonly name: string;
  /** Empty for names without a prefix. */
  readonly uri: string;
  readonly value: string;
}

export interface XmlElement {
  /** Without prefix. */
  readonly name: string;
  /** Namespace name; empty for elements in none. */
  readonly uri: string;
  readonly attributes: readonly XmlAttribute[];
  /** 1-based line of the tag's name. */
  readonly line: number;
}

/** What is told of a document, in its order. Every `open` is followed by its `close` unless the document is refused. */
export interface XmlHandler {
  readonly open: (element: XmlElement) => void;
  /** A piece of character data, references and CDATA resolved; one text may come in several pieces. */
  readonly text: (text: string) => void;
  /** The innermost open element ends. `line` is 1-based. */
  readonly close: (line: number) => void;
}

/**
 * Reads bytes as one XML 1.0 document with namespaces, strictly, in one pass, and tells `handler` what it holds; returns why the
 * document was refused, or undefined. What was told before a refusal counts for nothing.
 *
 * Refused besides what is not well-formed: document type declarations, whose entities read files and multiply (CVE-2024-34345,
 * billion laughs), XML 1.1, encodings other than UTF-8 and UTF-16 with its mark, and whatever exceeds the limits. Details quote the document: escape them
 * before printing. What `handler` throws is thrown.
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
