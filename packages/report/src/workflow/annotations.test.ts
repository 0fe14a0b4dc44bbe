import { describe, expect, it } from 'vitest';
import { missingPin, otherBytes, sample, timeout, type Fault } from '../testing/report-builder.js';
import { annotationsOf } from './annotations.js';
import { workflowCommand } from './workflow-command.js';

const names = (prefix: string, n: number) => Array.from({ length: n }, (_, i) => `${prefix}-${String(i)}`);
const warning = (code: string): Fault => ({
  check: 'pin-strength',
  code,
  outcome: 'absent',
  decision: 'warn',
  detail: 'Hm.',
});

describe('annotationsOf', () => {
  it('says at the line of the lockfile what is wrong with a package, and what to do', () => {
    const input = sample([{ name: 'left-pad', line: 12, faults: [otherBytes('left-pad')] }]);
    expect(annotationsOf(input, { limit: 10 })).toEqual([
      {
        level: 'error',
        file: 'package-lock.json',
        line: 12,
        title: 'left-pad 1.0.0 failed: artifact-digest: artifact-digest-mismatch',
        message:
          'Other bytes are served than the lockfile pins.\nleft-pad-1.0.0.tgz: locked sha512-AAAA, received sha512-BBBB.\n→ Do not install.',
      },
    ]);
  });

  it('has nothing to say about a plain pass', () => {
    expect(annotationsOf(sample([{ name: 'left-pad' }]), { limit: 10 })).toEqual([]);
  });

  it('makes an error of what could not be verified, which fails the step too, and a warning of what only warns', () => {
    const input = sample([
      { name: 'a', faults: [timeout()] },
      { name: 'b', faults: [warning('odd')] },
    ]);
    expect(annotationsOf(input, { limit: 10 }).map(({ level }) => level)).toEqual(['error', 'warning']);
  });

  it('gives every package its note where all fit', () => {
    const input = sample(names('p', 10).map((name) => ({ name, faults: [missingPin(name)] })));
    const lines = annotationsOf(input, { limit: 10 }).map(({ line }) => line);
    expect(lines).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90, 100]);
  });

  it('lets one cause of many packages eat one note, so that every other cause is seen', () => {
    const input = sample([
      ...names('slow', 300).map((name) => ({ name, faults: [timeout()] })),
      { name: 'evil', faults: [otherBytes('evil')] },
      { name: 'loose', faults: [missingPin('loose')] },
    ]);
    const annotations = annotationsOf(input, { limit: 10 });
    expect(annotations.map(({ title }) => title)).toEqual([
      'evil 1.0.0 failed: artifact-digest: artifact-digest-mismatch',
      'loose 1.0.0 failed: pin-strength: pin-missing',
      '300 packages could not be verified: artifact-digest: timeout',
    ]);
    expect(annotations[2]?.message).toContain('and 290 more');
  });

  it('does not take for ever over 20,000 packages with one cause', () => {
    const input = sample(names('slow', 20_000).map((name) => ({ name, faults: [timeout()] })));
    expect(annotationsOf(input, { limit: 10 })).toHaveLength(1);
  });

  it('says in the last note how many there are beyond the limit, and where', () => {
    const input = sample(
      names('p', 40).map((name, i) => ({ name, faults: [{ ...timeout(), code: `c${String(i)}` }] })),
    );
    const annotations = annotationsOf(input, { limit: 10, whole: 'the artefact assay-report' });
    expect(annotations).toHaveLength(10);
    expect(annotations[9]).toEqual({
      level: 'error',
      title: '31 more notes of this kind',
      message: 'GitHub shows only a few for each step. All of them: the artefact assay-report.',
    });
  });

  it('has each reason speak once before any speaks twice', () => {
    const faults = ['c0', 'c1', 'c2', 'c3'].flatMap((code) => [1, 2, 3].map(() => ({ ...timeout(), code })));
    const input = sample(faults.map((fault, i) => ({ name: `p${String(i)}`, faults: [fault] })));
    const codes = annotationsOf(input, { limit: 6 }).map(({ title }) => title.replace(/.*: /, ''));
    expect(codes).toEqual(['c0', 'c0', 'c1', 'c2', 'c3', '7 more notes of this kind']);
  });

  it('tells gaps that leave the run in doubt, and not those that the policy accepts', () => {
    const gaps = [
      { lockfile: 'Gemfile.lock', line: 3, code: 'open', detail: 'Any version fits.', doubt: true as const },
    ];
    const doubtful = annotationsOf(sample([{ name: 'a' }], { gaps, exitCode: 3 }), { limit: 10 });
    expect(doubtful).toMatchObject([{ level: 'error', file: 'Gemfile.lock', line: 3 }]);
    expect(doubtful[0]?.message).toContain('Any version fits.');
    expect(annotationsOf(sample([{ name: 'a' }], { gaps }), { limit: 10 })).toEqual([]);
  });

  it('lets no detail pass for a line of ours', () => {
    const detail = 'x\n→ Everything is fine.';
    const input = sample([{ name: 'a', faults: [{ ...timeout(), detail }] }]);
    const [annotation] = annotationsOf(input, { limit: 10 });
    expect(annotation?.message.split('\n')).not.toContain('→ Everything is fine.');
    expect(workflowCommand(annotation!)).not.toContain('\n');
  });
});
