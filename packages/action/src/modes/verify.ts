/** The mode `verify`: lockfiles → verdict. */

import { hashPieces, type Digest } from '@assay/model';
import type { RenderInput } from '@assay/report';
import {
  codeInfo,
  createVerifier,
  hardenedPlaces,
  readSourceDate,
  loosePolicyProblem,
  renderSbom,
  type RenderSbomOptions,
  type VerifyResult,
} from '@assay/verifier';
import { deliver } from '../deliver/deliver.js';
import { sentenceOf } from '../deliver/sentence.js';
import { tellProblem } from '../deliver/tell-problem.js';
import { writeFile } from '../deliver/write-file.js';
import type { Inputs } from '../inputs/read-inputs.js';
import { single } from '../inputs/single.js';
import type { Outputs } from '../runner/outputs.js';
import { findPaths, refuseAbandoned } from './find-paths.js';
import type { ModeResult, ModeRun } from './mode-run.js';
import { runOptions } from './run-options.js';

/** A run that was told, and what was written of it. */
export interface Verified {
  readonly result: VerifyResult;
  readonly input: RenderInput;
  /** Why it ended so. Foreign text: escape before printing. */
  readonly sentence: string;
  readonly outputs: Outputs;
  /** The policy has gone stale where that is not accepted: then the run came to nothing else. */
  readonly stale?: ModeResult;
  /** Of the bill of materials that was written. */
  readonly sbom?: Digest;
}

/** Verifies the lockfiles, and tells what came of it. */
export async function verify(run: ModeRun): Promise<ModeResult> {
  const { input, sentence, outputs, stale } = await verifyAndDeliver(run, { facts: false });
  if (stale !== undefined) return stale;
  return { exitCode: input.report.exitCode, sentence, outputs };
}

/** The same, for modes that do more with the run. `facts`: what is known of packages is wanted in any case. */
export async function verifyAndDeliver(run: ModeRun, { facts }: { readonly facts: boolean }): Promise<Verified> {
  const { inputs, surroundings } = run;
  const found = await findPaths(run);
  const { paths, notes, nowhere } = found;
  await refuseAbandoned(found);
  const options = await runOptions(run);
  const file = single(inputs, 'sbom');
  const result = await createVerifier({
    ...options,
    // What the list of paths does not show is told: lockfiles that are not read yet, folders that cannot be.
    subfolders: { exclude: inputs.list('exclude') },
    facts: facts || file !== undefined || inputs.text('html') !== undefined,
  }).verify(inputs.list('paths').length > 0 ? paths : ['.']);
  const input = renderInputOf(result);
  const outputs = await deliver(run, input, [...notes, ...result.notes]);
  const sentence = sentenceFor(input, nowhere);
  const written = file === undefined ? {} : { sbom: await writeSbom(file, result, surroundings.env) };
  const told = { ...outputs, ...evidenceOf(inputs), ...(file === undefined ? {} : { sbom: file }) };
  return { result, input, sentence, outputs: told, ...written, ...staleOf(run, result, told) };
}

async function writeSbom(file: string, result: VerifyResult, env: ModeRun['surroundings']['env']): Promise<Digest> {
  const { pieces, digest } = hashPieces(renderSbom(result, sbomOptions(file, env)));
  await writeFile(file, pieces, 'the bill of materials');
  return digest();
}

/** Told after everything is written: the reports say what else there is. */
function staleOf({ inputs }: ModeRun, { report }: VerifyResult, outputs: Outputs): Pick<Verified, 'stale'> {
  const problem = inputs.flag('strict-policy') === true ? loosePolicyProblem(report, '`strict-policy`') : null;
  if (problem === null) return {};
  return { stale: { exitCode: 2, sentence: tellProblem(problem), outputs: { ...outputs, 'exit-code': '2' } } };
}

/** A lockfile that is there and not read is a better reason than that there is none. */
function sentenceFor(input: RenderInput, nowhere: string | undefined): string {
  return nowhere === undefined || input.report.gaps.length > 0 ? sentenceOf(input) : nowhere;
}

/** A run as renderers take it. */
function renderInputOf(result: VerifyResult): RenderInput {
  const { report, inventory, facts } = result;
  const hardenedAt = hardenedPlaces(result);
  return { report, inventory, codeInfo, hardenedAt, ...(facts === undefined ? {} : { facts }) };
}

/** The file's ending says which format; everything else is as the command line has it by default. */
export function sbomOptions(
  file: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): RenderSbomOptions {
  const timestamp = readSourceDate(env);
  const format = file?.toLowerCase().endsWith('.xml') === true ? 'xml' : 'json';
  return { format, ...(timestamp === undefined ? {} : { timestamp }) };
}

function evidenceOf(inputs: Inputs): Outputs {
  const evidence = inputs.text('record');
  return evidence === undefined ? {} : { evidence };
}
