/**
 * Why a document was refused.
 *
 * - `encoding`: not UTF-8, a byte order mark where none may stand, or a lone surrogate.
 * - `syntax`: not the language.
 * - `duplicate-key`: a key stands twice in one mapping.
 * - `too-deep`, `too-large`: a cap was reached.
 * - `number`: an integer beyond ±(2^53−1), or a number that is not finite.
 * - `alias`, `tag`: YAML features that the caller did not allow.
 * - `ambiguous`: valid YAML, or a comment in JSON, that other readers take for other data: behind it an attacker shows one of them what the other
 *   does not see.
 * - `unsupported`: valid YAML that Assay does not read (keys that are not plain text).
 */
export type DocProblemKind =
  | 'encoding'
  | 'syntax'
  | 'duplicate-key'
  | 'ambiguous'
  | 'too-deep'
  | 'too-large'
  | 'number'
  | 'alias'
  | 'tag'
  | 'unsupported';

/** Why and where a document was refused. */
export interface DocProblem {
  readonly problem: DocProblemKind;
  /** One sentence. May hold attacker-controlled text: escape before printing. */
  readonly detail: string;
  /** 1-based. */
  readonly line?: number;
}

/** Carries a problem out of a reader's depths; caught at its entry, never seen outside this package. */
export class DocRefusal extends Error {
  readonly problem: DocProblem;

  constructor(problem: DocProblem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** Longer texts are cut when a detail quotes them: a key may be as long as the document. */
const longestQuote = 80;

/** A piece of the document as a detail shows it: in quotes, control characters escaped, cut to 80 code units. */
export function quoted(text: string): string {
  if (text.length <= longestQuote) return JSON.stringify(text);
  return JSON.stringify(`${text.slice(0, longestQuote).toWellFormed()}…`);
}
