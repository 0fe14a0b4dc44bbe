import { AssayError, type LicenseRecord } from '@assay/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { licensePurl } from '../license-purl.js';
import { parseLicenseLock } from './parse-license-lock.js';
import { recordLicense } from './record-license.js';
import { renderLicenseLock } from './render-license-lock.js';

const encoder = new TextEncoder();
const parse = (text: string) => parseLicenseLock({ bytes: encoder.encode(text), file: 'assay.lock' });

/** `line: message`. */
function refusal(text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (!(error instanceof AssayError)) throw error;
    expect(error).toMatchObject({ code: 'ERR_LOCKFILE', file: 'assay.lock' });
    return `${String(error.line)}: ${error.message}`;
  }
  throw new Error('it was accepted');
}

const karafka: LicenseRecord = {
  package: 'pkg:gem/karafka-license',
  version: '2026.1.0',
  source: 'https://gems.karafka.io/',
  digests: [
    { alg: 'sha256', value: 'ab'.repeat(32), covers: 'artifact' },
    { alg: 'sha512', value: 'cd'.repeat(64), covers: 'artifact' },
  ],
  contents: { alg: 'sha256', value: 'ef'.repeat(32), covers: 'tree' },
  token: '12'.repeat(32),
  recorded: '2026-11-22',
  line: 1,
};

const text = renderLicenseLock([karafka]);

/** The file with one line changed. */
function changed(from: string, to: string): string {
  expect(text).toContain(from);
  return text.replace(from, to);
}

describe('assay.lock', () => {
  it('has one line for each fact', () => {
    expect(text).toBe(`# assay.lock: what Assay saw first of each licence package.
# Commit it, and review changes to it like a lockfile's: a changed digest is another package.
version: 1
licenses:
  - package: pkg:gem/karafka-license
    version: "2026.1.0"
    source: https://gems.karafka.io/
    digests:
      - sha256:${'ab'.repeat(32)}
      - sha512:${'cd'.repeat(64)}
    contents: sha256:${'ef'.repeat(32)}
    token: sha256:${'12'.repeat(32)}
    recorded: 2026-11-22
`);
  });

  it('is read with the line of each record', () => {
    expect(parse(text)).toEqual([{ ...karafka, line: 5 }]);
    expect(parse(renderLicenseLock([]))).toEqual([]);
  });

  it('does not depend on the order of its records', () => {
    const others = ['a', 'b', 'c'].map((name) => ({ ...karafka, package: `pkg:gem/${name}` }));
    expect(renderLicenseLock([...others].reverse())).toBe(renderLicenseLock(others));
  });

  it('orders digests from any source, and leaves weak ones out', () => {
    const [first, second] = karafka.digests;
    const digests = [second, { alg: 'md5', value: '00'.repeat(16), covers: 'artifact' }, first];
    expect(renderLicenseLock([{ ...karafka, digests } as LicenseRecord])).toBe(text);
    expect(() => renderLicenseLock([{ ...karafka, digests: digests.slice(1, 2) } as LicenseRecord])).toThrow(
      expect.objectContaining({ code: 'ERR_INTERNAL' }),
    );
  });

  it('reads what it writes, whatever the texts are', () => {
    const hex = (digits: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${String(digits)}}$`));
    const covered = (alg: 'sha256' | 'sha384' | 'sha512', digits: number) =>
      hex(digits).map((value) => ({ alg, value, covers: 'artifact' }) as const);
    const purl = fc.oneof(
      fc.stringMatching(/^[a-z][a-z0-9_.-]{0,20}$/).map((name) => licensePurl({ ecosystem: 'rubygems', name })),
      fc.stringMatching(/^@[a-z]{1,9}\/[a-z0-9~._-]{1,20}$/).map((name) => licensePurl({ ecosystem: 'npm', name })),
      fc.stringMatching(/^[a-z]{1,9}\/[a-z0-9]{1,20}$/).map((name) => licensePurl({ ecosystem: 'composer', name })),
    );
    const word = fc.string({ unit: 'grapheme', minLength: 1 }).filter((each) => /\S/.test(each));
    const record = fc.record(
      {
        package: purl,
        platform: word,
        version: fc.oneof(word, fc.constantFrom('1.0', '1', '0x1', 'true', 'null', '~', '- a', 'a: b', '#', '"')),
        source: fc.webUrl({ withFragments: false, withQueryParameters: false }).map((url) => new URL(url).href),
        digests: fc.tuple(covered('sha256', 64), covered('sha384', 96), covered('sha512', 128)),
        contents: hex(64).map((value) => ({ alg: 'sha256', value, covers: 'tree' }) as const),
        token: hex(64),
        recorded: fc.constantFrom('2026-11-22', '2024-02-29'),
        line: fc.constant(0),
      },
      { requiredKeys: ['package', 'version', 'source', 'digests', 'contents', 'recorded', 'line'] },
    );
    const records = fc.uniqueArray(record, { selector: ({ package: name }) => name, maxLength: 5 });
    fc.assert(
      fc.property(records, (all) => {
        const read = parse(renderLicenseLock(all));
        const plain = (list: readonly LicenseRecord[]) =>
          list.map((each) => ({ ...each, line: 0 })).sort((a, b) => (a.package < b.package ? -1 : 1));
        expect(plain(read)).toEqual(plain(all));
        expect(renderLicenseLock(read)).toBe(renderLicenseLock(all));
      }),
    );
  });
});

describe('assay.lock is refused', () => {
  it.each([
    ['without anything in it', '', '1: the assay.lock is empty'],
    ['with another version', changed('version: 1\n', 'version: 2\n'), '3: version: only 1 is understood here'],
    ['without its version', changed('version: 1\n', ''), '3: version: this key is missing'],
    ['without its records', 'version: 1\n', '1: licenses: this key is missing'],
    ['with an unknown key', `${text}licences: []\n`, '14: "licences" is not a key of an assay.lock here'],
    [
      'with an unknown key in a record',
      changed('    token', '    tokens'),
      '12: licenses[0]: "tokens" is not a key of an assay.lock here',
    ],
    ['with a key twice', changed('    recorded', '    version: "1"\n    recorded'), /^13: .*twice/],
    ['with a record twice', `${text}${text.slice(text.indexOf('  - package'))}`, '14: this package is recorded twice'],
    ['with a tag', changed('"2026.1.0"', '!!str 2026.1.0'), /^6: /],
    ['with an anchor', changed('"2026.1.0"', '&a 2026.1.0'), /^6: /],
    ['with a number for a version', changed('"2026.1.0"', '7'), '6: licenses[0].version: a text is expected'],
    [
      'with a version in the purl',
      changed('pkg:gem/karafka-license', 'pkg:gem/karafka-license@1'),
      '5: this is not a canonical purl without version',
    ],
    ['with a purl that is not canonical', changed('pkg:gem/karafka-license', 'pkg:npm/@acme/ui'), /^5: .*canonical/],
    ['with another type of purl', changed('pkg:gem/karafka-license', 'pkg:cargo/a'), /^5: .*canonical/],
    ['with a source that holds credentials', changed('https://', 'https://u:p@'), /^7: this is not a URL/],
    ['with a source that is not in normal form', changed('https://gems', 'https://Gems'), /^7: this is not a URL/],
    ['with MD5 alone', changed(`sha256:${'ab'.repeat(32)}`, `md5:${'ab'.repeat(16)}`), /^9: .*a digest is written/],
    ['with a digest in capitals', changed('ab'.repeat(32), 'AB'.repeat(32)), /^9: .*a digest is written/],
    [
      'with two digests of one algorithm',
      changed(`sha512:${'cd'.repeat(64)}`, `sha256:${'cd'.repeat(32)}`),
      /^10: there are two/,
    ],
    ['without digests', changed('digests:', 'digests: []\n    x:'), /"x" is not a key/],
    ['without a digest of the contents', changed('    contents', '    #'), /contents: this key is missing/],
    ['with SHA-512 of the contents', changed(`sha256:${'ef'.repeat(32)}`, `sha512:${'ef'.repeat(64)}`), /^11: /],
    ['with a day that is none', changed('2026-11-22', '2026-02-30'), /^13: .*a day is written/],
    [
      'with a platform that is none',
      changed('    source', '    platform: ruby\n    source'),
      '7: `ruby` is every platform',
    ],
    ['with two documents', `${text}---\n${text}`, /one YAML document/],
  ])('%s', (_what, given, message) => {
    if (typeof message === 'string') expect(refusal(given)).toBe(message);
    else expect(refusal(given)).toMatch(message);
  });
});

describe('recording a licence', () => {
  const other = { ...karafka, package: 'pkg:gem/other' };
  const java = { ...karafka, platform: 'java' };

  it('adds it, and leaves other packages and platforms alone', () => {
    expect(recordLicense([other, java], karafka)).toEqual([other, java, karafka]);
  });

  it('takes the place of what was recorded of the package before', () => {
    const next = { ...karafka, version: '2027.1.0' };
    expect(recordLicense([karafka, other], next)).toEqual([other, next]);
    expect(recordLicense([karafka], { ...karafka, recorded: '2026-12-01' })).toHaveLength(1);
  });

  it('keeps versions that are still in use', () => {
    const next = { ...karafka, version: '2027.1.0' };
    expect(recordLicense([karafka, other], next, ['2026.1.0'])).toEqual([karafka, other, next]);
    expect(recordLicense([karafka], { ...karafka, recorded: '2026-12-01' }, ['2026.1.0'])).toHaveLength(1);
  });
});
