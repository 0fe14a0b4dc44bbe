import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { licenseChecksumCodes, licenseTokenCodes } from '@assay/signature';
import { describe, expect, test } from 'vitest';
import { missingEvidenceCodes } from '../missing-evidence.js';
import { publisher } from '../publisher/index.js';
import { copyCodes } from './judge-copies.js';
import type { LicenseContext, NoCopies } from './license-check.js';
import { allLicenseChecks } from './license-checks.js';
import { archive, contextOf, textToken, tree } from './testing/license-builder.js';
import { licenseCases } from './testing/license-cases.js';

const src = new URL('../', import.meta.url);

/** Codes that belong to several checks, or to the package that verifies: their own tests speak of them. */
const shared = new Set(
  [copyCodes, missingEvidenceCodes, licenseTokenCodes, licenseChecksumCodes, publisher.codes].flatMap((codes) =>
    Object.keys(codes),
  ),
);

const none: readonly NoCopies[] = [
  { state: 'absent', status: 404, where: 'x' },
  { state: 'denied', status: 401, where: 'x' },
  { state: 'denied', status: 403, where: 'x' },
  { state: 'unreachable', reason: 'timeout', detail: 'x' },
  { state: 'unreachable', reason: 'path-refused', detail: 'x' },
  { state: 'not-asked', detail: 'x' },
  { state: 'withdrawn', where: 'x' },
  { state: 'no-credential', detail: 'x' },
  { state: 'does-not-apply', detail: 'x' },
];
const everyCopies: readonly LicenseContext['copies'][] = [
  ...none,
  [],
  [archive()],
  [tree()],
  [archive(), tree()],
  [archive({}, { digests: [], listing: { entries: [], complete: false } })],
  [tree({}, { listing: { complete: false } })],
];

describe.each(allLicenseChecks.map((check) => [check.id, check] as const))('%s', (id, check) => {
  const cases = licenseCases.get(id) ?? [];

  test.each(cases.map((each) => [each.title, each] as const))('%s', (_title, { change, expected }) => {
    const results = check.run(contextOf(change));
    expect(results.map((result) => result.code)).toEqual(expected);
    for (const { detail, code } of results) {
      expect(detail, code).toMatch(/^\S[^]*\S$/);
      expect(detail.length, code).toBeLessThan(6000);
      expect(detail, code).not.toContain('secret');
    }
  });

  test('every code of its own has a case', () => {
    const told = new Set(cases.flatMap(({ expected }) => expected));
    expect(Object.keys(check.codes).filter((code) => !shared.has(code) && !told.has(code))).toEqual([]);
  });

  test('has a name that policies can use, and a folder of that name', () => {
    expect(id).toMatch(/^license-[a-z]+(?:-[a-z]+)*$/);
    expect(existsSync(new URL(`${id}/index.ts`, src))).toBe(true);
  });

  test('its README lists every code with its outcome', () => {
    const readme = readFileSync(new URL(`${id}/README.md`, src), 'utf8');
    const rows = readme.split('\n').filter((line) => line.startsWith('| `'));
    const listed = rows.map((row) =>
      row
        .split('|')
        .slice(1, 3)
        .map((cell) => cell.replaceAll('`', '').trim())
        .join(' '),
    );
    expect(listed).toEqual(Object.entries(check.codes).map(([code, { outcome }]) => `${code} ${outcome}`));
  });

  test('every code that is not good news says what to do', () => {
    for (const [code, { outcome, text, next }] of Object.entries(check.codes)) {
      expect(code).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(text, code).toMatch(/^[A-Z].*\.$/);
      if (outcome !== 'proven' && outcome !== 'not-applicable') expect(next, code).toMatch(/^[A-Z].*\.$/);
    }
  });

  test('says something about whatever was had, in every phase, and nothing good where nothing was had', () => {
    for (const phase of ['before', 'after', 'installed', 'bundled'] as const) {
      for (const copies of everyCopies) {
        const results = check.run(contextOf({ phase, copies, license: { token: textToken } }));
        expect(results.length).toBeGreaterThan(0);
        for (const { code } of results) expect(Object.hasOwn(check.codes, code), code).toBe(true);
        if (!looksAtCopies.has(id) || (Array.isArray(copies) && copies.length > 0)) continue;
        for (const { code } of results) expect(check.codes[code]?.outcome, code).not.toBe('proven');
      }
    }
  });
});

/** What the others say does not hang on copies. */
const looksAtCopies = new Set(
  allLicenseChecks.filter(({ phases, id }) => phases.length > 0 && id !== 'license-namesake').map(({ id }) => id),
);

describe('the list of checks on licence packages', () => {
  test('and the folders are the same', () => {
    const folders = readdirSync(src).filter((name) => name.startsWith('license-'));
    expect(folders.sort()).toEqual(allLicenseChecks.map(({ id }) => id).sort());
  });

  test('and the cases are the same', () => {
    expect([...licenseCases.keys()].sort()).toEqual(allLicenseChecks.map(({ id }) => id).sort());
  });
});
