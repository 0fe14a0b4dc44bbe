import type { DocProblem, DocProblemKind } from '@assay/documents';
import type { BomProblem, BomProblemCode, BomProblems } from './bom-problem.js';
import type { ProblemSink } from './problem-sink.js';

/** What was found in a document. */
export interface Found<P> extends Pick<BomProblems, 'format' | 'specVersion'> {
  readonly errors: ProblemSink<P>;
  readonly warnings: ProblemSink<P>;
  readonly where: (place: P) => { readonly path: string; readonly line: number };
}

/** Errors before warnings, each by their line. */
export function reportOf<P>({ format, specVersion, errors, warnings, where }: Found<P>): BomProblems {
  return {
    valid: errors.total === 0,
    format,
    specVersion,
    problems: [...shown(errors, 'error', where), ...shown(warnings, 'warning', where)],
    errors: errors.total,
    warnings: warnings.total,
  };
}

function shown<P>(
  sink: ProblemSink<P>,
  severity: BomProblem['severity'],
  where: Found<P>['where'],
): readonly BomProblem[] {
  const problems = sink.found.map(({ code, place, detail }) => ({ code, severity, ...where(place), detail: detail() }));
  return problems.sort((a, b) => a.line - b.line);
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

/** A document that could not be read to its end: what was found before counts for nothing. */
export function reportOfUnread({ problem, detail, line }: DocProblem, format: 'json' | 'xml'): BomProblems {
  const found: BomProblem = { code: readCodes[problem], severity: 'error', path: '', line: line ?? null, detail };
  return { valid: false, format, specVersion: null, problems: [found], errors: 1, warnings: 0 };
}
