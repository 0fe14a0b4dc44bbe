import { digestOf, type Finding, type Outcome, type Signer, type SubjectFacts } from '@assay/model';
import { githubIdentity, type GithubRun } from '@assay/testkit';
import { describe, expect, it, test } from 'vitest';
import { buildLevelOf } from '../provenance/build-level.js';
import { countDependencyLevels } from './dependency-levels.js';

const builder = 'https://github.com/actions/runner/github-hosted';

function signerOf(run: Partial<GithubRun> = {}): Signer {
  const { san, issuer, claims } = githubIdentity(run);
  return { kind: 'identity', san, issuer, claims, certificate: digestOf('sha256', 'c') };
}

const finding = (outcome: Outcome, given: Partial<Finding> = {}): Finding => ({
  id: 'x',
  check: 'provenance',
  subject: 'a',
  file: 'a.tgz',
  outcome,
  code: 'x',
  detail: '',
  evidence: [],
  ...given,
});

function factsWith(...files: readonly (readonly [file: string, signer: Signer])[]): SubjectFacts {
  const vouchers = files.map(([file, signer]) => ({
    file,
    check: 'provenance',
    signer,
    times: [],
    logEntries: [],
    build: { builder, buildType: 'x' },
  }));
  return { subject: 'a', descriptions: [], received: [], vouchers };
}

const hosted = factsWith(['a.tgz', signerOf()]);
const count = (findings: readonly Finding[], facts: SubjectFacts = hosted) =>
  countDependencyLevels({ subjects: ['a'], findings, facts: new Map([['a', facts]]) });

describe('a dependency counts', () => {
  const other = finding('proven', { file: 'b.tgz' });
  const own = signerOf({ runner: 'self-hosted' });
  test.each<[string, string, readonly Finding[], SubjectFacts]>([
    ['by a hosted builder', 'SLSA_BUILD_LEVEL_2', [finding('proven')], hosted],
    ['by a runner of its own', 'SLSA_BUILD_LEVEL_1', [finding('proven')], factsWith(['a.tgz', own])],
    [
      'by the lowest of its files',
      'SLSA_BUILD_LEVEL_1',
      [finding('proven'), other],
      factsWith(['a.tgz', signerOf()], ['b.tgz', own]),
    ],
    ['without provenance', 'SLSA_BUILD_LEVEL_0', [finding('absent')], hosted],
    ['with refuted provenance', 'SLSA_BUILD_LEVEL_0', [finding('refuted')], hosted],
    ['with one file without', 'SLSA_BUILD_LEVEL_0', [finding('proven'), finding('absent', { file: 'b.tgz' })], hosted],
    ['where it is unknown', 'SLSA_BUILD_LEVEL_UNEVALUATED', [finding('unknown')], hosted],
    ['where there can be none', 'SLSA_BUILD_LEVEL_UNEVALUATED', [finding('not-applicable')], hosted],
    ['where nothing was looked at', 'SLSA_BUILD_LEVEL_UNEVALUATED', [], hosted],
    [
      'where another check is proven',
      'SLSA_BUILD_LEVEL_UNEVALUATED',
      [finding('proven', { check: 'pin-strength' })],
      hosted,
    ],
    ['where a file has no verified build', 'SLSA_BUILD_LEVEL_UNEVALUATED', [finding('proven'), other], hosted],
  ])('%s', (_, level, findings, facts) => {
    expect(count(findings, facts)).toEqual({ [level]: 1 });
  });

  it('once', () => {
    const levels = countDependencyLevels({
      subjects: ['a', 'b', 'c'],
      findings: [finding('proven')],
      facts: new Map([['a', hosted]]),
    });
    expect(levels).toEqual({ SLSA_BUILD_LEVEL_2: 1, SLSA_BUILD_LEVEL_UNEVALUATED: 2 });
  });
});

test('what a key signed is level 1, whatever it says of its builder', () => {
  expect(buildLevelOf(builder, { kind: 'managed-key', key: digestOf('sha256', 'k') })).toBe('SLSA_BUILD_LEVEL_1');
});

test('a builder that the certificate does not bear out is level 1', () => {
  expect(buildLevelOf('https://builder.example/', signerOf())).toBe('SLSA_BUILD_LEVEL_1');
  expect(buildLevelOf('https://github.com/evil/x/.github/workflows/a.yml@refs/heads/main', signerOf())).toBe(
    'SLSA_BUILD_LEVEL_1',
  );
});
