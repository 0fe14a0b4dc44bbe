import type { EntryPlan, PromisePlan } from '../log-entry.js';
import { strangerKey } from '../strangers.js';
import { eachEntry, editEntry, editProof, flippedBase64 } from './edits.js';
import { mistakes } from './mistake.js';

const day = 24 * 60 * 60;

/** What can be wrong with what proves that the log has the entry, and when. */
export const inclusionMistakes = mistakes({
  'set-missing': {
    about: 'The entry states a time, and no signed entry timestamp vouches for it (CVE-2026-48816).',
    ...eachEntry((plan) => ({ ...plan, promise: null })),
  },
  'set-missing-in-0.1': {
    about: 'A bundle of version 0.1 has neither a signed entry timestamp nor an inclusion proof.',
    needs: { bundle: '0.1', inclusion: 'promise' },
    ...eachEntry((plan) => ({ ...plan, promise: null })),
  },
  'set-by-another-key': {
    about: 'Another key signed the entry timestamp.',
    ...eachEntry((plan) => promised(plan, { key: strangerKey() })),
  },
  'set-over-another-time': {
    about: 'The signed entry timestamp is over another time than the entry states.',
    ...eachEntry((plan) => promised(plan, { integratedTime: later(plan, 1) })),
  },
  'integrated-time-changed': {
    about: 'The time of the entry was changed after the log signed it.',
    ...editEntry((entry) => ({ ...entry, integratedTime: String(Number(entry.integratedTime) + 1) })),
  },
  'integrated-time-missing': {
    about: 'The entry has a signed entry timestamp and states no time.',
    ...editEntry(({ integratedTime: _time, ...entry }) => entry),
  },
  'integrated-time-before-certificate': {
    about: 'The log has the entry from a day before the certificate was valid.',
    ...eachEntry((plan) => at(plan, later(plan, -day))),
  },
  'integrated-time-after-certificate': {
    about: 'The log has the entry from a day after the certificate was valid.',
    ...eachEntry((plan) => at(plan, later(plan, day))),
  },
  'integrated-time-in-rekor-v2': {
    about: 'An entry in Rekor v2 states a time, which nobody vouches for, and there is no timestamp.',
    needs: { log: 'v2', timestamps: 0 },
    entries: (plans, context) =>
      plans.map((plan) => ({ ...plan, integratedTime: Math.floor(context.at.getTime() / 1000) + 2 })),
  },
  'log-index-changed': {
    about: 'The index of the entry in the log was changed after the log signed it.',
    ...editEntry((entry) => ({ ...entry, logIndex: String(Number(entry.logIndex) + 1) })),
  },
  'log-index-negative': {
    about: 'The index of the entry in the log is negative.',
    ...editEntry((entry) => ({ ...entry, logIndex: '-1' })),
  },
  'proof-missing': {
    about: 'The entry has no inclusion proof, which this version of the bundle asks for.',
    ...eachEntry((plan) => ({ ...plan, tree: null })),
  },
  'proof-hash-flipped': {
    about: 'One bit of a hash of the inclusion proof is turned over.',
    ...editProof((proof) => ({ ...proof, hashes: proof.hashes.with(0, flippedBase64(proof.hashes[0] ?? '')) })),
  },
  'proof-hash-missing': {
    about: 'The last hash of the inclusion proof is missing.',
    ...editProof((proof) => ({ ...proof, hashes: proof.hashes.slice(0, -1) })),
  },
  'proof-hash-extra': {
    about: 'The inclusion proof has a hash too many.',
    ...editProof((proof) => ({ ...proof, hashes: [...proof.hashes, proof.rootHash] })),
  },
  'proof-index-wrong': {
    about: 'The inclusion proof is for another place in the tree.',
    ...editProof((proof) => ({ ...proof, logIndex: String(Number(proof.logIndex) - 1) })),
  },
  'proof-index-beyond-tree': {
    about: 'The inclusion proof is for a place outside the tree.',
    ...editProof((proof) => ({ ...proof, logIndex: proof.treeSize })),
  },
  'proof-index-no-number': {
    about: 'The index of the inclusion proof is no number.',
    ...editProof((proof) => ({ ...proof, logIndex: 'four' })),
  },
  'proof-tree-size-wrong': {
    about: 'The inclusion proof states another tree size than the checkpoint.',
    ...editProof((proof) => ({ ...proof, treeSize: String(Number(proof.treeSize) + 1) })),
  },
  'proof-root-differs': {
    about: 'The inclusion proof states another root hash than the checkpoint.',
    ...editProof((proof) => ({ ...proof, rootHash: flippedBase64(proof.rootHash) })),
  },
});

function later({ integratedTime }: EntryPlan, seconds: number): number {
  if (integratedTime === null) throw new Error('this mistake needs an entry that states a time');
  return integratedTime + seconds;
}

function at(plan: EntryPlan, integratedTime: number): EntryPlan {
  return { ...promised(plan, { integratedTime }), integratedTime };
}

function promised(plan: EntryPlan, change: Partial<PromisePlan>): EntryPlan {
  if (plan.promise === null) throw new Error('this mistake needs a signed entry timestamp');
  return { ...plan, promise: { ...plan.promise, ...change } };
}
