/** Data that must have a shape. */

import type * as z from 'zod';
import { explainIssues, type IssueContext } from './explain-issues.js';

/** Without code generated for each shape: a file is read once, and making it costs more than it saves. */
const options = { reportInput: true, jitless: true };

/** The data with its shape's type. Throws the error that explains most of what is wrong. */
export function readShape<T extends z.ZodType>(
  shape: T,
  data: unknown,
  context: Omit<IssueContext, 'shape'>,
): z.infer<T> {
  const parsed = shape.safeParse(data, options);
  if (parsed.success) return parsed.data;
  throw explainIssues(parsed.error.issues, { ...context, shape });
}
