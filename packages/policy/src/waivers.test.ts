import type { Finding, Subject } from '@assay/model';
import { describe, expect, it } from 'vitest';
import type { JudgeInput } from './judge-input.js';
import type { Waiver } from './policy.js';
import { digest, finding, inventory, judgeInput, policy, subject, waiver } from './testing/judge-case.js';
import { createWaiverLedger } from './waivers.js';

const pad = subject();
const missing = finding(pad, 'absent', { code: 'pin-missing' });

/** A ledger after it was asked to waive these findings about `left-pad`. */
function ledgerAfter(waivers: readonly Waiver[], findings: readonly Finding[], given: Partial<JudgeInput> = {}) {
  const ledger = createWaiverLedger(judgeInput({ policy: policy({ waivers }), findings, ...given }));
  const subjects = new Map((given.inventory?.subjects ?? [pad]).map((each): [string, Subject] => [each.id, each]));
  const waived = findings.map((each) => ledger.waive(subjects.get(each.subject) ?? pad, each));
  const { uses, warnings } = ledger.close();
  return { ledger, waived, uses, states: uses.map(({ state }) => state), warnings };
}

describe('waiving', () => {
  it('names the first waiver in the file that excuses the finding', () => {
    const waivers = [waiver({ code: 'pin-weak' }), waiver({ owner: 'first' }), waiver({ owner: 'second' })];
    const { waived, states } = ledgerAfter(waivers, [missing]);
    expect(waived).toEqual([1]);
    expect(states).toEqual(['unused', 'used', 'unused']);
  });

  it('counts findings and keeps their ids', () => {
    const weak = finding(pad, 'absent', { code: 'pin-weak' });
    const { ledger, uses } = ledgerAfter([waiver()], [missing, weak]);
    expect(uses).toEqual([
      {
        waiver: 0,
        purl: 'pkg:npm/left-pad@1.3.0',
        check: 'pin-strength',
        expires: '2026-11-30',
        owner: 'platform',
        reason: 'replaced next week',
        state: 'used',
        count: 2,
      },
    ]);
    expect([...ledger.waivedFindings]).toEqual([missing.id, weak.id]);
  });

  it('is null where no waiver is about the finding', () => {
    const { waived, ledger } = ledgerAfter([waiver({ check: 'source' })], [missing]);
    expect(waived).toEqual([null]);
    expect(ledger.waivedFindings.size).toBe(0);
  });

  it('is silent when all is in order', () => {
    expect(ledgerAfter([waiver()], [missing]).warnings).toEqual([]);
    expect(ledgerAfter([], [missing]).warnings).toEqual([]);
  });
});

describe('the days of a waiver', () => {
  it.each([
    ['2026-11-01T00:00:00Z', 'used'],
    ['2026-11-30T23:59:59Z', 'used'],
    ['2026-11-30T23:59:59.999Z', 'used'],
    ['2026-10-31T23:59:59Z', 'expired'],
    ['2026-12-01T00:00:00Z', 'expired'],
    ['2027-11-15T00:00:00Z', 'expired'],
    ['2025-11-15T00:00:00Z', 'expired'],
  ] as const)('are counted from the first one’s start to the last one’s end, UTC: at %s it is %s', (at, state) => {
    const { states, waived } = ledgerAfter([waiver()], [missing], { at });
    expect(states).toEqual([state]);
    expect(waived).toEqual([state === 'used' ? 0 : null]);
  });

  it('may be a single one', () => {
    const day = waiver({ created: '2026-11-22', expires: '2026-11-22' });
    expect(ledgerAfter([day], [missing]).waived).toEqual([0]);
  });

  it('are over: it is inert, and told with what it would have excused', () => {
    const { warnings } = ledgerAfter([waiver({ expires: '2026-11-21' })], [missing]);
    expect(warnings).toEqual([
      'The waiver of pin-strength for pkg:npm/left-pad@1.3.0 (line 12, platform) expired on 2026-11-21 and was not applied to pkg:npm/left-pad@1.3.0.',
    ]);
  });

  it('have not begun: it is inert and told', () => {
    const { warnings, states } = ledgerAfter([waiver({ created: '2026-11-23' })], [missing]);
    expect(states).toEqual(['expired']);
    expect(warnings).toEqual([
      'The waiver of pin-strength for pkg:npm/left-pad@1.3.0 (line 12, platform) holds only from 2026-11-23 on and was not applied to pkg:npm/left-pad@1.3.0.',
    ]);
  });

  it('are over, and nothing needed it: it is told all the same, even where its check did not run', () => {
    const { warnings, states } = ledgerAfter([waiver({ expires: '2026-11-21' })], [], { checks: [] });
    expect(states).toEqual(['expired']);
    expect(warnings).toEqual([
      'The waiver of pin-strength for pkg:npm/left-pad@1.3.0 (line 12, platform) expired on 2026-11-21 and was not applied.',
    ]);
  });

  it('of one that is over do not hide one that holds', () => {
    const { waived, states, warnings } = ledgerAfter([waiver({ expires: '2026-11-21' }), waiver()], [missing]);
    expect(waived).toEqual([1]);
    expect(states).toEqual(['expired', 'used']);
    expect(warnings[0]).toMatch(/expired on 2026-11-21 and was not applied\.$/);
  });

  it('cannot be judged at a time that is not UTC', () => {
    expect(() => ledgerAfter([], [], { at: '2026-11-30T23:00:00-05:00' })).toThrow(
      expect.objectContaining({ code: 'ERR_USAGE' }),
    );
  });
});

describe('a waiver that excuses nothing', () => {
  const proven = finding(pad, 'proven');
  const warning =
    'The waiver of pin-strength for pkg:npm/left-pad@1.3.0 (line 12, platform) excuses nothing any more; remove it.';

  it('is unused, and told, where its check found nothing wrong', () => {
    const ledger = createWaiverLedger(judgeInput({ policy: policy({ waivers: [waiver()] }), findings: [proven] }));
    expect(ledger.close().uses[0]?.state).toBe('unused');
    expect(ledger.close().warnings).toEqual([warning]);
  });

  it('is unused when its package is gone', () => {
    const other = subject({ name: 'right-pad' });
    const given = { inventory: inventory([other]), findings: [finding(other, 'proven')] };
    const ledger = createWaiverLedger(judgeInput({ policy: policy({ waivers: [waiver()] }), ...given }));
    expect(ledger.close().uses[0]?.state).toBe('unused');
  });

  it.each([
    ['its check cannot run at this depth', { checks: ['source'], findings: [proven] }],
    ['its check was ignored for the package', { findings: [] }],
    ['its check ran on other packages only', { findings: [finding(subject({ id: 'x' }), 'proven')] }],
    ['another check answered', { findings: [finding(pad, 'proven', { check: 'source' })] }],
    ['the network was down', { findings: [finding(pad, 'unknown')] }],
    ['the network failed for one of the files', { findings: [proven, finding(pad, 'unknown')] }],
    ['nothing was locked', { inventory: inventory([]), findings: [] }],
  ])('is not judged where %s', (_why, given) => {
    const ledger = createWaiverLedger(judgeInput({ policy: policy({ waivers: [waiver()] }), ...given }));
    expect(ledger.close().uses[0]?.state).toBe('not-judged');
    expect(ledger.close().warnings).toEqual([]);
  });

  it('is unused only if the check came to an answer on all packages it is about', () => {
    const other = subject({ name: 'left-right' });
    const findings = [proven, finding(other, 'unknown')];
    const given = { inventory: inventory([pad, other]), findings };
    const states = (purl: string) =>
      createWaiverLedger(judgeInput({ policy: policy({ waivers: [waiver({ purl })] }), ...given })).close().uses[0]
        ?.state;
    expect(states('pkg:npm/left-*')).toBe('not-judged');
    expect(states('pkg:npm/left-pad@*')).toBe('unused');
  });

  it('is unused though its check was ignored for some of the packages it is about', () => {
    const other = subject({ name: 'left-right' });
    const given = { inventory: inventory([pad, other]), findings: [proven] };
    const waivers = [waiver({ purl: 'pkg:npm/left-*' })];
    expect(createWaiverLedger(judgeInput({ policy: policy({ waivers }), ...given })).close().uses[0]?.state).toBe(
      'unused',
    );
  });
});

describe('a waiver that is too vague for what is refuted', () => {
  const refuted = finding(pad, 'refuted');
  const which = 'The waiver of pin-strength for';

  it('says that it needs the exact version', () => {
    const { waived, warnings } = ledgerAfter([waiver({ purl: 'pkg:npm/left-pad@*' })], [refuted]);
    expect(waived).toEqual([null]);
    expect(warnings).toEqual([
      `${which} pkg:npm/left-pad@* (line 12, platform) does not excuse pkg:npm/left-pad@1.3.0: it was refuted, so name its exact version and the pinned \`digest\`.`,
    ]);
  });

  it('says that it needs the digest', () => {
    expect(ledgerAfter([waiver()], [refuted]).warnings).toEqual([
      `${which} pkg:npm/left-pad@1.3.0 (line 12, platform) does not excuse pkg:npm/left-pad@1.3.0: it was refuted, so name the pinned \`digest\`.`,
    ]);
  });

  it('says that its digest is not pinned, and counts', () => {
    const second = finding(pad, 'refuted', { code: 'pin-conflict' });
    const third = finding(pad, 'absent');
    const { warnings } = ledgerAfter([waiver({ digest: digest('bb') })], [refuted, second, third]);
    expect(warnings).toEqual([
      `${which} pkg:npm/left-pad@1.3.0 (line 12, platform) does not excuse pkg:npm/left-pad@1.3.0 (and 2 more): its lockfile does not pin the \`digest\` that the waiver names.`,
    ]);
  });

  it('is not called unused: there is something to excuse', () => {
    const { states, warnings } = ledgerAfter([waiver()], [refuted]);
    expect(states).toEqual(['unused']);
    expect(warnings.join()).not.toContain('remove it');
  });

  it('is told both as expired and as too vague', () => {
    const { warnings } = ledgerAfter([waiver({ expires: '2026-11-21' })], [refuted, missing]);
    expect(warnings).toEqual([
      expect.stringMatching(/expired on 2026-11-21 and was not applied to pkg:npm\/left-pad@1\.3\.0\.$/),
      expect.stringMatching(/it was refuted, so name the pinned `digest`\.$/),
    ]);
  });

  it('is told even when it excused something else', () => {
    const { states, warnings } = ledgerAfter([waiver()], [missing, refuted]);
    expect(states).toEqual(['used']);
    expect(warnings).toHaveLength(1);
  });

  it('is not told where a better one excuses the finding', () => {
    const { waived, warnings } = ledgerAfter([waiver(), waiver({ digest: digest('aa') })], [refuted, missing]);
    expect(waived).toEqual([1, 0]);
    expect(warnings).toEqual([]);
  });
});
