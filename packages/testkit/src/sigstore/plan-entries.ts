import { noteKeyHash, type CheckpointPlan, type NoteSignature } from './checkpoint.js';
import type { EntryKind } from './entry-body.js';
import type { EntryPlan } from './log-entry.js';
import { keyNamed } from './minted-key.js';
import type { SigningOptions } from './signing-options.js';
import type { Signing } from './signing.js';

/** Entries in front of Rekor v1's shard: global indexes differ from those in the tree. */
const earlierEntries = 4_163_431;

/** The log entries that the options ask for, without mistakes. */
export function planEntries(signing: Signing, signature: Uint8Array): readonly EntryPlan[] {
  return logsOf(signing.options).map((log) => planEntry(signing, signature, log));
}

/** The logs that are asked for. */
export function logsOf({ log = 'v1' }: SigningOptions): readonly ('v1' | 'v2')[] {
  if (log === 'none') return [];
  return typeof log === 'string' ? [log] : log;
}

function planEntry(signing: Signing, signature: Uint8Array, log: 'v1' | 'v2'): EntryPlan {
  const { options, world, content, certificate, key } = signing;
  const { tree = { size: 7, index: 4 }, inclusion = 'both' } = options;
  const integratedTime = Math.floor(signing.context.at.getTime() / 1000) + 2;
  const verifier = certificate === null ? { key } : { key, certificate };
  const kind = options.entryKind ?? usualKind(content.as, log);
  if (log === 'v2') {
    const facts = { kind, form: 2, content, signature, verifier } as const;
    const checkpoint = (plan: CheckpointPlan) => cosigned(plan, options.cosignatures ?? 0, integratedTime);
    return { facts, log: world.rekorV2, integratedTime: null, logIndex: tree.index, promise: null, tree, checkpoint };
  }
  return {
    facts: { kind, form: 1, content, signature, verifier },
    log: world.rekorV1,
    integratedTime,
    logIndex: tree.index + earlierEntries,
    promise: inclusion === 'proof' ? null : { key: world.rekorV1.key, integratedTime },
    tree: inclusion === 'promise' ? null : tree,
    checkpoint: (plan) => plan,
  };
}

function usualKind(as: 'message' | 'dsse', log: 'v1' | 'v2'): EntryKind {
  return as === 'dsse' && log === 'v1' ? 'dsse' : 'hashedrekord';
}

function cosigned(plan: CheckpointPlan, count: number, seconds: number): CheckpointPlan {
  const witnesses = Array.from({ length: count }, (_, index) => witness(index + 1, seconds));
  return { ...plan, signatures: [...plan.signatures, ...witnesses] };
}

function witness(number: number, seconds: number): NoteSignature {
  const name = `witness.example/w${String(number)}`;
  const key = keyNamed(name, 'ed25519');
  const keyId = noteKeyHash(name, key, 'cosignature').subarray(0, 4);
  return { name, keyId, key, cosignedAt: new Date(seconds * 1000) };
}
