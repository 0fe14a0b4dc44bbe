/** Annotations as GitHub's runner reads them from the standard output of a step. */

import { escapeWorkflowData, escapeWorkflowProperty } from './escape-workflow.js';

/** One note that GitHub shows at a line of a file, or on the page of the run where it names none. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  /** Path from the root of the repository, with `/`. */
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  /** One line. Not escaped. */
  readonly title: string;
  /** May have several lines. Not escaped. */
  readonly message: string;
}

/** Whole line of the log that makes an annotation, without its line break. Whatever the texts are, it holds this one command. */
export function workflowCommand({ level, file, line, title, message }: Annotation): string {
  const place: readonly (readonly [string, string])[] =
    file === undefined ? [] : [['file', file], ...(line === undefined ? [] : [['line', String(line)] as const])];
  const properties = [...place, ['title', title] as const];
  const list = properties.map(([name, value]) => `${name}=${escapeWorkflowProperty(value)}`).join(',');
  return `::${level} ${list}::${escapeWorkflowData(message)}`;
}
