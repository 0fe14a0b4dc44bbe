import { hash } from 'node:crypto';
import { messageContent, dsseContent, type ContentPlan } from '../content.js';
import { entryBody } from '../entry-body.js';
import type { EntryPlan } from '../log-entry.js';
import { mintKey, spkiSha256 } from '../minted-key.js';
import { strangerKey, strangerLog } from '../strangers.js';
import type { ValidFor } from '../valid-for.js';
import type { World } from '../world.js';
import { eachEntry, eachFact, editEntry, minutesAfter } from './edits.js';
import { mistakes } from './mistake.js';

const day = 24 * 60;
const v2 = { log: 'v2' } as const;
const other = Buffer.from('another artefact\n');

/** What can be wrong with what a log entry says, and with the log itself. */
export const entryMistakes = mistakes({
  'entry-missing': {
    about: 'There is no log entry, and no timestamp instead of it.',
    entries: () => [],
  },
  'entry-of-another-artifact': {
    about: 'The log entry, right in everything else, states the digest of another artefact.',
    ...eachFact(({ content }) => ({ content: aboutOther(content) })),
  },
  'entry-with-another-signature': {
    about: 'The log entry has another valid signature by the same key over the same bytes.',
    ...eachFact(({ content }) => ({ signature: content.key.sign(content.toSign, content.hash) })),
  },
  'entry-with-another-certificate': {
    about: 'The log entry has another certificate of the same identity.',
    entries: (plans, { certificateFor }) => {
      const key = mintKey();
      const verifier = { key, certificate: certificateFor(key) };
      return plans.map((plan) => ({ ...plan, facts: { ...plan.facts, verifier } }));
    },
  },
  'entry-with-another-key': {
    about: "The log entry has a bare key, which is not the signer's.",
    ...eachFact(() => ({ verifier: { key: strangerKey() } })),
  },
  'entry-of-another-signing': {
    about: 'The log entry is a right one, of another signer and another artefact (CVE-2022-23649).',
    ...eachFact(() => {
      const key = strangerKey();
      const content = messageContent(other, key, 'sha256');
      return { kind: 'hashedrekord', content, signature: key.sign(other), verifier: { key } };
    }),
  },
  'entry-kind-disagrees': {
    about: 'The entry says that it is of another kind than its body.',
    ...eachEntry((plan) => ({
      ...plan,
      kindVersion: { kind: plan.facts.kind === 'dsse' ? 'intoto' : 'dsse', version: '0.0.1' },
    })),
  },
  'entry-of-unknown-version': {
    about: 'Entry and body say that they are of a version that nobody knows.',
    ...eachEntry((plan) => ({
      ...plan,
      kindVersion: { kind: plan.facts.kind, version: '0.0.9' },
      body: rewritten(plan, (text) => text.replace(/"apiVersion":"[0-9.]+"/, '"apiVersion":"0.0.9"')),
    })),
  },
  'entry-body-not-json': {
    about: 'The body of the entry is no JSON.',
    ...eachEntry((plan) => ({ ...plan, body: rewritten(plan, (text) => text.slice(0, -1)) })),
  },
  'entry-body-with-duplicate-keys': {
    about: 'The body of the entry has the member `spec` twice: another one first, the right one last.',
    ...eachEntry((plan) => ({
      ...plan,
      body: rewritten(plan, (text) => text.replace('"spec":', '"spec":{},"spec":')),
    })),
  },
  'entry-body-changed': {
    about: 'The body of the entry was changed after it was logged.',
    ...editEntry((entry) => ({ ...entry, canonicalizedBody: spaced(entry.canonicalizedBody) })),
  },
  'entry-twice': {
    about: 'The same log entry is there twice.',
    entries: (plans) => plans.flatMap((plan) => [plan, plan]),
  },
  'two-entries-of-one-log': {
    about: 'One log has the signature twice, at two places (CVE-2026-49834).',
    entries: (plans) => plans.flatMap((plan) => [plan, again(plan)]),
  },
  'two-kinds-of-entry-in-one-log': {
    about: 'One log has the signature twice, as entries of two kinds: still one witness (CVE-2026-49834).',
    needs: { as: 'dsse' },
    entries: (plans) => plans.flatMap((plan) => [plan, { ...again(plan), facts: { ...plan.facts, kind: 'intoto' } }]),
  },
  'log-unknown': {
    about: 'The log that has the entry is not in the trusted root.',
    ...eachEntry((plan) => {
      const log = strangerLog(plan.log);
      return { ...plan, log, promise: plan.promise === null ? null : { ...plan.promise, key: log.key } };
    }),
  },
  'log-id-changed': {
    about: 'The entry names another log than the one that has it.',
    ...editEntry((entry) => ({
      ...entry,
      logId: { keyId: Buffer.from(spkiSha256(strangerKey())).toString('base64') },
    })),
  },
  'log-key-ended': {
    about: "The log's key had ended a day before the entry.",
    world: ended,
  },
  'log-key-not-started': {
    about: "The log's key counts from a day after the entry.",
    world: notStarted,
  },
  'log-key-without-start': {
    about: "The trusted root does not say since when the log's key counts.",
    world: (world) => logsValidFor(world, {}),
  },
  'v2-log-key-ended': { about: 'Rekor v2: the key had ended a day before the timestamp.', needs: v2, world: ended },
  'v2-log-key-not-started': {
    about: 'Rekor v2: the key counts from a day after the timestamp.',
    needs: v2,
    world: notStarted,
  },
});

function aboutOther(content: ContentPlan): ContentPlan {
  if (content.as === 'message') return { ...content, digest: hash(content.hash, other, 'buffer') };
  const { payload, digest } = dsseContent(other, content.payloadType, content.key);
  return { ...content, payload, digest };
}

function rewritten({ facts }: EntryPlan, change: (text: string) => string): Uint8Array {
  return Buffer.from(change(Buffer.from(entryBody(facts)).toString()));
}

/** The same JSON with a space at its end. */
function spaced(body: string): string {
  return Buffer.concat([Buffer.from(body, 'base64'), Buffer.from(' ')]).toString('base64');
}

/** The same facts at the next place, a second later. */
function again(plan: EntryPlan): EntryPlan {
  const { tree, logIndex, integratedTime, promise } = plan;
  const moved = { ...plan, logIndex: logIndex + 1, tree: nextPlace(tree) };
  if (integratedTime === null || promise === null) return moved;
  return { ...moved, integratedTime: integratedTime + 1, promise: { ...promise, integratedTime: integratedTime + 1 } };
}

function nextPlace(tree: EntryPlan['tree']): EntryPlan['tree'] {
  return tree === null ? null : { ...tree, index: (tree.index + 1) % tree.size };
}

function ended(world: World, at: Date): World {
  return logsValidFor(world, { start: '2022-01-01T00:00:00Z', end: minutesAfter(at, -day).toISOString() });
}

function notStarted(world: World, at: Date): World {
  return logsValidFor(world, { start: minutesAfter(at, day).toISOString() });
}

function logsValidFor(world: World, validFor: ValidFor): World {
  return { ...world, rekorV1: { ...world.rekorV1, validFor }, rekorV2: { ...world.rekorV2, validFor } };
}
