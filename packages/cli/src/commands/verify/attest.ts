/** `assay verify --attest ARTIFACT… --summary FILE`: the verdict that travels with what is deployed. */

import { resolve } from 'node:path';
import { digestOf, type Digest } from '@assay/model';
import { renderJson, type RenderInput } from '@assay/report';
import {
  attestRun,
  openStatementSigning,
  type ArtifactProvenanceOptions,
  type AttestRunOptions,
  type AttestedRun,
  type VerifyResult,
} from '@assay/verifier';
import { printNotes } from '../../print-notes.js';
import { usageError, type Arguments, type OptionTypes } from '../../read-arguments.js';
import { isSignerNamed, prefixedSignerOptionTypes, readSigner } from '../../read-signer.js';
import { readSigning, signingOptionTypes } from '../../read-signing.js';
import { tellProblem } from '../../tell-problem.js';
import type { Terminal } from '../../terminal.js';
import { writeFile } from '../../write-file.js';

const topic = 'verify';
const prefix = 'artifact-';

/** The options of `--attest`. */
export const attestOptionTypes: OptionTypes = {
  attest: 'list',
  summary: 'string',
  ...signingOptionTypes,
  'artifact-bundle': 'list',
  'artifact-builder': 'list',
  ...prefixedSignerOptionTypes(prefix),
};

/** What is to be stated, as far as it is known before the run. */
export interface Attesting extends Pick<AttestRunOptions, 'artifacts' | 'signing' | 'evidence' | 'provenance'> {
  /** The file to write. */
  readonly summary: string;
}

/** What is known after it. */
export interface Attested {
  readonly result: VerifyResult;
  readonly input: RenderInput;
  /** Of the bill of materials that was written. */
  readonly sbom?: Digest;
}

/**
 * Reads the options, and the key; null where nothing is attested. Throws AssayError `ERR_USAGE` for half of the options: a run whose
 * statement nobody could sign would be found out about at its end.
 */
export async function readAttesting(terminal: Terminal, given: Arguments): Promise<Attesting | null> {
  const artifacts = given.list('attest');
  const by = readSigning(terminal, given, topic);
  const provenance = readProvenance(terminal, given);
  const summary = given.text('summary');
  if (artifacts.length === 0) return refuseIdle({ summary, by, provenance });
  if (artifacts.includes('')) throw usageError('--attest is empty', topic);
  if (summary === undefined) throw usageError('--attest needs --summary FILE: where the statements are written', topic);
  if (by === null) throw usageError('--attest needs who signs: --sign-key FILE, or --keyless and its services', topic);
  refuseForeign(given);
  refuseOverwriting(summary, [...artifacts, ...given.list('artifact-bundle'), given.text('sign-key')]);
  const evidence = given.text('record') ?? given.text('offline');
  return {
    artifacts,
    summary,
    signing: await openStatementSigning(by),
    ...(evidence === undefined ? {} : { evidence }),
    ...(provenance === null ? {} : { provenance }),
  };
}

/** A signature is for what its owner settled: policy, registries, trusted roots. */
function refuseForeign(given: Arguments): void {
  if (given.text('replay') !== undefined)
    throw usageError('--replay takes policy, registries and roots of the recording: attest with --offline', topic);
  if (given.flag('unprotected'))
    throw usageError('--unprotected trusts the checkout: attest with --policy, which may name its registries', topic);
}

/** The key itself, or what is attested, would be gone. */
function refuseOverwriting(summary: string, inputs: readonly (string | undefined)[]): void {
  const lost = inputs.find((input) => input !== undefined && resolve(input) === resolve(summary));
  if (lost !== undefined) throw usageError(`--summary would overwrite "${lost}", which the run reads`, topic);
}

interface Idle {
  readonly summary: unknown;
  readonly by: unknown;
  readonly provenance: unknown;
}

function refuseIdle({ summary, by, provenance }: Idle): null {
  if (summary !== undefined) throw usageError('--summary belongs to --attest', topic);
  if (by !== null) throw usageError('what --sign-key or --keyless signs is named with --attest', topic);
  if (provenance !== null) throw usageError('--artifact-bundle belongs to --attest', topic);
  return null;
}

function readProvenance({ env }: Terminal, given: Arguments): ArtifactProvenanceOptions | null {
  const [bundles, builders] = [given.list('artifact-bundle'), given.list('artifact-builder')];
  if ([...bundles, ...builders].includes(''))
    throw usageError('--artifact-bundle or --artifact-builder is empty', topic);
  if (bundles.length === 0) {
    const isIdle = builders.length > 0 || isSignerNamed(given, prefix);
    if (isIdle) throw usageError('--artifact-… options belong to --artifact-bundle FILE', topic);
    return null;
  }
  const trustedRoot = given.text('trusted-root');
  const expected = readSigner(given, topic, prefix);
  if ('githubRelease' in expected)
    throw usageError('--artifact-publisher is no release: provenance is what is asked for', topic);
  return {
    bundles,
    expected,
    env,
    ...(builders.length === 0 ? {} : { builders }),
    ...(trustedRoot === undefined ? {} : { trustedRoot }),
  };
}

/**
 * Signs and writes the statements; they are written for runs that failed, too. Gives the run's exit code, or that of the artefact's own
 * provenance or of signing where that is worse. Where something was not signed, nothing is written.
 */
export async function attest(
  terminal: Terminal,
  given: Arguments,
  { attesting, result, input, sbom }: Attested & { readonly attesting: Attesting },
): Promise<number> {
  const { summary: file, ...options } = attesting;
  const report = { ...digestOf('sha256', renderJson(input)), covers: 'document' } as const;
  const attested = await attestRun(result, { ...options, report, ...(sbom === undefined ? {} : { sbom }) });
  await printNotes(terminal, given.flag('quiet') ? [] : attested.notes);
  const { document, exitCode } = attested;
  if (document === null) {
    await tellProblem(terminal, attested.problem);
    return exitCode;
  }
  await writeFile(file, new TextDecoder().decode(document), 'the summary');
  await printNotes(terminal, given.flag('quiet') ? [] : [written(file, attested)]);
  return exitCode;
}

function written(file: string, { summaries, signer }: AttestedRun): string {
  const [first] = summaries;
  const about = summaries.length === 1 ? (first?.artifact.name ?? '') : `${String(summaries.length)} artefacts`;
  const by = signer === undefined ? '' : `; the signer is \`${signer}\``;
  return `${file} states "${summaries.map(({ decision }) => decision).join(', ')}" about ${about}${by}.`;
}
