/** `createVerifier`: the composition root. Paths in, report out. */

import {
  createRecorder,
  openEvidenceFile,
  readProject,
  shareRequests,
  type EvidenceHeader,
  type LockfileOnDisk,
} from '@assay/acquire';
import { ecosystems } from '@assay/ecosystems';
import { run } from '@assay/engine';
import {
  AssayError,
  type Depth,
  type EvidenceSource,
  type Gap,
  type Inventory,
  type RegistryTable,
  type SubjectFacts,
  type TrustDocument,
} from '@assay/model';
import { readTrust } from '@assay/signature';
import { checkOptions, checkPaths } from './check-options.js';
import { choosePolicy } from './choose-policy.js';
import { hardenedCodes } from './hardened-codes.js';
import { loadPolicy, type LoadedPolicy } from './load-policy.js';
import type { VerifierOptions, VerifyResult } from './options.js';
import { joinInventory, parseLockfiles, readInventory, readMemberManifests } from './read-inventory.js';
import { openSession, type Session } from './session.js';
import { readGaps, writeGaps } from './recorded-gaps.js';
import {
  readRecordedLockfiles,
  writeArchives,
  writeManifests,
  writeMembers,
  writeSettings,
} from './recorded-lockfiles.js';
import { readTrustedDocuments, writeTrustDocuments } from './recorded-trust.js';
import { refuseCredentials } from './refuse-credentials.js';
import { readTime } from './read-time.js';
import { version } from './version.js';

/** Verifies what lockfiles lock. */
export interface Verifier {
  /**
   * Verifies every package of the lockfiles under `paths` (lockfiles, or folders that hold some; default: the current folder).
   * Throws AssayError for usage and configuration errors; everything about packages is in the report.
   */
  verify(paths?: readonly string[]): Promise<VerifyResult>;
}

/** A verifier with these options. Nothing happens before `verify`. */
export function createVerifier(options: VerifierOptions = {}): Verifier {
  checkOptions(options);
  return {
    verify: async (paths = ['.']) => {
      checkPaths(paths);
      if (options.replay !== undefined) return replay(options, options.replay);
      if (options.offline !== undefined) return verifyOffline(options, options.offline, paths);
      return verifyLive(options, paths);
    },
  };
}

const tool = { name: 'assay', version };

/** Everything about a run but who answers its questions. */
interface Plan {
  readonly inventory: Inventory;
  /** Those of the inventory's gaps that no lockfile tells: what lies beside them in the checkout. A replay needs them. */
  readonly outerGaps: readonly Gap[];
  readonly policy: LoadedPolicy;
  /** What signatures are judged by; empty until it has been read. */
  readonly trust: readonly TrustDocument[];
  readonly depth: Depth;
  readonly at: string;
  readonly warnings: readonly string[];
  /** Said where no lockfile was found. */
  readonly noLockfile?: string;
}

async function verifyLive(options: VerifierOptions, paths: readonly string[]): Promise<VerifyResult> {
  if (options.source !== undefined && options.record !== undefined) {
    throw new AssayError('ERR_USAGE', 'a source of your own cannot be recorded', { hint: 'Leave out `record`.' });
  }
  const { plan: bare, lockfiles, notes: planNotes } = await planRun(options, paths);
  if (options.record !== undefined) refuseCredentials({ ...bare, lockfiles, policy: bare.policy.source });
  const session = await openSession(options, sessionPlan(bare));
  const plan = withSession(bare, session);
  const notes = [...planNotes, ...session.notes];
  try {
    const judged =
      options.record === undefined
        ? await runPlan(options, plan, session.registries, options.source ?? session.source)
        : await recordRun({ options, plan, lockfiles, session, file: options.record });
    return { ...resultOf(plan, judged, notes), ...settledBy(options) };
  } finally {
    notes.push(...(await session.close()));
  }
}

function settledBy({ unprotected }: VerifierOptions): Pick<VerifyResult, 'settledBy'> {
  return unprotected === true ? { settledBy: 'checkout' } : {};
}

function sessionPlan({ inventory, policy, at }: Plan) {
  return { inventory, policy: policy.policy, at };
}

function withSession(plan: Plan, { doubts, trust }: Session): Plan {
  const { inventory, outerGaps } = plan;
  const all = { ...inventory, gaps: [...inventory.gaps, ...doubts] };
  return { ...plan, inventory: all, outerGaps: [...outerGaps, ...doubts], trust };
}

async function planRun(options: VerifierOptions, paths: readonly string[]) {
  const at = readTime(options.at);
  const { folder, subfolders } = options;
  const place = { ...(folder === undefined ? {} : { folder }), ...(subfolders === undefined ? {} : { subfolders }) };
  const { lockfiles, gaps, excluded } = await readProject(paths, ecosystems, place);
  const { policy, warnings, notes } = await choosePolicy(options, lockfiles);
  const parsed = await readMemberManifests(parseLockfiles(lockfiles), options.folder);
  const leftOut = excludedText(excluded);
  const trusting = 'Run with --unprotected: the checkout’s own registry settings were trusted.';
  const plan: Plan = {
    inventory: joinInventory(parsed, gaps),
    outerGaps: gaps,
    policy,
    trust: [],
    depth: options.depth ?? 'artifacts',
    at,
    warnings: [...(options.unprotected === true ? [trusting] : []), ...leftOut, ...warnings],
    noLockfile: noLockfileReason(paths, gaps, subfolders !== undefined),
  };
  return { plan, lockfiles: parsed.map(({ lockfile }) => lockfile), notes };
}

const mostNamed = 5;

/** What the user left out stands in every report: somebody else reads it. */
function excludedText(excluded: readonly string[]): readonly string[] {
  if (excluded.length === 0) return [];
  const more = excluded.length > mostNamed ? `, and ${String(excluded.length - mostNamed)} more` : '';
  return [`Left out by \`exclude\`, and not looked at: ${excluded.slice(0, mostNamed).join(', ')}${more}.`];
}

/** The most likely first run in a repository with subfolders: what was looked for, and where. */
function noLockfileReason(paths: readonly string[], gaps: readonly Gap[], searched: boolean): string {
  const [unread] = gaps;
  const names = ecosystems.flatMap(({ lockfileNames }) => lockfileNames).join(', ');
  const found = unread === undefined ? '' : ` ${unread.lockfile} is there: ${unread.detail}`;
  const below = searched
    ? 'also in subfolders, but for links, installed packages and hidden ones other than .github'
    : 'subfolders are not searched, name them';
  return `There was nothing to verify: no lockfile in ${paths.join(', ')} (looked for ${names}; ${below}).${found}`;
}

async function runPlan(
  options: VerifierOptions,
  plan: Plan,
  registries: RegistryTable,
  source: EvidenceSource,
): Promise<Judged> {
  const facts = new Map<string, SubjectFacts>();
  const { trust, problems } = readTrust(plan.trust, plan.at);
  const unusable = problems.map(({ name, detail }) => `The trust document ${name} was not used: ${detail}`);
  const report = await run({
    inventory: plan.inventory,
    policy: plan.policy.policy,
    policyDigest: plan.policy.policyDigest,
    registries,
    depth: plan.depth,
    at: plan.at,
    trust,
    warnings: [...plan.warnings, ...unusable],
    ...(plan.noLockfile === undefined ? {} : { noLockfile: plan.noLockfile }),
    source: shareRequests(source),
    tool,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
    ...(options.onSubject === undefined ? {} : { onSubject: options.onSubject }),
    ...(options.facts === true ? { onFacts: (known: SubjectFacts) => void facts.set(known.subject, known) } : {}),
  });
  return options.facts === true ? { report, facts } : { report };
}

/** A run's report, and what else it learned where that was asked for. */
type Judged = Pick<VerifyResult, 'report' | 'facts'>;

interface Recording {
  readonly options: VerifierOptions;
  readonly plan: Plan;
  readonly lockfiles: readonly LockfileOnDisk[];
  readonly session: Session;
  readonly file: string;
}

async function recordRun({ options, plan, lockfiles, session, file }: Recording): Promise<Judged> {
  const { source, registries } = session;
  const { depth, at, policy, warnings } = plan;
  const header = {
    tool,
    at,
    depth,
    policy: policy.source,
    registries: withoutKeys(registries),
    options: {
      warnings,
      gaps: writeGaps(plan.outerGaps),
      manifests: writeManifests(lockfiles),
      ...writeSettings(lockfiles),
      ...writeMembers(lockfiles),
      ...writeArchives(lockfiles),
      trust: writeTrustDocuments(plan.trust),
    },
  };
  const recorder = await createRecorder({ source, file, header, lockfiles });
  try {
    const judged = await runPlan(options, plan, registries, recorder);
    await recorder.finish();
    return judged;
  } finally {
    await recorder.abort();
  }
}

/** Keys that the policy states for a registry are trust documents by now, and recorded as such. */
function withoutKeys({ registries }: RegistryTable): RegistryTable {
  return { registries: registries.map(({ keys: _keys, ...registry }) => registry) };
}

/** Judges now: the lockfiles on disk, today's policy and time, answers from the file. */
async function verifyOffline(options: VerifierOptions, file: string, paths: readonly string[]): Promise<VerifyResult> {
  const evidence = await openEvidenceFile(file);
  try {
    const offline = `Judged from ${file}, recorded at ${evidence.header.at}: no registry was asked.`;
    const result = await judgeEvidence(options, evidence.source, paths);
    return { ...result, recordedAt: evidence.header.at, notes: [offline, ...result.notes] };
  } finally {
    await evidence.close();
  }
}

async function judgeEvidence(
  options: VerifierOptions,
  source: EvidenceSource,
  paths: readonly string[],
): Promise<VerifyResult> {
  const { plan: bare, notes } = await planRun(options, paths);
  const session = await openSession({ ...options, store: null }, sessionPlan(bare));
  const plan = withSession(bare, session);
  try {
    const judged = await runPlan(options, plan, session.registries, source);
    return { ...resultOf(plan, judged, [...notes, ...session.notes]), ...settledBy(options) };
  } finally {
    await session.close();
  }
}

function resultOf({ inventory, policy }: Plan, judged: Judged, notes: readonly string[]): VerifyResult {
  const { acceptGaps, sbom, licensePackages } = policy.policy;
  const doubts = inventory.gaps.filter(({ code, doubt }) => doubt === true && !acceptGaps.includes(code));
  return { ...judged, inventory, notes, hardened: hardenedCodes(policy), declared: sbom, licensePackages, doubts };
}

/** Repeats then: the file's lockfiles, policy, registries, depth and time. */
async function replay(options: VerifierOptions, file: string): Promise<VerifyResult> {
  const evidence = await openEvidenceFile(file);
  try {
    const { header } = evidence;
    const outerGaps = readGaps(header.options['gaps']);
    const inventory = readInventory(readRecordedLockfiles(evidence), outerGaps);
    const plan: Plan = {
      inventory,
      outerGaps,
      policy: await loadPolicy(header.policy ?? undefined),
      trust: readTrustedDocuments(header.options['trust']),
      depth: header.depth,
      at: header.at,
      warnings: recordedWarnings(header),
    };
    const judged = await runPlan(options, plan, header.registries, evidence.source);
    return { ...resultOf(plan, judged, [replayNote(file)]), recordedAt: header.at, settledBy: 'recording' };
  } finally {
    await evidence.close();
  }
}

/** A replay shows what was judged then; whoever made the file chose policy and registries. */
function replayNote(file: string): string {
  return `Replayed from ${file}: lockfiles, policy, registries, trusted roots and time are the recording’s, not yours; --offline judges by yours.`;
}

function recordedWarnings({ options }: EvidenceHeader): readonly string[] {
  const { warnings } = options;
  return Array.isArray(warnings) ? warnings.filter((text) => typeof text === 'string') : [];
}
