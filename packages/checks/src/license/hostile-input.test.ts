import type { ArchiveEntry, ArchiveFormat, LicenseFileRule } from '@assay/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LicenseContext } from './license-check.js';
import { allLicenseChecks } from './license-checks.js';
import {
  archive,
  bytesOf,
  contextOf,
  digest,
  factsOf,
  lockOf,
  recordOf,
  textToken,
  tree,
} from './testing/license-builder.js';

/** Texts that have broken programs before: names of every object, control bytes, lone surrogates, dots, stars. */
const text = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    '',
    '.',
    '..',
    '/',
    '\\',
    '*',
    '**',
    '\0',
    '\r\n',
    '\ud800',
    '\udc00x',
    '\u2028',
  ),
  fc.constantFrom(
    'lib/license.txt',
    'lib/version.txt',
    'lib/acme-license.rb',
    'package.json',
    'data.tar.gz!/lib/license.txt',
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constant('x'.repeat(3000)),
);
const path = fc.array(text, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
const sha256 = fc.option(fc.constantFrom('a'.repeat(64), 'f'.repeat(64)), { nil: undefined });
const entry: fc.Arbitrary<ArchiveEntry> = fc.record(
  {
    path,
    type: fc.constantFrom('file', 'directory', 'symlink', 'hardlink'),
    mode: fc.nat(),
    size: fc.nat(),
    sha256: sha256.map((value) => value ?? ''),
    linkTarget: text,
    within: fc.constantFrom('data.tar.gz', '__proto__'),
  },
  { requiredKeys: ['path', 'type', 'mode', 'size'] },
);
const listing = fc.record({
  entries: fc.array(entry, { maxLength: 12 }),
  problems: fc.array(
    fc.record({ code: text, severity: fc.constantFrom('note', 'limit', 'refuse'), path: text, detail: text }),
    { maxLength: 3 },
  ),
  members: fc.array(fc.tuple(path, text.map(bytesOf)), { maxLength: 6 }).map((pairs) => new Map(pairs)),
  complete: fc.boolean(),
});
const facts = fc.oneof(
  fc.constant({ problem: 'manifest-missing', detail: 'x' } as const),
  fc.tuple(text, text, fc.array(text, { maxLength: 4 })).map(([name, version, texts]) => {
    return factsOf(
      {},
      { name, version, declaredFiles: texts, dependencies: texts, features: { plugins: texts, scripts: texts } },
    );
  }),
);
const rule: fc.Arbitrary<LicenseFileRule> = fc.record({
  pattern: path,
  kind: fc.constantFrom('code', 'token', 'version', 'data'),
  required: fc.boolean(),
  max: fc.option(fc.nat({ max: 3 })),
  maxBytes: fc.option(fc.nat({ max: 3 })),
});
const format = fc.constantFrom<ArchiveFormat>('gem', 'npm-tgz', 'zip');

const hostile: fc.Arbitrary<LicenseContext> = fc
  .record({
    listings: fc.array(fc.tuple(listing, facts, format, fc.boolean()), { maxLength: 3 }),
    reference: listing,
    rules: fc.array(rule, { maxLength: 4 }),
    phase: fc.constantFrom('before', 'after', 'installed', 'bundled'),
    ecosystem: fc.constantFrom('rubygems', 'npm', 'composer', 'generic'),
    texts: fc.array(text, { minLength: 6, maxLength: 6 }),
    code: fc.constantFrom('templates', 'unchecked'),
    recorded: fc.boolean(),
  })
  .map(({ listings, reference, rules, phase, ecosystem, texts, code, recorded }) => {
    const [a = '', b = '', c = '', d = '', e = '', f = ''] = texts;
    const copies = listings.map(([files, manifest, form, isTree]) =>
      isTree
        ? tree({}, { listing: files, facts: manifest, where: a })
        : archive({}, { listing: files, facts: manifest, format: form, where: b }),
    );
    return contextOf({
      phase,
      copies,
      reference: archive({}, { listing: reference }),
      record: recorded ? recordOf({ source: c, token: d }) : null,
      locks: [lockOf({ source: e, malformedPins: [f], lockfile: a }), lockOf({ version: b, platform: c, kind: d })],
      namesakes: [{ state: 'taken', registry: a, digests: [digest('sha256', 'a')] }],
      revocations: bytesOf(b),
      checksums: [{ location: c, keys: recorded ? [d] : [], content: bytesOf(e) }],
      license: {
        ecosystem,
        content: { files: rules, code, maxFiles: null },
        token: { ...textToken, path: f },
        bundled: { path: a },
        entitledUntil: b,
      },
    });
  });

describe('checks on licence packages', () => {
  test('answer whatever they are given, with their own codes, shortly and alike, and never throw', () => {
    fc.assert(
      fc.property(hostile, (context) => {
        for (const check of allLicenseChecks) {
          const results = check.run(context);
          expect(results.length, check.id).toBeGreaterThan(0);
          expect(results.length, check.id).toBeLessThan(400);
          for (const { code, detail } of results) {
            expect(Object.hasOwn(check.codes, code), code).toBe(true);
            expect(detail.length, code).toBeLessThan(16_000);
          }
          expect(check.run(context), check.id).toEqual(results);
        }
      }),
      { numRuns: 300 },
    );
  });

  test.each(allLicenseChecks.map((check) => [check.id, check] as const))(
    '%s is done with a hundred thousand files in seconds',
    (_id, check) => {
      const entries = Array.from({ length: 100_000 }, (_, n): ArchiveEntry => {
        return { path: `lib/deep/er/${String(n)}.txt`, type: 'file', mode: 0o644, size: 1, within: 'data.tar.gz' };
      });
      const files = Array.from({ length: 20 }, (_, n): LicenseFileRule => {
        const kind = n === 0 ? 'code' : 'data';
        return { pattern: `lib/**/x${String(n)}*`, kind, required: false, max: null, maxBytes: null };
      });
      const copies = [archive({}, { listing: { entries } }), tree({}, { listing: { entries } })];
      const started = performance.now();
      check.run(contextOf({ copies, license: { content: { files, maxFiles: null }, token: textToken } }));
      expect(performance.now() - started).toBeLessThan(30_000);
    },
  );
});
