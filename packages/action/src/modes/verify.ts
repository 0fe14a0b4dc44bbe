/** The mode `verify`: lockfiles → verdict. */

import type { RenderInput } from '@assay/report';
import {
  codeInfo,
  createVerifier,
  readSourceDate,
  renderSbom,
  strictPolicyErrors,
  AssayError,
  type VerifyResult,
} from '@assay/verifier';
import { deliver } from '../deliver/deliver.js';
import { sentenceOf } from '../deliver/sentence.js';
import { writeFile } from '../deliver/write-file.js';
import type { Inputs } from '../inputs/read-inputs.js';
import type { Outputs } from '../runner/outputs.js';
import { findPaths } from './find-paths.js';
import { resultOf, type ModeResult, type ModeRun } from './mode-run.js';
import { runOptions } from './run-options.js';

/** Verifies the lockfiles, and tells what came of it. */
export async function verify(run: ModeRun): Promise<ModeResult> {
  const { inputs, surroundings } = run;
  const { paths, notes, nowhere } = await findPaths(inputs);
  const options = await runOptions(run);
  const sbom = inputs.text('sbom');
  const result = await createVerifier({ ...options, ...(sbom === undefined ? {} : { facts: true }) }).verify(paths);
  if (inputs.flag('strict-policy') === true) refuseLoosePolicy(result);
  const input = renderInputOf(result);
  const outputs = await deliver(run, input, [...notes, ...result.notes]);
  const files = { ...(await writeSbom(sbom, result, surroundings.env)), ...evidenceOf(inputs) };
  return resultOf(input, sentenceFor(input, nowhere), { ...outputs, ...files });
}

/** A lockfile that is there and not read is a better reason than that there is none. */
function sentenceFor(input: RenderInput, nowhere: string | undefined): string {
  return nowhere === undefined || input.report.gaps.length > 0 ? sentenceOf(input) : nowhere;
}

/** A run as renderers take it. */
export function renderInputOf({ report, inventory, hardened }: VerifyResult): RenderInput {
  const hardenedAt: NonNullable<RenderInput['hardenedAt']> = (check, code) => {
    const rules = hardened.filter((each) => each.check === check && each.code === code);
    return rules.length === 0 ? null : rules.map(({ file, line }) => `${file}:${String(line)}`).join(', ');
  };
  return { report, inventory, codeInfo, hardenedAt };
}

async function writeSbom(
  file: string | undefined,
  result: VerifyResult,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Outputs> {
  if (file === undefined) return {};
  const timestamp = readSourceDate(env);
  const format = file.toLowerCase().endsWith('.xml') ? 'xml' : 'json';
  const options = { format, ...(timestamp === undefined ? {} : { timestamp }) } as const;
  await writeFile(file, renderSbom(result, options), 'the bill of materials');
  return { sbom: file };
}

function evidenceOf(inputs: Inputs): Outputs {
  const evidence = inputs.text('record');
  return evidence === undefined ? {} : { evidence };
}

/** A policy that has gone stale is a configuration error, whatever the packages are. */
function refuseLoosePolicy({ report }: VerifyResult): void {
  const [first, ...others] = strictPolicyErrors(report);
  if (first === undefined) return;
  const more = others.length === 0 ? '' : ` (and ${String(others.length)} more)`;
  const hint = 'Remove or renew these waivers, or run without `strict-policy`.';
  throw new AssayError('ERR_POLICY', `${first}${more}`, { hint });
}
