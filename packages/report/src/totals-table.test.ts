import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { missingPin, otherBytes, sample, timeout, usedWaiver, type Fault } from './testing/report-builder.js';
import { totalsTable, type TotalsRow } from './totals-table.js';

function sum({ outcomes, notRun }: TotalsRow): number {
  return Object.values(outcomes).reduce((a, b) => a + b, notRun);
}

const faults: readonly Fault[] = [missingPin('x'), otherBytes('x'), timeout(), timeout('source')];

describe('totalsTable', () => {
  it('counts every package once in every row', () => {
    fc.assert(
      fc.property(fc.array(fc.subarray([...faults]), { maxLength: 20 }), (cases) => {
        const { report } = sample(cases.map((some, i) => ({ name: `p${String(i)}`, faults: some })));
        for (const row of totalsTable(report)) expect(sum(row)).toBe(cases.length);
      }),
    );
  });

  it('counts a package with several files once, by the worst of them', () => {
    const files = ['a', 'b', 'c'].map((file) => ({ ...missingPin('gem'), file }));
    const { report } = sample([{ name: 'gem', faults: [...files, { ...otherBytes('gem'), check: 'pin-strength' }] }]);
    expect(totalsTable(report)[1]).toMatchObject({
      check: 'pin-strength',
      all: 1,
      outcomes: { refuted: 1, absent: 0 },
    });
  });

  it('counts a package as unknown that a check should have judged and did not', () => {
    const { report } = sample([{ name: 'a' }, { name: 'b' }]);
    const findings = report.findings.filter(({ check, subject }) => check !== 'source' || !subject.includes('b'));
    const row = totalsTable({ ...report, findings }).find(({ check }) => check === 'source');
    expect(row).toMatchObject({ notRun: 0, all: 2, outcomes: { proven: 1, unknown: 1 } });
  });

  it('counts packages for which a waiver was used, by its check', () => {
    const waived = { ...missingPin('old'), decision: 'waived', waiver: 0 } as const;
    const { report } = sample([{ name: 'old', faults: [waived] }, { name: 'b' }], { waivers: [usedWaiver] });
    expect(totalsTable(report).map(({ check, waived: n }) => [check, n])).toEqual([
      [null, 1],
      ['pin-strength', 1],
      ['source', 0],
      ['artifact-digest', 0],
    ]);
  });
});
