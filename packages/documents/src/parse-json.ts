import { decodeText } from './decode-text.js';
import { DocRefusal, type DocProblem } from './doc-problem.js';
import type { Document, DuplicateKeys } from './document.js';
import { JsonReader } from './json-reader.js';
import { defaultMaxDepth, defaultMaxValues, highestMaxDepth } from './limits.js';

/** How a JSON text is read. */
export interface JsonOptions {
  /** Bytes beyond which the document is refused. */
  readonly maxBytes: number;
  /** Levels of lists and maps; 64 unless told. At most 1,000. */
  readonly maxDepth?: number;
  /** Values, containers included, beyond which the document is refused; 6,000,000 unless told. */
  readonly maxValues?: number;
  /** `refuse` unless told. */
  readonly duplicateKeys?: DuplicateKeys;
  /** A byte order mark at the start; `refuse` unless told. */
  readonly bom?: 'refuse' | 'accept';
  /** A comma after the last member or item; `refuse` unless told. */
  readonly trailingCommas?: 'refuse' | 'accept';
  /** `// …` and block comments where white space may stand; `refuse` unless told. */
  readonly comments?: 'refuse' | 'accept';
}

/** The document, or why there is none. */
export type JsonResult =
  { readonly ok: true; readonly document: Document } | { readonly ok: false; readonly problem: DocProblem };

/**
 * Parses bytes as exactly one JSON text (RFC 8259), strictly: invalid UTF-8, duplicate keys, lone surrogates, integers
 * beyond ±(2^53−1), trailing text and every cap are a problem with a line, never a guess. Never throws on any bytes.
 */
export function parseJson(bytes: Uint8Array, options: JsonOptions): JsonResult {
  try {
    const text = decodeText(bytes, { maxBytes: options.maxBytes, bom: options.bom ?? 'refuse' });
    const reader = new JsonReader(text, {
      maxDepth: Math.min(options.maxDepth ?? defaultMaxDepth, highestMaxDepth),
      maxValues: options.maxValues ?? defaultMaxValues,
      duplicateKeys: options.duplicateKeys ?? 'refuse',
      trailingCommas: options.trailingCommas === 'accept',
      comments: options.comments === 'accept',
    });
    const value = reader.readDocument();
    return { ok: true, document: { value, duplicates: reader.duplicates } };
  } catch (error) {
    if (error instanceof DocRefusal) return { ok: false, problem: error.problem };
    throw error;
  }
}
