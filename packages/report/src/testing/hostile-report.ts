/** Reports in which strangers chose every text. */

import type { RenderInput } from '../render-input.js';
import {
  missingPin,
  otherBytes,
  sample,
  timeout,
  usedWaiver,
  type Fault,
  type SampleOptions,
  type SamplePackage,
} from './report-builder.js';

/** A report in which every text that others can choose is one of `texts`. */
export function hostileInput(texts: readonly string[]): RenderInput {
  const text = (i: number) => texts[i % texts.length] ?? '';
  const alg = { alg: 'sha256', value: 'a'.repeat(64), covers: 'artifact' } as const;
  const packages = texts.slice(0, 30).map((name, i) => ({
    name: `${name}${i % 2 === 0 ? '' : String(i)}`,
    version: text(i + 1),
    lockfile: text(i + 2),
    faults: [hostileFault(i, text)],
    subject: {
      id: `${String(i)}${text(i + 5)}`,
      purl: text(i + 6),
      source: { kind: 'git', url: text(i), commit: text(i + 1) } as const,
      files: [{ name: text(i + 2), url: text(i + 3), platform: text(i), pins: [alg], malformedPins: [text(i + 4)] }],
      bundles: [text(i)],
      conflictsWith: [text(i + 1)],
    },
    occurrence: { path: text(i + 7), parent: text(i + 8) },
  }));
  return sample(packages, {
    gaps: [
      { lockfile: text(0), code: text(1), detail: text(2) },
      { lockfile: text(3), code: text(4), detail: text(5), doubt: true },
    ],
    warnings: [text(3)],
    notLookedAt: [text(4)],
    waivers: [{ ...usedWaiver, purl: text(5), owner: text(6), reason: text(7), check: text(8), expires: text(9) }],
    lockfiles: [{ path: text(1), ecosystem: 'npm', format: text(2), digest: alg }],
    edges: [{ from: text(1), to: text(2) }],
    at: text(3),
    tool: { name: 'assay', version: text(4) },
  });
}

type TextAt = (index: number) => string;

const faults: readonly [Fault, Fault, Fault] = [otherBytes('x'), missingPin('x'), timeout()];

function hostileFault(i: number, text: TextAt): Fault {
  const fault = faults[i % 3] ?? faults[0];
  const code = i % 4 === 0 ? text(i + 4) : fault.code;
  return { ...fault, detail: text(i + 3), code, ...(i % 3 === 0 ? { file: text(i + 2), excerpt: text(i + 1) } : {}) };
}

/** Fills one place of a report that is harmless otherwise. */
const fillers = {
  'a name': (text) => hostileBut({ name: text }),
  'a version': (text) => hostileBut({ version: text }),
  'a lockfile of a package': (text) => hostileBut({ lockfile: text }),
  'a detail': (text) => hostileBut({ faults: [{ ...otherBytes('x'), detail: text }] }),
  'a detail of a warning': (text) => hostileBut({ faults: [{ ...missingPin('x'), decision: 'warn', detail: text }] }),
  'a code': (text) => hostileBut({ faults: [{ ...otherBytes('x'), code: text }] }),
  'a check': (text) => hostileBut({ faults: [{ ...otherBytes('x'), check: text, code: 'of-no-catalogue' }] }),
  'an excerpt': (text) => hostileBut({ faults: [{ ...otherBytes('x'), excerpt: `a\n${text}\n` }] }),
  'a file of a finding': (text) => hostileBut({ faults: [{ ...otherBytes('x'), file: text }] }),
  'a purl': (text) => hostileBut({ subject: { id: text, purl: text } }),
  'a source': (text) => hostileBut({ subject: { source: { kind: 'unsupported', reason: text } } }),
  'a registry': (text) => hostileBut({ subject: { source: { kind: 'registry', url: text } } }),
  'a path of a package': (text) => hostileBut({ occurrence: { path: text } }),
  'the path of a lockfile': (text) => hostileBut({}, { lockfiles: [{ ...lockfile, path: text }] }),
  'the format of a lockfile': (text) => hostileBut({}, { lockfiles: [{ ...lockfile, format: text }] }),
  'a gap': (text) => hostileBut({}, { gaps: [{ lockfile: text, code: text, detail: text }] }),
  'a gap that leaves doubt': (text) =>
    hostileBut({}, { gaps: [{ lockfile: text, line: 1, code: text, detail: text, doubt: true }] }),
  'a warning': (text) => hostileBut({}, { warnings: [text] }),
  'a note of what was not looked at': (text) => hostileBut({}, { notLookedAt: [text] }),
  'the reason of the verdict': (text) => hostileBut({}, { reason: text }),
  'the reason of a waiver': (text) => hostileBut({}, { waivers: [{ ...usedWaiver, reason: text }] }),
  'the owner of a waiver': (text) => hostileBut({}, { waivers: [{ ...usedWaiver, owner: text }] }),
  'the rest of a waiver': (text) =>
    hostileBut({}, { waivers: [{ ...usedWaiver, purl: text, check: text, expires: text }] }),
  'the tool': (text) => hostileBut({}, { tool: { name: 'assay', version: text }, at: text }),
} as const satisfies Record<string, (text: string) => RenderInput>;

const lockfile = {
  path: 'package-lock.json',
  ecosystem: 'npm',
  format: 'package-lock.json v3',
  digest: { alg: 'sha256', value: 'a'.repeat(64), covers: 'document' },
} as const;

/** Every place of a report that holds text of others. */
export const slots = Object.keys(fillers) as readonly (keyof typeof fillers)[];

/** A report with this text in one place. */
export function fillSlot(slot: keyof typeof fillers, text: string): RenderInput {
  return fillers[slot](text);
}

function hostileBut(item: Partial<SamplePackage>, options: SampleOptions = {}): RenderInput {
  return sample([{ name: 'left-pad', faults: [otherBytes('left-pad')], ...item }, { name: 'good' }], options);
}
