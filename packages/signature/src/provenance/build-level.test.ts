import type { CertificateClaims, Signer } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { buildLevelOf, lowestBuildLevel } from './build-level.js';

const repository = 'https://github.com/acme/ui';
const workflow = `${repository}/.github/workflows/release.yml@refs/tags/v1.0.0`;
const generator =
  'https://github.com/slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml@refs/tags/v2.0.0';
const runner = 'https://github.com/actions/runner/github-hosted';

function signedBy(san: string, claims: CertificateClaims = { runnerEnvironment: 'github-hosted' }): Signer {
  return {
    kind: 'identity',
    san: { type: 'uri', value: san },
    issuer: 'https://token.actions.githubusercontent.com',
    claims,
    certificate: { alg: 'sha256', value: '0'.repeat(64), covers: 'artifact' },
  };
}

describe('the level of a provenance', () => {
  it.each<[string, string, Signer]>([
    ['SLSA_BUILD_LEVEL_2', runner, signedBy(workflow)],
    ['SLSA_BUILD_LEVEL_2', workflow, signedBy(workflow)],
    ['SLSA_BUILD_LEVEL_3', generator, signedBy(generator)],
    // A branch of the generator, and a fork of it, are anybody's workflow.
    [
      'SLSA_BUILD_LEVEL_2',
      generator.replace('tags/v2.0.0', 'heads/main'),
      signedBy(generator.replace('tags/v2.0.0', 'heads/main')),
    ],
    [
      'SLSA_BUILD_LEVEL_2',
      generator.replace('slsa-framework', 'evil'),
      signedBy(generator.replace('slsa-framework', 'evil')),
    ],
    // The builder is named in the statement alone; another one signed.
    ['SLSA_BUILD_LEVEL_1', generator, signedBy(workflow)],
    ['SLSA_BUILD_LEVEL_1', workflow, signedBy(generator)],
    ['SLSA_BUILD_LEVEL_1', 'https://builder.example', signedBy(workflow)],
    ['SLSA_BUILD_LEVEL_1', runner, signedBy(workflow, { runnerEnvironment: 'self-hosted' })],
    ['SLSA_BUILD_LEVEL_1', generator, signedBy(generator, { runnerEnvironment: 'self-hosted' })],
    ['SLSA_BUILD_LEVEL_1', runner, signedBy(workflow, {})],
    [
      'SLSA_BUILD_LEVEL_1',
      runner,
      signedBy('https://evil.example/acme/ui/.github/workflows/release.yml@refs/tags/v1.0.0'),
    ],
    ['SLSA_BUILD_LEVEL_1', runner, { kind: 'managed-key', fingerprint: 'SHA256:x' } as unknown as Signer],
  ])('is %s for %s', (level, builder, signer) => {
    expect(buildLevelOf(builder, signer)).toBe(level);
  });

  it('is one of a project of GitLab where its own runner is named', () => {
    const project = 'https://gitlab.com/acme/ui';
    const of = (builder: string) =>
      buildLevelOf(builder, {
        ...signedBy(`${project}//.gitlab-ci.yml@refs/tags/v1.0.0`, { runnerEnvironment: 'gitlab-hosted' }),
        issuer: 'https://gitlab.com',
      } as Signer);
    expect(of(`${project}/-/runners/1`)).toBe('SLSA_BUILD_LEVEL_2');
    expect(of('https://gitlab.com/evil/ui/-/runners/1')).toBe('SLSA_BUILD_LEVEL_1');
  });
});

it('the lowest of several levels counts', () => {
  expect(lowestBuildLevel(['SLSA_BUILD_LEVEL_3', 'SLSA_BUILD_LEVEL_1', 'SLSA_BUILD_LEVEL_2'])).toBe(
    'SLSA_BUILD_LEVEL_1',
  );
  expect(lowestBuildLevel([])).toBeUndefined();
  const levels = Object.freeze(['SLSA_BUILD_LEVEL_3', 'SLSA_BUILD_LEVEL_2'] as const);
  expect(lowestBuildLevel(levels)).toBe('SLSA_BUILD_LEVEL_2');
});
