import type { DocProblem } from '@assay/documents';

/** Carries a problem out of the reader's depths; caught at its entry. */
export class XmlRefusal extends Error {
  readonly problem: DocProblem;

  constructor(problem: DocProblem) {
    super(problem.detail);
    this.problem = problem;
  }
}
