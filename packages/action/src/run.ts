/** Runs a mode to the step's exit code, and says in one sentence why it ends so. */

import { AssayError } from '@assay/model';
import { tellProblem } from './deliver/tell-problem.js';
import type { Inputs } from './inputs/read-inputs.js';
import { refuseContradictions } from './inputs/refuse-contradictions.js';
import { refuseDetour } from './inputs/refuse-detour.js';
import { refuseSameFile } from './inputs/refuse-same-file.js';
import { refuseSlips } from './inputs/refuse-slips.js';
import { chooseMode } from './modes/choose-mode.js';
import type { Mode } from './modes/mode-inputs.js';
import type { ModeResult, ModeRunner } from './modes/mode-run.js';
import { appendFile } from './runner/append-file.js';
import { createJobLog, type JobLog } from './runner/job-log.js';
import { readJob, type Job } from './runner/job.js';
import { renderOutputs, type Outputs } from './runner/outputs.js';
import type { Surroundings } from './runner/surroundings.js';

const usage = 2;
const internal = 70;

/** What a mode needs is loaded with it. */
const runners: Readonly<Record<Mode, () => Promise<ModeRunner>>> = {
  verify: async () => (await import('./modes/verify.js')).verify,
  license: async () => (await import('./modes/license.js')).license,
  diff: async () => (await import('./modes/diff.js')).diff,
  gate: async () => (await import('./modes/gate.js')).gate,
  attest: async () => (await import('./modes/attest.js')).attest,
};

/** Runs what the inputs ask for. Gives the step's exit code, which is the command line's; everything is written by then. */
export async function run(inputs: Inputs, surroundings: Surroundings): Promise<number> {
  const log = createJobLog(surroundings.stdout);
  const { exitCode, title, sentence, outputs } = await attempt(inputs, surroundings, log);
  if (exitCode === usage || exitCode === internal) await summarise(inputs, surroundings, { title, sentence });
  const problem = await appendFile(surroundings.env, 'GITHUB_OUTPUT', renderOutputs(outputs));
  if (problem !== null) await log.notes([`The outputs of this step are missing: ${problem}.`]);
  if (exitCode === 0) await log.text(`${title}: ${sentence}\n`);
  else await log.annotate([{ level: 'error', title, message: sentence }]);
  return exitCode;
}

/** The page of the run is where people look first. */
async function summarise(
  inputs: Inputs,
  { env }: Surroundings,
  ending: Pick<Ending, 'title' | 'sentence'>,
): Promise<void> {
  if (!wantsSummary(inputs)) return;
  const { summariseFailure } = await import('./deliver/summarise-failure.js');
  await summariseFailure(env, ending);
}

/** An input that cannot be read is one of the reasons for which this is asked. */
function wantsSummary(inputs: Inputs): boolean {
  try {
    return inputs.flag('job-summary') !== false;
  } catch {
    return true;
  }
}

interface Ending {
  readonly exitCode: number;
  readonly title: string;
  readonly sentence: string;
  readonly outputs: Outputs;
}

async function attempt(inputs: Inputs, surroundings: Surroundings, log: JobLog): Promise<Ending> {
  try {
    const token = inputs.text('github-token');
    if (token !== undefined) await log.mask(token);
    refuseSlips(inputs);
    const mode = chooseMode(inputs);
    refuseContradictions(inputs);
    refuseSameFile(inputs);
    refuseDetour(inputs, mode);
    await log.text(`Assay, mode ${mode}\n`);
    const job = await readJob(surroundings.env);
    const runner = await runners[mode]();
    return endingOf(
      await runner({ inputs, surroundings, log, job, ...(await trustedRootOf(inputs, job, surroundings)) }),
    );
  } catch (error) {
    return failureOf(error, surroundings);
  }
}

/** Reading a base takes an HTTP client: only where there is a root to read. */
async function trustedRootOf(
  inputs: Inputs,
  job: Job,
  { env }: Surroundings,
): Promise<{ readonly trustedRoot?: string }> {
  if (inputs.text('trusted-root') === undefined) return {};
  const { chooseTrustedRoot } = await import('./modes/choose-trusted-root.js');
  const trustedRoot = await chooseTrustedRoot({ inputs, job, env });
  return trustedRoot === undefined ? {} : { trustedRoot };
}

const titles = {
  0: 'Assay: passed',
  1: 'Assay: failed',
  2: 'Assay: wrong configuration',
  3: 'Assay: could not verify',
} as const;

function endingOf({ exitCode, sentence, outputs }: ModeResult): Ending {
  return { exitCode, title: titles[exitCode], sentence, outputs };
}

/** Later steps read `exit-code`, so that it is set whatever happened. */
function failureOf(error: unknown, { env }: Surroundings): Ending {
  if (error instanceof AssayError && error.code !== 'ERR_INTERNAL') {
    return {
      exitCode: usage,
      title: 'Assay: could not start',
      sentence: tellProblem(error),
      outputs: { 'exit-code': String(usage) },
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  const stack = env['ASSAY_DEBUG'] !== undefined && error instanceof Error ? `\n${error.stack ?? ''}` : '';
  const sentence = `${message} (a defect in Assay; please report it, with ASSAY_DEBUG=1 in \`env\` for the stack)${stack}`;
  return { exitCode: internal, title: 'Assay: internal error', sentence, outputs: { 'exit-code': String(internal) } };
}
