/** Everything a run leaves behind: files that were asked for, annotations, the job's summary. */

import { sep } from 'node:path';
import {
  annotationsOf,
  markdownLimits,
  nearestSubjects,
  renderExplanation,
  renderJson,
  renderMarkdown,
  renderTerminal,
  type Annotation,
  type RenderInput,
} from '@assay/report';
import type { Inputs } from '../inputs/read-inputs.js';
import { appendFile } from '../runner/append-file.js';
import type { JobLog } from '../runner/job-log.js';
import type { Outputs } from '../runner/outputs.js';
import type { Surroundings } from '../runner/surroundings.js';
import { logStyle } from './log-style.js';
import { repositoryPath } from './repository-path.js';
import { reportOutputs } from './report-outputs.js';
import { writeFiles } from './write-files.js';

/** Where a run is told. */
export interface Delivery {
  readonly inputs: Inputs;
  readonly surroundings: Surroundings;
  readonly log: JobLog;
}

/** GitHub shows ten of each kind for a step; one error is the sentence at the end. */
const annotationsPerKind = 9;

/**
 * Tells a run: the report in the log, annotations, the summary, the files that inputs name. Gives the step's outputs. What cannot be shown
 * is a note; a file that was asked for and cannot be written is AssayError `ERR_USAGE`.
 */
export async function deliver(delivery: Delivery, input: RenderInput, notes: readonly string[]): Promise<Outputs> {
  const { inputs, surroundings, log } = delivery;
  const json = renderJson(input);
  await log.text(renderTerminal(input, logStyle(delivery)));
  const purl = inputs.text('explain');
  if (purl !== undefined)
    await log.text(renderExplanation(input, purl, logStyle(delivery)) ?? unexplained(input, purl));
  const written = await writeFiles(inputs, input, json);
  if (inputs.flag('annotations') !== false)
    await log.annotate(annotationsOf(input, { limit: annotationsPerKind }).map(inRepository));
  const all = [...notes, ...(await summarise(inputs, surroundings, input))];
  await log.notes(all);
  return { ...reportOutputs(input.report, json), ...written };
}

/** A question that cannot be answered changes no verdict. */
function unexplained(input: RenderInput, purl: string): string {
  const near = nearestSubjects(input, purl);
  return `No locked package is called "${purl}".${near.length === 0 ? '' : ` Did you mean ${near.join(', ')}?`}\n`;
}

async function summarise(inputs: Inputs, { env }: Surroundings, input: RenderInput): Promise<readonly string[]> {
  if (inputs.flag('job-summary') === false) return [];
  const text = renderMarkdown(input, { maxBytes: markdownLimits.jobSummary, whole: wholeReport(inputs) });
  const problem = await appendFile(env, 'GITHUB_STEP_SUMMARY', `${text}\n`);
  return problem === null ? [] : [`There is no job summary: ${problem}.`];
}

/** Where a reader finds what is too long for a summary. */
function wholeReport(inputs: Inputs): string {
  return inputs.text('json') ?? 'the file that the input `json` names';
}

function inRepository(annotation: Annotation): Annotation {
  return annotation.file === undefined ? annotation : { ...annotation, file: repositoryPath(annotation.file, sep) };
}
