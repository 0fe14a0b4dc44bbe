/** The mode `gate`: may these artefacts be deployed? */

import type { GateDecision } from '@assay/model';
import { renderGate, renderGateJson } from '@assay/report';
import { decideGate, AssayError, type GateOptions } from '@assay/verifier';
import { logStyle } from '../deliver/log-style.js';
import { writeFile } from '../deliver/write-file.js';
import { oneOf } from '../inputs/one-of.js';
import { unusable } from '../inputs/read-inputs.js';
import { appendFile } from '../runner/append-file.js';
import type { Outputs } from '../runner/outputs.js';
import { choosePolicy } from './choose-policy.js';
import { gateSentence, renderGateMarkdown } from './gate-text.js';
import type { ModeResult, ModeRun } from './mode-run.js';

/** Decides, and tells each condition. */
export async function gate(run: ModeRun): Promise<ModeResult> {
  const { inputs, log } = run;
  const decision = await decideGate(await gateOptions(run));
  await log.text(renderGate(decision, logStyle(run)));
  const written = await writeAnswer(inputs.text('json'), decision);
  await log.notes([...decision.notes, ...(await summarise(run, decision))]);
  const { exitCode } = decision;
  const verdict = ({ 0: 'pass', 1: 'fail', 3: 'unverified' } as const)[exitCode];
  return {
    exitCode,
    sentence: gateSentence(decision),
    outputs: { verdict, 'exit-code': String(exitCode), ...written },
  };
}

async function gateOptions({ inputs, surroundings: { env }, job, trustedRoot }: ModeRun): Promise<GateOptions> {
  const [artifacts, summaries] = [inputs.list('artifacts'), inputs.list('summary')];
  if (artifacts.length === 0) throw unusable('artifacts', 'is missing: it names what is to be deployed, one a line');
  if (summaries.length === 0)
    throw unusable('summary', 'is missing: it names the files with signed summaries, one a line');
  const policy = await choosePolicy({ inputs, job, env });
  if (policy === undefined) throw new AssayError('ERR_USAGE', 'there is no `policy` to say what is asked of a summary');
  const [denied, state, at] = [inputs.text('denied'), inputs.text('state'), inputs.text('at')];
  return {
    artifacts,
    policy,
    summaries,
    sboms: inputs.list('sbom'),
    reports: inputs.list('report'),
    evidence: inputs.list('evidence'),
    offline: oneOf(inputs, 'offline', ['true', 'false']) === 'true',
    env,
    ...(denied === undefined ? {} : { denied }),
    ...(state === undefined ? {} : { state }),
    ...(at === undefined ? {} : { at }),
    ...(trustedRoot === undefined ? {} : { trustedRoot }),
  };
}

async function writeAnswer(file: string | undefined, decision: GateDecision): Promise<Outputs> {
  if (file === undefined) return {};
  await writeFile(file, renderGateJson(decision), 'the answer');
  return { report: file };
}

async function summarise({ inputs, surroundings }: ModeRun, decision: GateDecision): Promise<readonly string[]> {
  if (inputs.flag('job-summary') === false) return [];
  const problem = await appendFile(surroundings.env, 'GITHUB_STEP_SUMMARY', renderGateMarkdown(decision));
  return problem === null ? [] : [`There is no job summary: ${problem}.`];
}
