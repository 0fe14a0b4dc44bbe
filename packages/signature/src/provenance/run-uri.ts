/** Addresses of CI runs, as certificates (.21) and predicates state them. */

import type { DocValue } from '@assay/documents';
import type { Reading } from './reading.js';

/** One run of a workflow (GitHub, with its attempt) or one job (GitLab). */
export interface RunUri {
  readonly id: string;
  readonly attempt: string | undefined;
}

/** Reads `…/actions/runs/ID/attempts/N` or `…/-/jobs/ID`; null for every other text. */
export function parseRunUri(text: string): RunUri | null {
  const attempt = /^https:\/\/[^\s?#]+\/actions\/runs\/(\d{1,20})\/attempts\/(\d{1,10})$/.exec(text);
  const job = /^https:\/\/[^\s?#]+\/-\/jobs\/(\d{1,20})$/.exec(text);
  return runOf(attempt ?? job);
}

function runOf(match: RegExpExecArray | null): RunUri | null {
  return match === null ? null : { id: match[1] ?? '', attempt: match[2] };
}

/** Notes the run that an invocation id names: an address, `ID-ATTEMPT` (npm's client, slsa-github-generator) or a bare id. */
export function readInvocation(reading: Reading, value: DocValue | undefined, at: string): void {
  const text = reading.text(value, at);
  if (text === null) return;
  const run = parseRunUri(text) ?? runOf(/^(\d{1,20})(?:-(\d{1,10}))?$/.exec(text));
  if (run === null) {
    reading.notUnderstood.push(at);
    return;
  }
  if (text.startsWith('https:')) reading.state('run', text, at);
  reading.state('run-id', run.id, at);
  if (run.attempt !== undefined) reading.state('run-attempt', run.attempt, at);
}
