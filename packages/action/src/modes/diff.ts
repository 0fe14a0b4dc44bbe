/** The mode `diff`: what a change changes in trust, against its base. */

import type { TrustDiff } from '@assay/model';
import {
  diffSentence,
  renderTrustDiff,
  renderTrustDiffJson,
  renderTrustDiffMarkdown,
  markdownLimits,
} from '@assay/report';
import { logStyle } from '../deliver/log-style.js';
import { writeFile } from '../deliver/write-file.js';
import type { Inputs } from '../inputs/read-inputs.js';
import { appendFile } from '../runner/append-file.js';
import type { Outputs } from '../runner/outputs.js';
import { compareWithBase } from './compare-with-base.js';
import { writeDiffComment } from './diff-comment.js';
import type { ModeResult, ModeRun } from './mode-run.js';

/** Verifies base and head, and tells what is different: in the log, in the job's summary, and in one comment under the pull request. */
export async function diff(run: ModeRun): Promise<ModeResult> {
  const { inputs, log } = run;
  const { diff: found, notes } = await compareWithBase(run);
  await log.text(renderTrustDiff(found, logStyle(run)));
  const written = await writeFiles(inputs, found);
  const comment = await writeDiffComment(run, found);
  await log.notes([...notes, ...(await summarise(run, found)), ...comment.notes]);
  const outputs = { ...outputsOf(found), ...written, ...comment.outputs };
  return { exitCode: found.exitCode, sentence: `${diffSentence(found)}.`, outputs };
}

function outputsOf({ exitCode, totals, changes }: TrustDiff): Outputs {
  const verdict = ({ 0: 'pass', 1: 'fail', 3: 'unverified' } as const)[exitCode];
  return {
    verdict,
    'exit-code': String(exitCode),
    alarms: String(totals.alarm),
    changes: String(changes.length),
  };
}

const wholeMarkdown = 16 * 1024 * 1024;

async function writeFiles(inputs: Inputs, found: TrustDiff): Promise<Outputs> {
  const [json, markdown] = [inputs.text('json'), inputs.text('markdown')];
  if (json !== undefined) await writeFile(json, renderTrustDiffJson(found), 'the diff');
  if (markdown !== undefined) {
    await writeFile(markdown, renderTrustDiffMarkdown(found, { maxCharacters: wholeMarkdown }), 'the Markdown diff');
  }
  return { ...(json === undefined ? {} : { report: json }), ...(markdown === undefined ? {} : { markdown }) };
}

async function summarise({ inputs, surroundings }: ModeRun, found: TrustDiff): Promise<readonly string[]> {
  if (inputs.flag('job-summary') === false) return [];
  const text = renderTrustDiffMarkdown(found, { maxCharacters: markdownLimits.jobSummary, ...keyOf(inputs) });
  const problem = await appendFile(surroundings.env, 'GITHUB_STEP_SUMMARY', `${text}\n`);
  return problem === null ? [] : [`There is no job summary: ${problem}.`];
}

function keyOf(inputs: Inputs): { readonly key?: string } {
  const key = inputs.text('key');
  return key === undefined ? {} : { key };
}
