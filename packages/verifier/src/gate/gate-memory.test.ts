/** A gate that remembers: nothing older comes after what it let through. */

import { readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf, type RunSummary } from '@assay/model';
import { temporaryFolder } from '@assay/testkit';
import { describe, expect, it } from 'vitest';
import { byKey, decideIn, policyText, summaryOf, verdict, type GateWorldOptions } from './testing/gate-world.js';

type Policy = RunSummary['policy'];
const changed = (given: Partial<RunSummary>) => async (policy: Policy) => [await byKey(summaryOf(policy, given))];
const remembering = { options: (folder: string) => ({ state: join(folder, 'state.json') }) } as const;

/** Decides once for each world, in one folder. */
async function inTurn(...worlds: readonly GateWorldOptions[]) {
  await using place = await temporaryFolder();
  const verdicts = [];
  for (const world of worlds) verdicts.push(verdict(await decideIn(place.path, { ...remembering, ...world })));
  return verdicts;
}

const later = changed({ at: '2026-11-26T11:30:00Z' });
const other = { artifact: 'other bytes' } as const;
const otherSummary = (at: string) =>
  changed({
    at,
    artifact: { name: 'shop.tgz', digests: [digestOf('sha256', 'other bytes'), digestOf('sha512', 'other bytes')] },
  });

describe('a gate with a state file', () => {
  it('says where the time is not the clock’s', async () => {
    await using place = await temporaryFolder();
    expect((await decideIn(place.path, {})).notes.join('')).toContain('Judged at 2026-11-26T12:00:00Z, as asked');
  });

  it('lets the same through again', async () => {
    expect(await inTurn({}, {})).toEqual([
      [0, []],
      [0, []],
    ]);
  });

  it('refuses an older summary of the same bytes', async () => {
    expect(await inTurn({ lines: later }, {})).toEqual([
      [0, []],
      [1, ['replay summary-replayed']],
    ]);
  });

  it('refuses an older artefact of the same name, until it is attested again', async () => {
    const back = { ...other, lines: otherSummary('2026-11-26T10:00:00Z') };
    const again = { ...other, lines: otherSummary('2026-11-26T11:45:00Z') };
    expect(await inTurn({}, back, again)).toEqual([
      [0, []],
      [1, ['replay summary-rolled-back']],
      [0, []],
    ]);
  });

  it('remembers a run that did not pass: without it, an older pass of the same bytes is refused as well', async () => {
    const decisions = { pass: 1, waived: 0, warn: 0, unverified: 0, fail: 1 };
    const failed = { lines: changed({ at: '2026-11-26T11:30:00Z', decision: 'fail', exitCode: 1, decisions }) };
    expect(await inTurn(failed, {}, { lines: changed({ at: '2026-11-26T11:45:00Z' }) })).toEqual([
      [1, ['decision run-failed']],
      [1, ['replay summary-replayed']],
      [0, []],
    ]);
    const ahead = { lines: changed({ at: '2027-11-26T11:30:00Z', decision: 'fail', exitCode: 1, decisions }) };
    expect((await inTurn(ahead, {})).map(([exitCode]) => exitCode)).toEqual([1, 0]);
  });

  it('says where it refuses and cannot remember, and does not pass where it cannot', async () => {
    await using place = await temporaryFolder();
    const options = (folder: string) => ({ state: join(folder, 'missing', 'state.json') });
    const decisions = { pass: 1, waived: 0, warn: 0, unverified: 0, fail: 1 };
    const lines = changed({ decision: 'fail', exitCode: 1, decisions });
    const refused = await decideIn(place.path, { options, lines });
    expect(verdict(refused)).toEqual([1, ['decision run-failed']]);
    expect(refused.notes.join('')).toContain('What was seen is not remembered: the state file cannot be written');
    await expect(decideIn(place.path, { options })).rejects.toMatchObject({ code: 'ERR_CONFIG' });
  });

  it('remembers nothing else of what it refused', async () => {
    const stale = { lines: later, options: (folder: string) => ({ state: join(folder, 'state.json'), sboms: [] }) };
    expect(await inTurn(stale, {})).toEqual([
      [3, ['sbom sbom-missing']],
      [0, []],
    ]);
  });

  it('refuses an older policy than the last one, though both are accepted', async () => {
    const old = digestOf('sha256', 'old policy');
    const policy = policyText(`  policies: [this, "sha256:${old.value}"]\n`);
    expect(await inTurn({ policy }, { policy, lines: changed({ policy: old, at: '2026-11-26T11:45:00Z' }) })).toEqual([
      [0, []],
      [1, ['policy policy-downgrade']],
    ]);
  });

  it('refuses an older policy than the last one for the same bytes, whatever they are called', async () => {
    const old = digestOf('sha256', 'old policy');
    const policy = policyText(`  policies: [this, "sha256:${old.value}"]\n`);
    const artifact = { name: 'shop-2.tgz', digests: summaryOf(old).artifact.digests };
    const lines = changed({ policy: old, at: '2026-11-26T11:45:00Z', artifact });
    expect(await inTurn({ policy }, { policy, lines })).toEqual([
      [0, []],
      [1, ['policy policy-downgrade']],
    ]);
  });

  it('refuses when its clock was set back', async () => {
    const at = (time: string) => (folder: string) => ({ state: join(folder, 'state.json'), at: time });
    const days = { lines: changed({ at: '2026-11-20T12:00:00Z' }) };
    expect(
      await inTurn({ ...days, options: at('2026-11-26T12:00:00Z') }, { ...days, options: at('2026-11-21T12:00:00Z') }),
    ).toEqual([
      [0, []],
      [1, ['clock clock-set-back']],
    ]);
  });

  it('does not take a damaged memory for none', async () => {
    await using place = await temporaryFolder();
    await decideIn(place.path, remembering);
    const file = join(place.path, 'state.json');
    const whole = await readFile(file, 'utf8');
    const damaged = [
      '',
      '{}',
      whole.slice(0, -10),
      whole.replace('assay-gate-state-v1', 'x'),
      whole.replace(/"at": "[^"]+"/, '"at": "soon"'),
      `${whole}x`,
    ];
    for (const text of damaged) {
      await writeFile(file, text);
      await expect(decideIn(place.path, remembering)).rejects.toMatchObject({
        code: 'ERR_CONFIG',
        message: expect.stringContaining('state file is damaged') as string,
      });
    }
  });

  it('leaves nothing beside the file, and replaces a link under its name', async () => {
    await using place = await temporaryFolder();
    await writeFile(join(place.path, 'victim'), 'untouched');
    await symlink(join(place.path, 'nowhere'), join(place.path, 'state.json'));
    await expect(decideIn(place.path, remembering)).rejects.toThrow(/state file/);
    expect((await readdir(place.path)).filter((name) => name.includes('tmp'))).toEqual([]);
    expect(await readFile(join(place.path, 'victim'), 'utf8')).toBe('untouched');
  });
});
