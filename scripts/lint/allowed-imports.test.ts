import { describe, expect, test } from 'vitest';
import { importProblem } from './allowed-imports.mjs';

const published = { isTest: false };
const inTest = { isTest: true };

describe('what a package may import', () => {
  test('its own files and the packages below it', () => {
    expect(importProblem('checks', './digest.js', published)).toBeUndefined();
    expect(importProblem('checks', '@assay/model', published)).toBeUndefined();
  });

  test('no package beside or above it', () => {
    expect(importProblem('archive', '@assay/policy', published)).toMatch(/archive may not import @assay\/policy/u);
  });

  test('no inner file of another package', () => {
    expect(importProblem('checks', '@assay/model/dist/purl.js', published)).toMatch(/inner files/u);
  });

  test('no Node module that its row does not name', () => {
    expect(importProblem('policy', 'node:fs', published)).toMatch(/policy may not import node:fs/u);
    expect(importProblem('archive', 'node:zlib', published)).toBeUndefined();
    expect(importProblem('acquire', 'node:fs', published)).toBeUndefined();
  });

  test('no outside package that its row does not name', () => {
    expect(importProblem('policy', 'semver/ranges', published)).toMatch(/policy may not import semver/u);
    expect(importProblem('documents', 'js-yaml', published)).toBeUndefined();
  });

  test('the test kit and any Node module in tests alone', () => {
    expect(importProblem('policy', '@assay/testkit', published)).toMatch(/may not import @assay\/testkit/u);
    expect(importProblem('policy', '@assay/testkit', inTest)).toBeUndefined();
    expect(importProblem('policy', 'node:fs', inTest)).toBeUndefined();
  });
});
