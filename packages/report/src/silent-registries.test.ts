import { describe, expect, it } from 'vitest';
import { sample, type Fault, type SamplePackage } from './testing/report-builder.js';
import { renderHtml } from './html/render-html.js';
import { renderTerminal } from './terminal/render-terminal.js';

const options = { color: false, width: 400, detail: 'normal' } as const;

const fault = (check: string, code: string): Fault => ({
  check,
  code,
  outcome: 'absent',
  decision: 'warn',
  detail: 'There is none.',
});
const unsigned = fault('registry-signature', 'signature-missing');
const unattested = fault('provenance', 'attestations-missing');
const signed: Fault = {
  ...unsigned,
  code: 'registry-signature-valid',
  outcome: 'proven',
  decision: 'pass',
};

function from(registry: string, count: number, faults: readonly Fault[], prefix = 'p'): readonly SamplePackage[] {
  return Array.from({ length: count }, (_, i) => ({
    name: `${prefix}${String(i)}`,
    faults,
    subject: {
      files: [{ name: 'a.tgz', url: `${registry}/a/-/a.tgz`, pins: [], malformedPins: [] }],
    },
  }));
}

const render = (packages: readonly SamplePackage[]) => renderTerminal(sample(packages), options);
const silence = 'passes on neither signatures nor attestations, as mirrors do';

describe('a registry of which every package lacks signatures and attestations', () => {
  it('is told in one sentence, with its number of packages, and no list', () => {
    const text = render(from('https://mirror.example', 300, [unsigned, unattested]));
    expect(text).toContain(`! https://mirror.example ${silence}`);
    expect(text).toContain('300 packages with a warning, all of this registry');
    expect(text).not.toContain('p1 1.0.0');
    expect(text.split('\n').length).toBeLessThan(25);
  });

  it('does not hide what the packages of another registry lack', () => {
    const text = render([
      ...from('https://mirror.example', 5, [unsigned, unattested]),
      ...from('https://good.example', 3, [signed], 'signed'),
      ...from('https://good.example', 1, [unsigned, unattested], 'stripped'),
    ]);
    expect(text).toContain(`https://mirror.example ${silence}`);
    expect(text).toContain('stripped0 1.0.0');
    expect(text).not.toContain(`https://good.example ${silence}`);
    expect(text).toContain('1 package with a warning · registry-signature: signature-missing');
  });

  it('is none when a single one of its packages is signed, attested, refuted or unanswered', () => {
    const others: readonly (readonly Fault[])[] = [
      [signed, unattested],
      [unsigned, { ...unattested, code: 'attestations-valid', outcome: 'proven', decision: 'pass' }],
      [{ ...unsigned, code: 'signature-invalid', outcome: 'refuted', decision: 'fail' }, unattested],
      [unsigned, { ...unattested, code: 'timeout', outcome: 'unknown' }],
      [unsigned],
    ];
    for (const faults of others) {
      const text = render([
        ...from('https://mirror.example', 50, [unsigned, unattested]),
        ...from('https://mirror.example', 1, faults, 'odd'),
      ]);
      expect(text).not.toContain(silence);
      expect(text).toContain('p1 1.0.0');
    }
  });

  it('is one all the same where it was not asked about a package, or does not have it', () => {
    for (const code of ['not-asked', 'not-found']) {
      const nothing = (check: string): Fault => ({ ...fault(check, code), outcome: 'unknown', decision: 'unverified' });
      const text = render([
        ...from('https://mirror.example', 50, [unsigned, unattested]),
        ...from('https://mirror.example', 1, [nothing('registry-signature'), nothing('provenance')], 'planted'),
      ]);
      expect(text).toContain(`! https://mirror.example ${silence}`);
      expect(text).toContain('50 packages with a warning, all of this registry');
      expect(text).toContain('planted0 1.0.0');
    }
  });

  it('gives the page one thing to do, not what publishers should do whom nobody could see', () => {
    const page = renderHtml(sample(from('https://mirror.example', 5, [unsigned, unattested])));
    expect(page.split('use a registry that passes them on')).toHaveLength(3); // worth doing, and beside the reason
    expect(page).toContain('(5 packages)');
    expect(page).toContain('set <code>registry-signature</code> and <code>provenance</code> to');
    expect(page).not.toContain('Ask the publisher');
  });

  it('is not concluded from two packages', () => {
    expect(render(from('https://mirror.example', 2, [unsigned, unattested]))).not.toContain(silence);
  });

  it('leaves what the policy requires as a failure of each package', () => {
    const text = render(
      from('https://mirror.example', 5, [
        { ...unsigned, decision: 'fail' },
        { ...unattested, decision: 'fail' },
      ]),
    );
    expect(text).not.toContain(silence);
    expect(text).toContain('5 packages failed · registry-signature: signature-missing');
  });

  it('cannot write to the terminal by its name', () => {
    const text = render(from('https://x\u001b[31m::error::', 5, [unsigned, unattested]));
    expect(text).toContain(silence);
    expect(text).not.toContain('\u001b');
  });

  it('is named without one where the lockfile names none', () => {
    expect(render(from('', 5, [unsigned, unattested]))).toContain(`! The registry ${silence}`);
  });
});
