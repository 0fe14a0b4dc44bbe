/** `attestRun`: what a run found, as signed statements about the artefacts that are about to be deployed. */

import { readArtifact } from '@assay/acquire';
import { AssayError, type Digest, type RunSummary } from '@assay/model';
import {
  countDependencyLevels,
  renderRunSummary,
  renderVsa,
  runSummaryPredicateType,
  vsaPredicateType,
  type ArtifactProvenance,
  type DependencyLevels,
  type VsaInput,
} from '@assay/signature';
import type { VerifyResult } from '../options.js';
import { withRelativePaths } from '../sbom/relative-paths.js';
import type { UnsignedStatement } from '../signing/statement-signing.js';
import { openProvenanceJudge, type ProvenanceJudge } from './artifact-provenance.js';
import type { AttestedRun, AttestRunOptions } from './attest-options.js';
import { linkLockfiles } from './link-lockfiles.js';
import { readNamedArtifact, resourceUriOf, type NamedArtifact } from './named-artifact.js';
import { readArtifactListing, type ReadFile } from './read-artifact-listing.js';
import { summariseRun } from './summarise-run.js';

/**
 * States a run's result about each artefact, whatever the result is: a Simple Verification Result and a VSA, signed, all or none. The run
 * must have been made with {@link VerifierOptions.facts}. Artefacts are read once, as streams; nothing of them stays in memory but the
 * listing of an archive. Throws AssayError `ERR_USAGE` or `ERR_CONFIG` for artefacts, documents and options that cannot be used,
 * and for runs that were settled by somebody else's word.
 */
export async function attestRun(result: VerifyResult, options: AttestRunOptions): Promise<AttestedRun> {
  const run = await readRun(result, options);
  const artifacts = await readArtifacts(options.artifacts);
  const stated = artifacts.map((artifact) => stateArtifact(artifact, run));
  const summaries = stated.map(({ summary }) => summary);
  const told = { summaries, notes: stated.flatMap(({ notes }) => notes) };
  return signAll(
    stated.flatMap(({ statements }) => statements),
    told,
    options,
  );
}

interface Run {
  readonly result: VerifyResult;
  readonly lockfiles: VerifyResult['inventory']['lockfiles'];
  readonly levels: DependencyLevels;
  readonly files: Pick<RunSummary, 'report' | 'sbom' | 'evidence' | 'evidenceAt'>;
  readonly judge: ProvenanceJudge | null;
}

async function readRun(result: VerifyResult, { report, sbom, evidence, provenance }: AttestRunOptions): Promise<Run> {
  const { inventory, facts, recordedAt } = result;
  refuseForeign(result);
  if (recordedAt !== undefined && evidence === undefined) {
    const hint = 'Name it as `evidence`.';
    throw new AssayError('ERR_USAGE', 'a run from recorded evidence is attested with that evidence', { hint });
  }
  if (facts === undefined) {
    const hint = 'Make the verifier with `facts: true`.';
    throw new AssayError('ERR_USAGE', 'a summary needs what the run knows of packages', { hint });
  }
  const subjects = inventory.subjects.map(({ id }) => id);
  return {
    result,
    lockfiles: withRelativePaths(result).inventory.lockfiles,
    levels: countDependencyLevels({ subjects, findings: result.report.findings, facts }),
    files: {
      report,
      ...(sbom === undefined ? {} : { sbom }),
      ...(evidence === undefined ? {} : { evidence: await sha256OfFile(evidence) }),
      ...(recordedAt === undefined ? {} : { evidenceAt: recordedAt }),
    },
    judge: provenance === undefined ? null : await openProvenanceJudge(provenance, result.report.at),
  };
}

/** Whoever reads the statement sees the policy's digest, and takes what settled the rest for the signer's. */
function refuseForeign({ settledBy }: VerifyResult): void {
  if (settledBy === undefined) return;
  throw settledBy === 'checkout'
    ? new AssayError('ERR_USAGE', 'a run that trusted the settings of the checkout (`unprotected`) is not attested', {
        hint: 'Name the policy, and write the registries into it.',
      })
    : new AssayError('ERR_USAGE', 'a replay is not attested: policy, registries and roots are those of the recording', {
        hint: 'Judge the recording by your own (`offline`), and attest that.',
      });
}

async function sha256OfFile(file: string): Promise<Digest> {
  const { digests } = await readArtifact(file, { algorithms: ['sha256'], bufferBytes: 0 });
  return sha256Of(digests);
}

function sha256Of(digests: readonly Digest[]): Digest {
  const found = digests.find(({ alg }) => alg === 'sha256');
  if (found === undefined) throw new AssayError('ERR_INTERNAL', 'a file was read and has no SHA-256');
  return found;
}

/** An artefact that was read as far as it is here. */
interface Artifact extends ReadFile {
  readonly named: NamedArtifact;
}

async function readArtifacts(labels: readonly string[]): Promise<readonly Artifact[]> {
  if (labels.length === 0) throw new AssayError('ERR_USAGE', 'no artefact was named', { hint: 'Name at least one.' });
  const artifacts: Artifact[] = [];
  for (const label of labels) {
    const named = await readNamedArtifact(label);
    const read = named.kind === 'digest' ? { digests: [named.digest] } : await readArtifactListing(named.file);
    artifacts.push({ named, ...read });
  }
  const seen = artifacts.map(({ digests }) => sha256Of(digests).value);
  const twice = artifacts.find(({ digests }, index) => seen.indexOf(sha256Of(digests).value) < index);
  if (twice === undefined) return artifacts;
  const hint = 'One artefact has one summary: name it once.';
  throw new AssayError('ERR_USAGE', 'is an artefact that was named before', { file: twice.named.label, hint });
}

interface Stated {
  readonly summary: RunSummary;
  readonly statements: readonly UnsignedStatement[];
  readonly notes: readonly string[];
}

function stateArtifact({ named, digests, listing }: Artifact, run: Run): Stated {
  const { report } = run.result;
  const provenance = run.judge?.judge({ label: named.label, name: named.name, digests });
  const known = { ...(listing === undefined ? {} : { listing }), ...(provenance === undefined ? {} : { provenance }) };
  const linked = linkLockfiles(run.lockfiles, { name: named.name, isDigest: named.kind === 'digest', ...known });
  const { lockfiles } = linked;
  const artifact = { name: named.name, digests };
  const summary = summariseRun({ report, artifact, lockfiles, files: run.files, ...known });
  const vsa = {
    summary,
    resourceUri: resourceUriOf(named, sha256Of(digests).value),
    inputs: inputsOf(run),
    dependencyLevels: run.levels,
  };
  const statements = [
    { statement: renderRunSummary(summary), predicateType: runSummaryPredicateType, digests },
    { statement: renderVsa(vsa), predicateType: vsaPredicateType, digests },
  ];
  return { summary, statements, notes: [...linked.notes, ...provenanceNotes(named, provenance)] };
}

function inputsOf({ files: { report, sbom, evidence }, judge }: Run): readonly VsaInput[] {
  return [
    { name: 'report', digest: report },
    ...(sbom === undefined ? [] : [{ name: 'sbom', digest: sbom }]),
    ...(evidence === undefined ? [] : [{ name: 'evidence', digest: evidence }]),
    ...(judge?.inputs ?? []).map(({ digest }) => ({ name: 'provenance', digest })),
  ];
}

function provenanceNotes({ name }: NamedArtifact, provenance: ArtifactProvenance | undefined): readonly string[] {
  if (provenance === undefined) return [];
  const { result, detail } = provenance;
  if (result.level !== undefined) return [`${name}: its own provenance is proven, ${result.level}.`];
  return [`${name}: its own provenance is ${result.outcome} (${result.code}), so the summary does not pass: ${detail}`];
}

/** One after the other: each may ask for a token of its own. */
async function signAll(
  statements: readonly UnsignedStatement[],
  told: Pick<AttestedRun, 'summaries' | 'notes'>,
  { signing }: AttestRunOptions,
): Promise<AttestedRun> {
  const codes = told.summaries.map(({ exitCode }) => exitCode);
  const lines: Uint8Array[] = [];
  const notes = [...told.notes];
  let signer: string | undefined;
  for (const statement of statements) {
    const signed = await signing.sign(statement);
    notes.push(...signed.notes.filter((note) => !notes.includes(note)));
    if (signed.document === null) {
      const exitCode = worstCode([...codes, signed.problem?.outcome === 'refuted' ? 1 : 3]);
      return {
        ...told,
        notes,
        document: null,
        exitCode,
        ...(signed.problem === undefined ? {} : { problem: signed.problem }),
      };
    }
    lines.push(signed.document);
    signer ??= signed.signer;
  }
  const document = new Uint8Array(Buffer.concat(lines));
  return { ...told, notes, document, exitCode: worstCode(codes), ...(signer === undefined ? {} : { signer }) };
}

function worstCode(codes: readonly (0 | 1 | 3)[]): 0 | 1 | 3 {
  if (codes.includes(1)) return 1;
  return codes.includes(3) ? 3 : 0;
}
