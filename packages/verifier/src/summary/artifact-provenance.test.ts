/** What an artefact's own provenance adds to a summary, and what it never adds. */

import { writeFile } from 'node:fs/promises';
import { digestOf } from '@assay/model';
import {
  githubIdentity,
  mintSigstore,
  slsaProvenanceV1,
  type GithubIdentity,
  type GithubRun,
  type Mistake,
} from '@assay/testkit';
import { describe, expect, it, test } from 'vitest';
import { parsePublisherSpec } from '../verify-attestation-publisher.js';
import type { ArtifactProvenanceOptions } from './artifact-provenance.js';
import { attestScene, statementsOf, summaryOf, type AttestScene } from './testing/attest-scene.js';

const sigstore = mintSigstore();
const publishers = [parsePublisherSpec('github:acme/app', {})];
const generator = 'slsa-framework/slsa-github-generator/.github/workflows/builder_nodejs_slsa3.yml';
const release = { workflow: generator, ref: 'refs/tags/v2.1.0', sha: 'a'.repeat(40) };

interface Given {
  readonly run?: Partial<GithubRun>;
  /** What it is about; the application when not given. */
  readonly artifact?: string;
  readonly mistake?: Mistake;
  readonly options?: Partial<ArtifactProvenanceOptions>;
  /** SHA-256 that it lists among what went into the build. */
  readonly dependency?: string;
  readonly builder?: string;
}

async function attestWith({ path, app, env, attest }: AttestScene, given: Given = {}) {
  const identity = githubIdentity({ repository: 'acme/app', ...given.run });
  const artifact = given.artifact ?? app;
  const { mistake, dependency, builder } = given;
  const signed = sigstore.sign({
    artifact,
    identity,
    statement: provenanceOf({ artifact, identity, dependency, builder }),
    ...(mistake === undefined ? {} : { mistake }),
  });
  await writeFile(path('root.json'), JSON.stringify(sigstore.trustedRoot()));
  await writeFile(path('provenance.json'), signed.text);
  const signer = given.run?.signer?.workflow;
  const through =
    signer === undefined ? publishers : [parsePublisherSpec('github:acme/app', { signerWorkflow: signer })];
  const trust = { expected: { publishers: through }, env, trustedRoot: path('root.json') };
  return attest({ provenance: { bundles: [path('provenance.json')], ...trust, ...given.options } });
}

interface Stated {
  readonly artifact: string | Uint8Array;
  readonly identity: GithubIdentity;
  readonly dependency: string | undefined;
  readonly builder: string | undefined;
}

function provenanceOf({ artifact, identity, dependency, builder }: Stated) {
  const made = slsaProvenanceV1({ artifact, identity, ...(builder === undefined ? {} : { builder }) });
  if (dependency === undefined) return made;
  const { buildDefinition, ...rest } = made.predicate as {
    buildDefinition: { resolvedDependencies: readonly object[] };
  };
  const listed = { uri: 'file:package-lock.json', digest: { sha256: dependency } };
  const resolvedDependencies = [...buildDefinition.resolvedDependencies, listed];
  return JSON.parse(
    JSON.stringify({ ...made, predicate: { ...rest, buildDefinition: { ...buildDefinition, resolvedDependencies } } }),
  ) as typeof made;
}

describe('proven provenance', () => {
  test.each<[string, string, Given]>([
    ['a hosted runner', 'SLSA_BUILD_LEVEL_2', {}],
    ['a runner of one’s own', 'SLSA_BUILD_LEVEL_1', { run: { runner: 'self-hosted' } }],
    ['slsa-github-generator at a release', 'SLSA_BUILD_LEVEL_3', { run: { signer: release } }],
    [
      'slsa-github-generator at a release, on a runner of one’s own',
      'SLSA_BUILD_LEVEL_1',
      { run: { signer: release, runner: 'self-hosted' } },
    ],
    [
      'slsa-github-generator at a branch',
      'SLSA_BUILD_LEVEL_2',
      { run: { signer: { ...release, ref: 'refs/heads/main' } } },
    ],
    [
      'another workflow of that name',
      'SLSA_BUILD_LEVEL_2',
      { run: { signer: { ...release, workflow: `evil/${generator}`.replace('slsa-framework/', '') } } },
    ],
  ])('of %s is %s', async (_, level, given) => {
    await attestScene({}, async (scene) => {
      const attested = await attestWith(scene, given);
      expect(summaryOf(attested)).toMatchObject({ exitCode: 0, provenance: { outcome: 'proven', level } });
      expect(statementsOf(attested)[1]?.['predicate']).toMatchObject({ verifiedLevels: [level] });
    });
  });

  it('is an input of the VSA, and names the level among the properties', async () => {
    await attestScene({}, async (scene) => {
      const [svr, vsa] = statementsOf(await attestWith(scene));
      expect(JSON.stringify(svr)).toContain('"SLSA_BUILD_LEVEL_2"]');
      expect(JSON.stringify(vsa?.['predicate'])).toContain('"name":"provenance"');
    });
  });

  it('links a lockfile that it lists by digest, where the artefact cannot show it', async () => {
    await attestScene({}, async (scene) => {
      await writeFile(scene.path('app.tgz'), scene.app.subarray(0, -10));
      const artifact = Buffer.from(scene.app.subarray(0, -10)).toString('latin1');
      const bytes = Buffer.from(artifact, 'latin1');
      const dependency = digestOf('sha256', scene.lock).value;
      const cut = { ...scene, app: bytes };
      expect(summaryOf(await attestWith(cut, { dependency })).lockfiles[0]?.link).toBe('provenance');
      expect(summaryOf(await attestWith(cut)).lockfiles[0]?.link).toBe('asserted');
      const other = digestOf('sha256', 'other').value;
      expect(summaryOf(await attestWith(cut, { dependency: other })).lockfiles[0]?.link).toBe('asserted');
    });
  });
});

describe('provenance that does not hold', () => {
  test.each<[string, 'refuted' | 'absent', string, Given]>([
    ['of another repository', 'refuted', 'publisher-repository-mismatch', { run: { repository: 'evil/app' } }],
    ['about another artefact', 'refuted', 'subject-mismatch', { artifact: 'other' }],
    ['with a broken signature', 'refuted', '', { mistake: 'payload-changed' }],
    [
      'by a builder that is not accepted',
      'refuted',
      'provenance-builder-untrusted',
      { options: { builders: ['https://builder.example/one'] } },
    ],
    [
      'by a builder that the certificate does not bear out',
      'refuted',
      'provenance-builder-mismatch',
      { builder: `https://github.com/${generator}@refs/tags/v2.1.0` },
    ],
  ])('%s makes the summary fail, and links nothing', async (_, outcome, code, given) => {
    await attestScene({}, async (scene) => {
      await writeFile(scene.path('app.tgz'), scene.app.subarray(0, -10));
      const cut = { ...scene, app: scene.app.subarray(0, -10) };
      const dependency = digestOf('sha256', scene.lock).value;
      const attested = await attestWith(cut, { dependency, ...given });
      expect(attested.exitCode).toBe(1);
      const summary = summaryOf(attested);
      expect(summary).toMatchObject({ decision: 'fail', provenance: { outcome }, lockfiles: [{ link: 'asserted' }] });
      expect(summary.provenance?.level).toBeUndefined();
      expect(summary.provenance?.code).toContain(code);
      expect(attested.notes.join('\n')).toContain('so the summary does not pass');
      expect(statementsOf(attested)[1]?.['predicate']).toMatchObject({ verifiedLevels: ['FAILED'] });
    });
  });

  it('has to be judged by the builder also where an identity is expected', async () => {
    await attestScene({}, async (scene) => {
      const identity = 'https://github.com/acme/app/.github/workflows/release.yml@refs/tags/v1.0.0';
      const expected = { identity, issuer: 'https://token.actions.githubusercontent.com' };
      const good = await attestWith(scene, { options: { expected } });
      expect(summaryOf(good).provenance).toMatchObject({ outcome: 'proven', level: 'SLSA_BUILD_LEVEL_2' });
      const bad = await attestWith(scene, { options: { expected, builders: ['https://builder.example/one'] } });
      expect(summaryOf(bad).provenance).toMatchObject({ outcome: 'refuted', code: 'provenance-builder-untrusted' });
    });
  });

  it('is absent where an attestation is no provenance', async () => {
    await attestScene({}, async (scene) => {
      const { path, env, app, attest } = scene;
      const identity = githubIdentity({ repository: 'acme/app' });
      const made = slsaProvenanceV1({ artifact: app, identity });
      const statement = { ...made, predicateType: 'https://cyclonedx.org/bom' };
      await writeFile(path('root.json'), JSON.stringify(sigstore.trustedRoot()));
      await writeFile(path('bom.json'), sigstore.sign({ artifact: app, identity, statement }).text);
      const trust = { expected: { publishers }, env, trustedRoot: path('root.json') };
      const attested = await attest({ provenance: { bundles: [path('bom.json')], ...trust } });
      expect(summaryOf(attested).provenance).toEqual({ outcome: 'absent', code: 'no-attestation-of-type' });
      expect(attested.exitCode).toBe(1);
      await expect(attest({ provenance: { bundles: [], ...trust } })).rejects.toThrow('no document');
    });
  });

  it('is not hidden by being named twice', async () => {
    await attestScene({}, async (scene) => {
      const bundles = [scene.path('provenance.json'), scene.path('provenance.json')];
      expect(summaryOf(await attestWith(scene, { options: { bundles } })).provenance?.outcome).toBe('proven');
    });
  });
});
