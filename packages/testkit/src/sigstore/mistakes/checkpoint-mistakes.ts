import type { CheckpointPlan, NoteSignature } from '../checkpoint.js';
import { spkiSha256 } from '../minted-key.js';
import { strangerKey } from '../strangers.js';
import { eachCheckpoint, eachEntry, editProof, flipped } from './edits.js';
import { mistakes } from './mistake.js';

/** What can be wrong with a log's checkpoint. Where the text is changed, the log's own key signed the changed one. */
export const checkpointMistakes = mistakes({
  'checkpoint-missing': {
    about: 'The inclusion proof has no checkpoint.',
    ...eachEntry((plan) => ({ ...plan, checkpoint: null })),
  },
  'checkpoint-by-another-key': {
    about: "Another key signed the checkpoint, under the log's name and key id.",
    ...signed((signature) => ({ ...signature, key: strangerKey(signature.key.kind) })),
  },
  'checkpoint-by-unknown-key': {
    about: "Another key signed the checkpoint, under the log's name and its own key id.",
    ...signed((signature) => ({
      ...signature,
      key: strangerKey(signature.key.kind),
      keyId: spkiSha256(strangerKey(signature.key.kind)).subarray(0, 4),
    })),
  },
  'checkpoint-of-other-origin': {
    about: 'The first line names another log.',
    ...text(() => ({ origin: 'rekor.evil.example - 1' })),
  },
  'checkpoint-with-other-name': {
    about: 'The signature line has the right key id and the name of another log.',
    ...signed((signature) => ({ ...signature, name: 'rekor.evil.example' })),
  },
  'checkpoint-name-is-substring': {
    about: "The signature line has the right key id and a part of the log's name.",
    ...signed((signature) => ({ ...signature, name: signature.name.slice(1, 4) })),
  },
  'checkpoint-name-is-dot': {
    about: 'The signature line has the right key id and a single dot for a name.',
    ...signed((signature) => ({ ...signature, name: '.' })),
  },
  'checkpoint-name-is-pattern': {
    about: "The signature line has the right key id and, for a name, a pattern that matches the log's.",
    ...signed((signature) => ({ ...signature, name: '.*' })),
  },
  'checkpoint-with-wrong-key-id': {
    about: "The log's own signature stands under its name and another key id.",
    ...signed((signature) => ({ ...signature, keyId: flipped(signature.keyId) })),
  },
  'checkpoint-without-separator': {
    about: 'No blank line stands between text and signatures.',
    ...text(() => ({ separator: '' })),
  },
  'checkpoint-without-signature': {
    about: 'The checkpoint has no signature line.',
    ...text(() => ({ signatures: [] })),
  },
  'checkpoint-signature-of-another': {
    about: 'The signature is over an earlier checkpoint of the log.',
    ...signed((signature) => ({ ...signature, over: `${signature.name}\n1\nAAAA\n` })),
  },
  'checkpoint-without-size': {
    about: 'The line with the size is empty.',
    ...text(() => ({ size: '' })),
  },
  'checkpoint-size-no-number': {
    about: 'The size is no number.',
    ...text(() => ({ size: 'seven' })),
  },
  'checkpoint-size-hexadecimal': {
    about: 'The size is written in hexadecimal.',
    ...text(({ size }) => ({ size: `0x${Number(size).toString(16)}` })),
  },
  'checkpoint-size-padded': {
    about: 'The size has leading zeros.',
    ...text(({ size }) => ({ size: `00${size}` })),
  },
  'checkpoint-of-other-size': {
    about: 'The checkpoint is of a bigger tree than the inclusion proof says.',
    ...text(({ size }) => ({ size: String(Number(size) + 1) })),
  },
  'checkpoint-of-other-root': {
    about: 'The checkpoint has another root hash than the inclusion proof leads to.',
    ...text(({ root }) => ({ root: root === null ? null : flipped(root) })),
  },
  'checkpoint-without-root': {
    about: 'The line with the root hash is missing.',
    ...text(() => ({ root: null })),
  },
  'checkpoint-text-changed': {
    about: 'A line was added to the checkpoint after it was signed.',
    ...editProof((proof) => ({
      ...proof,
      checkpoint: { envelope: (proof.checkpoint?.envelope ?? '').replace('\n\n', '\nevil\n\n') },
    })),
  },
});

function text(change: (plan: CheckpointPlan) => Partial<CheckpointPlan>): ReturnType<typeof eachCheckpoint> {
  return eachCheckpoint((plan) => ({ ...plan, ...change(plan) }));
}

function signed(change: (signature: NoteSignature) => NoteSignature): ReturnType<typeof eachCheckpoint> {
  return eachCheckpoint((plan) => ({ ...plan, signatures: plan.signatures.map(change) }));
}
