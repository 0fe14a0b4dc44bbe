/** YAML files that people write for Assay: one mapping, data only. */

import { DocMap, parseYaml, type DocProblem } from '@assay/documents';
import { AssayError, type AssayErrorCode } from '@assay/model';
import { lineAt, type LocatedDocument } from './locate.js';
import type { Refuse } from './refuse.js';

/** What kind of file it is. */
export interface FileKind {
  readonly code: AssayErrorCode;
  /** As in `a policy`. */
  readonly what: string;
  /** How such a file begins. */
  readonly start: string;
}

/** A document, and how to say what is wrong in it. */
export interface OpenDocument {
  readonly document: LocatedDocument;
  readonly refuse: Refuse;
}

/** Such files are written by people. */
const maxBytes = 1024 * 1024;

/** Reads a file as one mapping. Throws AssayError of the kind's code, with file and line, for anything else. */
export function readDocument(
  { bytes, file }: { readonly bytes: Uint8Array; readonly file: string },
  { code, what, start }: FileKind,
): OpenDocument {
  const refusal = (line: number, message: string, hint: string | undefined) =>
    new AssayError(code, message, { file, line, ...(hint === undefined ? {} : { hint }) });
  const result = parseYaml(bytes, { maxBytes, maxDepth: 16, anchors: 'refuse', itemLines: true, scalars: 'decimal' });
  if (!result.ok) throw refusal(result.problem.line ?? 1, messageOf(result.problem), hintFor(result.problem));
  const [first, ...others] = result.documents;
  if (first === undefined || first.value === null) throw refusal(1, `${the(what)} is empty`, start);
  if (others.length > 0) throw refusal(1, `${what} is one YAML document, and this file holds several`, start);
  if (!(first.value instanceof DocMap)) throw refusal(1, `${what} is a mapping`, start);
  const document = { root: first.value, itemLines: first.itemLines ?? new Map() };
  return { document, refuse: (path, message, hint) => refusal(lineAt(document, path), message, hint) };
}

function the(what: string): string {
  return what.replace(/^an? /, 'the ');
}

/** Names of tags, aliases and anchors are left out: a password that begins with `!`, `*` or `&` is one to YAML. */
function messageOf({ problem, detail }: DocProblem): string {
  if (problem === 'tag') return 'A tag (`!…`) is not read here.';
  if (problem === 'alias' || (problem === 'ambiguous' && detail.includes('anchor')))
    return 'An alias (`*…`) or anchor (`&…`) is not read here.';
  return detail;
}

/** The mistakes of YAML that name patterns and passwords invite. */
function hintFor({ problem }: DocProblem): string | undefined {
  return problem === 'alias' || problem === 'syntax' || problem === 'tag'
    ? 'Put texts that start with `@`, `*`, `&` or `!` in quotes.'
    : undefined;
}
