/** Data that must have a shape. */

import { explainIssues, type IssueContext } from './explain-issues.js';
import { issuesOf, type Form } from './form/index.js';

/** The data with its shape's type. Throws the error that explains most of what is wrong. */
export function readShape<T>(shape: Form<T>, data: unknown, context: Omit<IssueContext, 'shape'>): T {
  const issues = issuesOf(shape, data);
  if (issues.length === 0) return data as T;
  throw explainIssues(issues, { ...context, shape });
}
