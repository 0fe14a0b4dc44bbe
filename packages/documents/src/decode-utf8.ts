import { decodeText, type DecodeOptions } from './decode-text.js';
import { DocRefusal, type DocProblem } from './doc-problem.js';

/** The text, or why there is none. */
export type TextResult =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: DocProblem };

/**
 * Decodes bytes as UTF-8, strictly, for readers of other languages than JSON and YAML: bytes that are not UTF-8, too many
 * of them and a byte order mark that is not accepted are a problem. Never throws on any bytes.
 */
export function decodeUtf8(bytes: Uint8Array, options: DecodeOptions): TextResult {
  try {
    return { ok: true, text: decodeText(bytes, options) };
  } catch (error) {
    if (error instanceof DocRefusal) return { ok: false, problem: error.problem };
    throw error;
  }
}
