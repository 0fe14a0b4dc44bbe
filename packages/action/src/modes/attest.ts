/** The mode `attest`: verifies, then signs what came of it for the artefacts that were made. */

import { access } from 'node:fs/promises';
import { AssayError, digestOf } from '@assay/model';
import { renderJson, type RenderInput } from '@assay/report';
import {
  attestRun,
  openStatementSigning,
  signSbom,
  type AttestedRun,
  type AttestRunOptions,
  type SealProblem,
  type SigningBy,
  type VerifyResult,
} from '@assay/verifier';
import { writeFile } from '../deliver/write-file.js';
import { unusable, type Inputs } from '../inputs/read-inputs.js';
import { single } from '../inputs/single.js';
import type { Outputs } from '../runner/outputs.js';
import { readArtifactProvenance } from './artifact-provenance.js';
import type { ModeResult, ModeRun } from './mode-run.js';
import { readSigning } from './read-signing.js';
import { sbomOptions, verifyAndDeliver, type Verified } from './verify.js';

/**
 * Verifies, signs the summary for each artefact, and the bill of materials where it is asked for. A summary is written for a run that failed,
 * too: it says so. Where something was not signed, it is not written.
 */
export async function attest(run: ModeRun): Promise<ModeResult> {
  refuseUnprotected(run.inputs);
  const order = readOrder(run);
  await refuseMissing(artifactFiles(run.inputs));
  const signing = await openStatementSigning(order.by);
  const verified = await verifyAndDeliver(run, { facts: true });
  if (verified.stale !== undefined) return verified.stale;
  const attested = await attestRun(verified.result, { ...order.attest, signing, ...linksOf(run, verified) });
  await run.log.notes(attested.notes);
  if (attested.document === null) return unsigned(attested, verified);
  await writeFile(order.summary, new TextDecoder().decode(attested.document), 'the summary');
  const sbom = order.sbomStatement === undefined ? {} : await signBom(run, verified.result, order);
  if ('problem' in sbom) return unsigned(sbom, verified);
  const { signer } = attested;
  const outputs = { ...verified.outputs, summary: order.summary, ...sbom, ...(signer === undefined ? {} : { signer }) };
  return { exitCode: attested.exitCode, sentence: sentenceOfAttested(attested, verified), outputs };
}

/** A signature is for what its owner settled: policy, registries, trusted roots. */
function refuseUnprotected(inputs: Inputs): void {
  if (inputs.flag('unprotected') !== true) return;
  throw unusable('unprotected', 'trusts the checkout: attest under a `policy`, which may name its registries');
}

interface Order {
  readonly by: SigningBy;
  readonly attest: Pick<AttestRunOptions, 'artifacts' | 'provenance'>;
  readonly summary: string;
  readonly sbomStatement: string | undefined;
}

/** Everything that can be found wrong with the inputs is, before anything is asked. */
function readOrder(run: ModeRun): Order {
  const { inputs } = run;
  const artifacts = inputs.list('attest');
  const summary = single(inputs, 'summary');
  if (artifacts.length === 0)
    throw unusable('attest', 'is missing: it names the artefacts that are attested, one a line');
  if (summary === undefined)
    throw unusable('summary', 'is missing: it names the file that the signed summary is written to');
  const provenance = readArtifactProvenance(run);
  return {
    by: readSigning(run),
    attest: { artifacts, ...(provenance === null ? {} : { provenance }) },
    summary,
    sbomStatement: inputs.text('sbom-statement'),
  };
}

/** A digest names something that is no file here. */
function artifactFiles(inputs: Inputs): readonly string[] {
  return inputs.list('attest').filter((artifact) => !/(?:^|@)sha256:[0-9a-f]{64}$/i.test(artifact));
}

/** Told before the run, and not when its summary says that all passed. */
async function refuseMissing(files: readonly string[]): Promise<void> {
  for (const file of files) {
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    if (isThere) continue;
    const hint = '`attest` names what a step before has built';
    throw new AssayError('ERR_USAGE', 'there is no such file, or it may not be read', { file, hint });
  }
}

function linksOf(
  { inputs }: ModeRun,
  { input, sbom }: Verified,
): Pick<AttestRunOptions, 'report' | 'sbom' | 'evidence'> {
  const evidence = inputs.text('record');
  return {
    report: reportDigest(input),
    ...(sbom === undefined ? {} : { sbom }),
    ...(evidence === undefined ? {} : { evidence }),
  };
}

function reportDigest(input: RenderInput) {
  return { ...digestOf('sha256', renderJson(input)), covers: 'document' } as const;
}

async function signBom(
  { inputs, surroundings, log }: ModeRun,
  result: VerifyResult,
  { by, sbomStatement = '' }: Order,
): Promise<Outputs | { readonly problem: SealProblem | undefined }> {
  const subjects = artifactFiles(inputs);
  const options = { ...sbomOptions(undefined, surroundings.env), format: 'json' } as const;
  const { document, problem, notes } = await signSbom(result, options, { by, subjects });
  await log.notes(notes);
  if (document === null) return { problem };
  await writeFile(sbomStatement, new TextDecoder().decode(document), 'the signed bill of materials');
  return { 'sbom-statement': sbomStatement };
}

/** As the command line: 1 where a service refused, 3 where that could not be found out. */
function unsigned({ problem }: { readonly problem?: SealProblem | undefined }, { outputs }: Verified): ModeResult {
  const { text = 'nothing was signed', detail = '', next = '', outcome } = problem ?? {};
  const sentence = [text, detail, next].filter((part) => part !== '').join(' ');
  return { exitCode: outcome === 'refuted' ? 1 : 3, sentence, outputs };
}

function sentenceOfAttested({ summaries, exitCode }: AttestedRun, { sentence, input }: Verified): string {
  if (exitCode !== input.report.exitCode)
    return 'the provenance of an artefact does not hold; the notes above say which.';
  return `${sentence} The signed summary says so about ${summaries.map(({ artifact }) => artifact.name).join(', ')}.`;
}
