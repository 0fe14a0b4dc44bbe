import { spkiSha256 } from '../minted-key.js';
import type { SctPlan } from '../sct.js';
import { strangerKey } from '../strangers.js';
import type { Change } from '../change.js';
import { minutesAfter } from './edits.js';
import { mistakes } from './mistake.js';

const day = 24 * 60;

/** What can be wrong with the certificate log's promise, and with that log. */
export const sctMistakes = mistakes({
  'sct-missing': {
    about: 'The certificate has no signed certificate timestamps.',
    leaf: (leaf) => ({ ...leaf, scts: null }),
  },
  'sct-list-empty': {
    about: 'The list of signed certificate timestamps is empty.',
    leaf: (leaf) => ({ ...leaf, scts: [] }),
  },
  'sct-by-unknown-log': {
    about: 'A certificate log signed that the trusted root does not know.',
    ...eachSct((sct) => ({ ...sct, key: strangerKey(), logId: spkiSha256(strangerKey()) })),
  },
  'sct-by-another-key': {
    about: 'The SCT names a known log, but another key signed it.',
    ...eachSct((sct) => ({ ...sct, key: strangerKey() })),
  },
  'sct-over-another-certificate': {
    about: 'The SCT is about another certificate.',
    ...eachSct((sct) => ({ ...sct, about: (body) => ({ ...body, serial: Uint8Array.of(1) }) })),
  },
  'sct-twice': {
    about: 'The same log promised twice, and that is all.',
    leaf: (leaf) => ({ ...leaf, scts: (leaf.scts ?? []).flatMap((sct) => [sct, sct]) }),
  },
  'sct-time-changed': {
    about: "The SCT's time was changed after it was signed.",
    ...eachSct((sct) => ({ ...sct, stated: { timestamp: minutesAfter(sct.timestamp, 1) } })),
  },
  'sct-extensions-changed': {
    about: "The SCT's extensions were changed after it was signed.",
    ...eachSct((sct) => ({ ...sct, stated: { extensions: Buffer.from('evil') } })),
  },
  'ctlog-ended': {
    about: "The certificate log's key had ended a day before its promise.",
    world: (world, at) => {
      const validFor = { start: '2022-01-01T00:00:00Z', end: minutesAfter(at, -day).toISOString() };
      return { ...world, ctlog: { ...world.ctlog, validFor } };
    },
  },
  'ctlog-not-started': {
    about: "The certificate log's key counts from a day after its promise.",
    world: (world, at) => {
      const validFor = { start: minutesAfter(at, day).toISOString() };
      return { ...world, ctlog: { ...world.ctlog, validFor } };
    },
  },
  'ctlog-without-start': {
    about: "The trusted root does not say since when the certificate log's key counts.",
    world: (world) => ({ ...world, ctlog: { ...world.ctlog, validFor: {} } }),
  },
});

function eachSct(change: (plan: SctPlan) => SctPlan): Pick<Change, 'leaf'> {
  return {
    leaf: (leaf) => {
      if (leaf.scts === null) throw new Error('this mistake needs a certificate log');
      return { ...leaf, scts: leaf.scts.map(change) };
    },
  };
}
