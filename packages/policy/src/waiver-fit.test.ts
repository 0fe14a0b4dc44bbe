import { describe, expect, it } from 'vitest';
import { digest, file, finding, subject, waiver } from './testing/judge-case.js';
import { fitOf } from './waiver-fit.js';

const pad = subject();
const pinned = digest('aa');

describe('a waiver is about a finding', () => {
  const missing = finding(pad, 'absent', { code: 'pin-missing' });

  it('of its check and package', () => {
    expect(fitOf(waiver(), pad, missing)).toBe('excuses');
    expect(fitOf(waiver({ check: 'source' }), pad, missing)).toBe('other');
    expect(fitOf(waiver({ purl: 'pkg:npm/right-pad@1.3.0' }), pad, missing)).toBe('other');
    expect(fitOf(waiver({ purl: 'pkg:npm/left-pad@1.3.1' }), pad, missing)).toBe('other');
    expect(fitOf(waiver({ purl: 'pkg:npm/left-pad@1.3.00' }), pad, missing)).toBe('other');
  });

  it('of its code, when it names one', () => {
    expect(fitOf(waiver({ code: 'pin-missing' }), pad, missing)).toBe('excuses');
    expect(fitOf(waiver({ code: 'pin-weak' }), pad, missing)).toBe('other');
  });

  it.each(['absent', 'unknown'] as const)('with a pattern, when it is %s', (outcome) => {
    expect(fitOf(waiver({ purl: 'pkg:npm/left-*' }), pad, finding(pad, outcome))).toBe('excuses');
    expect(fitOf(waiver({ purl: 'pkg:**' }), pad, finding(pad, outcome))).toBe('excuses');
  });

  it.each(['absent', 'unknown'] as const)(
    'only with the pinned digest, when it names one and that is %s',
    (outcome) => {
      expect(fitOf(waiver({ digest: pinned }), pad, finding(pad, outcome))).toBe('excuses');
      expect(fitOf(waiver({ digest: digest('bb') }), pad, finding(pad, outcome))).toBe('pinned-digest');
    },
  );
});

describe('what is refuted', () => {
  const refuted = finding(pad, 'refuted', { file: 'left-pad-1.3.0.tgz' });

  it('is excused by the exact purl and the pinned digest', () => {
    expect(fitOf(waiver({ digest: pinned }), pad, refuted)).toBe('excuses');
  });

  it('is not excused without a digest', () => {
    expect(fitOf(waiver(), pad, refuted)).toBe('digest');
  });

  it.each(['pkg:npm/left-pad@*', 'pkg:npm/left-pad@1.3.*', 'pkg:npm/left-pad@1.3.0*', 'pkg:npm/**', 'pkg:**'])(
    'is not excused by the pattern %s, even with the digest',
    (purl) => {
      expect(fitOf(waiver({ purl, digest: pinned }), pad, refuted)).toBe('exact-version');
    },
  );

  it('is not excused by a purl that names no version', () => {
    const folder = subject({ version: '', purl: 'pkg:npm/left-pad' });
    const about = waiver({ purl: 'pkg:npm/left-pad', digest: pinned });
    expect(fitOf(about, folder, finding(folder, 'refuted'))).toBe('exact-version');
  });

  it('is not excused by the digest of other bytes', () => {
    expect(fitOf(waiver({ digest: digest('ab') }), pad, refuted)).toBe('pinned-digest');
    expect(fitOf(waiver({ digest: digest('aa', 'sha256') }), pad, refuted)).toBe('pinned-digest');
  });

  it('is not excused by another package’s waiver, whatever the digest', () => {
    expect(fitOf(waiver({ purl: 'pkg:npm/right-pad@1.3.0', digest: pinned }), pad, refuted)).toBe('other');
  });

  it('is excused by any of several strong pins', () => {
    const several = subject({ files: [file('x.tgz', digest('cc', 'sha256'), pinned)] });
    const about = finding(several, 'refuted', { file: 'x.tgz' });
    expect(fitOf(waiver({ digest: pinned }), several, about)).toBe('excuses');
    expect(fitOf(waiver({ digest: digest('cc', 'sha256') }), several, about)).toBe('excuses');
  });

  it('is not excused by a weak digest, even where that is pinned', () => {
    const weak = digest('dd', 'sha1');
    const pinnedWeakly = subject({ files: [file('x.tgz', weak)] });
    expect(fitOf(waiver({ digest: weak }), pinnedWeakly, finding(pinnedWeakly, 'refuted'))).toBe('pinned-digest');
  });

  it('about one file is not excused by the digest of another', () => {
    const gem = subject({ files: [file('a.gem', pinned), file('a-java.gem', digest('bb'))] });
    const about = (name: string) => finding(gem, 'refuted', { file: name });
    expect(fitOf(waiver({ digest: pinned }), gem, about('a.gem'))).toBe('excuses');
    expect(fitOf(waiver({ digest: pinned }), gem, about('a-java.gem'))).toBe('pinned-digest');
    expect(fitOf(waiver({ digest: pinned }), gem, about('unknown.gem'))).toBe('pinned-digest');
  });

  it('about all files is excused by the digest of any', () => {
    const gem = subject({ files: [file('a.gem', pinned), file('a-java.gem', digest('bb'))] });
    expect(fitOf(waiver({ digest: digest('bb') }), gem, finding(gem, 'refuted'))).toBe('excuses');
    expect(fitOf(waiver({ digest: digest('cc') }), gem, finding(gem, 'refuted'))).toBe('pinned-digest');
  });

  it('cannot be excused where nothing is pinned', () => {
    const unpinned = subject({ files: [file('x.tgz')] });
    expect(fitOf(waiver({ digest: pinned }), unpinned, finding(unpinned, 'refuted'))).toBe('pinned-digest');
  });
});
