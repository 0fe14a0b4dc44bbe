import { canonicalJson } from '@assay/model';
import { base64, type InclusionProofJson, type LogEntryJson } from './bundle-json.js';
import { writeCheckpoint, type CheckpointPlan } from './checkpoint.js';
import { entryBody, entryVersion, type EntryFacts } from './entry-body.js';
import { proveInclusion, type InclusionProof } from './merkle-tree.js';
import type { MintedKey } from './minted-key.js';
import type { LogPlan } from './transparency-log.js';

/** One log entry to be made. Mistakes change these. */
export interface EntryPlan {
  readonly facts: EntryFacts;
  readonly log: LogPlan;
  /** Seconds since 1970; null, as in Rekor v2, leaves it out. */
  readonly integratedTime: number | null;
  /** Index in the whole log: Rekor v1's trees are shards, so it differs from the one in the tree. */
  readonly logIndex: number;
  /** The signed entry timestamp; null leaves it out. */
  readonly promise: PromisePlan | null;
  /** The body itself, where it is not what the facts make it. */
  readonly body?: Uint8Array;
  /** What the entry says it is, where it is not what the facts make it. */
  readonly kindVersion?: { readonly kind: string; readonly version: string };
  /** The tree that has the entry; null leaves the inclusion proof out. */
  readonly tree: TreePlan | null;
  /** Changes the log's checkpoint; null leaves it out. */
  readonly checkpoint: ((plan: CheckpointPlan) => CheckpointPlan) | null;
}

/** What a signed entry timestamp is signed by and says. */
export interface PromisePlan {
  readonly key: MintedKey;
  /** Differs from the entry's only by mistake. */
  readonly integratedTime: number;
}

/** A tree's size, and the entry's place in it. */
export interface TreePlan {
  readonly size: number;
  readonly index: number;
}

/** Makes the entry. */
export function mintEntry(plan: EntryPlan): LogEntryJson {
  const { facts, log, integratedTime, logIndex, promise, tree } = plan;
  const { body = entryBody(facts), kindVersion = { kind: facts.kind, version: entryVersion(facts) } } = plan;
  return {
    logIndex: String(logIndex),
    logId: { keyId: base64(log.logId) },
    kindVersion,
    ...(integratedTime === null ? {} : { integratedTime: String(integratedTime) }),
    ...(promise === null
      ? {}
      : { inclusionPromise: { signedEntryTimestamp: base64(signPromise(plan, promise, body)) } }),
    ...(tree === null ? {} : { inclusionProof: proofJson(plan, tree, body) }),
    canonicalizedBody: base64(body),
  };
}

/** The signed entry timestamp covers body, time, log and index in canonical JSON (Rekor, `VerificationPayload`). */
function signPromise({ log, logIndex }: EntryPlan, promise: PromisePlan, body: Uint8Array): Uint8Array {
  const logID = Buffer.from(log.logId).toString('hex');
  const payload = { body: base64(body), integratedTime: promise.integratedTime, logID, logIndex };
  return promise.key.sign(Buffer.from(canonicalJson(payload)));
}

function proofJson(plan: EntryPlan, tree: TreePlan, body: Uint8Array): InclusionProofJson {
  const proof = proveInclusion(body, tree.index, tree.size);
  const { checkpoint } = plan;
  return {
    logIndex: String(tree.index),
    rootHash: base64(proof.root),
    treeSize: String(tree.size),
    hashes: proof.hashes.map(base64),
    ...(checkpoint === null
      ? {}
      : { checkpoint: { envelope: writeCheckpoint(checkpoint(checkpointPlan(plan.log, tree, proof))) } }),
  };
}

function checkpointPlan(
  { origin, name, keyId, key }: LogPlan,
  { size }: TreePlan,
  { root }: InclusionProof,
): CheckpointPlan {
  return { origin, size: String(size), root, rest: [], separator: '\n', signatures: [{ name, keyId, key }] };
}
