/** Reports in which strangers chose every text. */

import type { RenderInput } from '../render-input.js';
import { missingPin, otherBytes, sample, timeout, usedWaiver, type Fault } from './report-builder.js';

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
