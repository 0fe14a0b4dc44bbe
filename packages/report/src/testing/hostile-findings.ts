/** Reports in which everything that others can choose is hostile. */

import type { RenderInput } from '../render-input.js';
import { missingPin, otherBytes, sample, timeout, usedWaiver, type Fault } from './report-builder.js';

/** A report in which every text that others can choose is one of `texts`: all kinds of decisions, places, gaps and warnings. */
export function hostileReport(texts: readonly string[]): RenderInput {
  const text = (i: number) => texts[i % texts.length] ?? '';
  const packages = texts.slice(0, 30).map((name, i) => ({
    name,
    version: text(i + 1),
    lockfile: text(i + 2),
    faults: [hostileFault(i, text)],
    subject: { id: `${String(i)}${text(i + 5)}`, purl: text(i + 6) },
    occurrence: { path: text(i + 7), lockfile: text(i + 2) },
  }));
  return sample(packages, {
    reason: text(0),
    exitCode: 3,
    gaps: [
      { lockfile: text(0), code: text(1), detail: text(2) },
      { lockfile: text(3), line: 3, code: text(4), detail: text(5), doubt: true },
    ],
    warnings: [text(3)],
    notLookedAt: [text(4)],
    waivers: [{ ...usedWaiver, purl: text(5), owner: text(6), reason: text(7), check: text(8), expires: text(9) }],
    lockfiles: [
      {
        path: text(1),
        ecosystem: 'npm',
        format: text(2),
        digest: { alg: 'sha256', value: 'a'.repeat(64), covers: 'document' },
      },
    ],
    at: text(3),
    tool: { name: 'assay', version: text(4) },
  });
}

const faults = [otherBytes('x'), missingPin('x'), timeout(), timeout('signature')] as const;
const decisions = ['fail', 'unverified', 'warn', 'waived'] as const;

function hostileFault(i: number, text: (index: number) => string): Fault {
  const fault = faults[i % 4] ?? faults[0];
  return {
    ...fault,
    detail: text(i + 3),
    code: i % 3 === 0 ? text(i + 4) : fault.code,
    check: i % 5 === 0 ? text(i + 5) : fault.check,
    decision: decisions[i % 4] ?? 'fail',
    file: text(i + 6),
    waiver: 0,
  };
}
