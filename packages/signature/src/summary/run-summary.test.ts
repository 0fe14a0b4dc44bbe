import { digestOf, type RunSummary } from '@assay/model';
import { mintSigstore } from '@assay/testkit';
import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { describe, expect, it, test } from 'vitest';
import { encodeUtf8 } from '../encoding/bytes.js';
import { parseStatement } from '../in-toto/statement.js';
import { parseRunSummary } from './parse-run-summary.js';
import { renderRunSummary } from './render-run-summary.js';
import { runSummary } from './testing/run-summary.js';

type Json = Record<string, unknown>;

/** An object of JSON, with the members that are changed here by name. */
interface VerifierJson extends Json {
  id: unknown;
  policies: unknown;
  assay_version?: unknown;
}
interface RunJson extends Json {
  subjects: unknown;
  exitCode: unknown;
  decision: unknown;
  depth: unknown;
  policy: unknown;
  report: unknown;
  sbom?: unknown;
  trustedRoots: unknown;
  waivers: unknown;
  provenance?: unknown;
  decisions: Json & { pass: unknown };
  lockfiles: (Json & { within?: unknown })[];
}
interface Mutable {
  subject: { name?: unknown; digest: Json & { sha256?: unknown; sha512?: unknown } }[];
  predicateType: unknown;
  predicate: Json & { verifier: VerifierJson; timeCreated?: unknown; properties: unknown; assay_run: RunJson };
}

const statementText = (summary: RunSummary = runSummary()) => new TextDecoder().decode(renderRunSummary(summary));

function read(text: string) {
  const statement = parseStatement(encodeUtf8(text));
  if (typeof statement === 'string') throw new Error(statement);
  return parseRunSummary(statement);
}

/** The code, or `ok`, after one change of a good statement. */
function codeAfter(change: (statement: Mutable) => void, summary?: RunSummary): string {
  const statement = JSON.parse(statementText(summary)) as Mutable;
  change(statement);
  const parsed = read(JSON.stringify(statement));
  return parsed.ok ? 'ok' : parsed.code;
}

const run = (change: (of: Mutable['predicate']['assay_run']) => void) => (s: Mutable) => change(s.predicate.assay_run);

describe('a summary that contradicts itself', () => {
  test.each<[string, (statement: Mutable) => void]>([
    ['passes with a failed package', run((of) => Object.assign(of.decisions, { pass: 1, fail: 1 }))],
    ['passes with an unverified package', run((of) => Object.assign(of.decisions, { pass: 1, unverified: 1 }))],
    ['counts fewer verdicts than packages', run((of) => (of.subjects = 3))],
    ['counts more verdicts than packages', run((of) => (of.subjects = 1))],
    ['passes with exit code 1', run((of) => (of.exitCode = 1))],
    ['fails with exit code 0', run((of) => (of.decision = 'fail'))],
    [
      'fails with exit code 1, and no package failed',
      run((of) => Object.assign(of, { decision: 'fail', exitCode: 1 })),
    ],
    ['counts a waived package and no waiver', run((of) => Object.assign(of.decisions, { pass: 1, waived: 1 }))],
    ['claims another depth than its run had', run((of) => (of.depth = 'pins'))],
    ['claims a strong link, and has a weak one', run((of) => (of.lockfiles[0] = asserted(of.lockfiles[0])))],
    ['names a lockfile twice', run((of) => of.lockfiles.push({ ...of.lockfiles[0] }))],
    ['is about a policy and names another', run((of) => (of.policy = { sha256: 'f'.repeat(64) }))],
    [
      'names a second policy',
      (s) => (s.predicate.verifier.policies as unknown[]).push({ digest: { sha256: 'a'.repeat(64) } }),
    ],
    ['names no policy', (s) => (s.predicate.verifier.policies = [])],
    [
      'says where in the artefact, and that it is asserted',
      run((of) => Object.assign(of.lockfiles[0] ?? {}, { link: 'asserted' })),
    ],
    ['does not say where it is embedded', run((of) => delete of.lockfiles[0]?.within)],
    ['shows what is in bytes that nobody read', (s) => delete s.subject[0]?.digest.sha512],
    ['claims a level without provenance', (s) => (s.predicate.properties as string[]).push('SLSA_BUILD_LEVEL_3')],
    ['claims a property of ours that is none', (s) => (s.predicate.properties as string[]).push('ASSAY_FINE')],
    ['claims a property twice', (s) => (s.predicate.properties as string[]).push('ASSAY_DEPTH_ARTIFACTS')],
    ['does not claim to have passed, and has', (s) => (s.predicate.properties as string[]).shift()],
    [
      'passes with refused provenance',
      run((of) => (of.provenance = { outcome: 'refuted', code: 'attestation-other-signer' })),
    ],
    [
      'passes with provenance that could not be judged',
      run((of) => (of.provenance = { outcome: 'unknown', code: 'x' })),
    ],
    [
      'links by provenance that it does not have',
      run((of) => (of.lockfiles[0] = { ...asserted(of.lockfiles[0]), link: 'provenance' })),
    ],
    ['says when evidence was gathered that it does not name', run((of) => (of['evidenceAt'] = '2026-11-25T00:00:00Z'))],
    ['used a waiver of yesterday', run((of) => (of.waivers = [{ ...waiver, expires: '2026-11-25' }]))],
  ])('one that %s is refused', (_, change) => {
    expect(codeAfter(change)).toBe('summary-contradictory');
  });

  it('is never written', () => {
    expect(() => renderRunSummary(runSummary({ subjects: 3 }))).toThrow('cannot be made: It is about 3 packages');
    expect(() => renderRunSummary(runSummary({ decision: 'fail' }))).toThrow('exit code');
  });
});

const waiver = { purl: 'pkg:npm/a@1.0.0', check: 'provenance', expires: '2026-11-26', count: 1 };

function asserted(lockfile: Json | undefined): Json {
  const { within: _within, ...rest } = lockfile ?? {};
  return { ...rest, link: 'asserted' };
}

describe('a summary with a member in another form', () => {
  const drop = (name: string) => run((of) => Reflect.deleteProperty(of, name));
  test.each<[string, (statement: Mutable) => void]>([
    ...['decision', 'exitCode', 'depth', 'policy', 'report', 'inventory', 'trustedRoots', 'subjects', 'decisions'].map(
      (name): [string, (statement: Mutable) => void] => [`no ${name}`, drop(name)],
    ),
    ['no lockfiles', drop('lockfiles')],
    ['no waivers', drop('waivers')],
    ['two subjects', (s) => s.subject.push({ name: 'b', digest: { sha256: 'a'.repeat(64) } })],
    ['the same subject twice', (s) => s.subject.push(...s.subject)],
    ['a subject without a name', (s) => delete s.subject[0]?.name],
    ['a subject without a SHA-256', (s) => delete s.subject[0]?.digest.sha256],
    ['a count as text', run((of) => (of.subjects = '2'))],
    ['a count that is no whole number', run((of) => (of.decisions.pass = 1.5))],
    ['a count below zero', run((of) => Object.assign(of.decisions, { pass: 3, fail: -1 }))],
    ['an exit code as text', run((of) => (of.exitCode = '0'))],
    ['an exit code of nobody', run((of) => (of.exitCode = 2))],
    ['a text where a list is expected', run((of) => (of.trustedRoots = 'none'))],
    ['an object where a list is expected', run((of) => Object.assign(of, { lockfiles: {} }))],
    ['texts in a list of objects', run((of) => (of.waivers = ['all']))],
    ['a digest in capitals', run((of) => (of.report = { sha256: 'A'.repeat(64) }))],
    ['a digest that is too short', run((of) => (of.report = { sha256: 'a'.repeat(62) }))],
    ['a digest as text', run((of) => (of.report = 'a'.repeat(64)))],
    ['a digest by another algorithm alone', run((of) => (of.report = { sha512: 'a'.repeat(128) }))],
    ['no digest of the bill of materials where it names one', run((of) => (of.sbom = null))],
    ['a decision of nobody', run((of) => (of.decision = 'passed'))],
    ['a depth of nobody', run((of) => (of.depth = 'deep'))],
    ['a link of nobody', run((of) => Object.assign(of.lockfiles[0] ?? {}, { link: 'trust-me' }))],
    ['a time with an offset', (s) => (s.predicate.timeCreated = '2026-11-26T12:00:00+00:00')],
    ['a day that does not exist', (s) => (s.predicate.timeCreated = '2026-02-30T12:00:00Z')],
    ['no time', (s) => delete s.predicate.timeCreated],
    ['a waiver that ends at some time', run((of) => (of.waivers = [{ ...waiver, expires: 'never' }]))],
    ['a waiver that was not used', run((of) => (of.waivers = [{ ...waiver, count: 0 }]))],
    ['another verifier', (s) => (s.predicate.verifier.id = 'https://assay.example/verifier/v2')],
    ['no version', (s) => delete s.predicate.verifier.assay_version],
    ['properties as text', (s) => (s.predicate.properties = 'ASSAY_DEPENDENCIES_PASSED')],
    ['a property that is a number', (s) => (s.predicate.properties as unknown[]).push(1)],
    ['a level of nobody', run((of) => (of.provenance = { outcome: 'proven', code: 'x', level: 'SLSA_BUILD_LEVEL_4' }))],
  ])('%s is refused', (_, change) => {
    expect(codeAfter(change)).toBe('summary-malformed');
  });

  it('is not read with a key that stands twice, whichever reader would take the other', () => {
    const twice = statementText().replace('"exitCode":0', '"exitCode":1,"exitCode":0');
    expect(parseStatement(encodeUtf8(twice))).toContain('twice');
  });
});

describe('what the artefact’s own provenance came to', () => {
  const clean = { pass: 2, waived: 0, warn: 0, unverified: 0, fail: 0 } as const;
  test.each([
    ['proven', 'pass', 0],
    ['refuted', 'fail', 1],
    ['absent', 'fail', 1],
    ['unknown', 'unverified', 3],
  ] as const)('%s makes a good run %s, and nothing else', (outcome, decision, exitCode) => {
    const provenance = { outcome, code: 'x' };
    expect(read(statementText(runSummary({ decision, exitCode, decisions: clean, provenance }))).ok).toBe(true);
    const others = [
      ['pass', 0],
      ['waived', 0],
      ['warn', 0],
      ['fail', 1],
    ] as const;
    for (const [other, code] of others.filter(([each]) => each !== decision)) {
      const summary = runSummary({ decision: other, exitCode: code, decisions: clean, provenance });
      expect(() => renderRunSummary(summary)).toThrow('the worst of what it counts');
    }
  });

  test('is never better than what the run found', () => {
    const failed = { decision: 'fail', exitCode: 1, decisions: { ...clean, pass: 1, fail: 1 } } as const;
    for (const outcome of ['proven', 'unknown'] as const) {
      const provenance = { outcome, code: 'x' };
      expect(read(statementText(runSummary({ ...failed, provenance }))).ok).toBe(true);
      expect(() =>
        renderRunSummary(runSummary({ ...failed, decision: 'unverified', exitCode: 3, provenance })),
      ).toThrow();
    }
  });
});

test('a waiver holds to the end of its last day, UTC', () => {
  const at = (time: string) => runSummary({ at: time, waivers: [waiver] });
  expect(read(statementText(at('2026-11-26T23:59:59.999Z'))).ok).toBe(true);
  expect(() => renderRunSummary(at('2026-11-27T00:00:00Z'))).toThrow('had expired on 2026-11-26');
});

describe('a statement that is no summary', () => {
  test.each<[string, (statement: Mutable) => void]>([
    ['SVR of an older version', (s) => (s.predicateType = 'https://in-toto.io/attestation/svr/v0.1')],
    ['a VSA', (s) => (s.predicateType = 'https://slsa.dev/verification_summary/v1')],
    ['a statement of v0.1', (s) => Object.assign(s, { _type: 'https://in-toto.io/Statement/v0.1' })],
    ['SVR of another verifier', (s) => Reflect.deleteProperty(s.predicate, 'assay_run')],
  ])('%s is told apart', (_, change) => {
    expect(codeAfter(change)).toBe('summary-other-type');
  });
});

describe('a summary', () => {
  const failed = {
    decision: 'fail',
    exitCode: 1,
    decisions: { pass: 1, waived: 0, warn: 0, unverified: 0, fail: 1 },
  } as const;
  const byDigest = { name: 'registry.example/app', digests: [digestOf('sha256', 'image')] };
  const lockfile = { path: 'Gemfile.lock', digest: digestOf('sha256', 'lock'), link: 'asserted' } as const;
  test.each<[string, RunSummary]>([
    ['of a run that passed', runSummary()],
    ['of a run that failed', runSummary(failed)],
    ['of a run in doubt', runSummary({ decision: 'unverified', exitCode: 3 })],
    [
      'of an empty run',
      runSummary({ subjects: 0, decisions: { pass: 0, waived: 0, warn: 0, unverified: 0, fail: 0 } }),
    ],
    ['of an image by digest', runSummary({ artifact: byDigest, lockfiles: [lockfile] })],
    [
      'with everything',
      runSummary({ sbom: digestOf('sha256', 's'), evidence: digestOf('sha256', 'e'), waivers: [waiver] }),
    ],
    [
      'with a proven provenance',
      runSummary({ provenance: { outcome: 'proven', code: 'attestation-verified', level: 'SLSA_BUILD_LEVEL_2' } }),
    ],
    [
      'with a refused provenance',
      runSummary({ decision: 'fail', exitCode: 1, provenance: { outcome: 'refuted', code: 'x' } }),
    ],
  ])('%s reads as it was written', (_, summary) => {
    const parsed = read(statementText(summary));
    expect(parsed).toEqual({ ok: true, summary });
  });

  it('is the same bytes whatever the order of its lockfiles, in RFC 8785 form', () => {
    const other = { path: 'a.lock', digest: digestOf('sha256', 'a'), link: 'asserted' } as const;
    const one = statementText(runSummary({ lockfiles: [lockfile, other] }));
    expect(statementText(runSummary({ lockfiles: [other, lockfile] }))).toBe(one);
    expect(one.startsWith('{"_type":"https://in-toto.io/Statement/v1","predicate":{"assay_run":{"decision"')).toBe(
      true,
    );
  });

  it('is verified by sigstore-js in a bundle of a job', () => {
    const signed = mintSigstore().sign({ statement: renderRunSummary(runSummary()) });
    const material = toTrustMaterial(TrustedRoot.fromJSON(signed.trustedRoot));
    const entity = toSignedEntity(bundleFromJSON(JSON.parse(signed.text)));
    expect(new Verifier(material).verify(entity).identity?.subjectAlternativeName).toContain('https://');
  });

  it('may have members and properties of others', () => {
    const foreign = (s: Mutable) => {
      Object.assign(s.predicate, { other: 1 });
      Object.assign(s.predicate.assay_run, { later: true });
      (s.predicate.properties as string[]).push('ACME_REVIEWED');
    };
    expect(codeAfter(foreign)).toBe('ok');
  });

  it('says its weakest link, and no link without a lockfile', () => {
    const embedded = runSummary().lockfiles;
    expect(statementText(runSummary({ lockfiles: [...embedded, lockfile] }))).toContain('"ASSAY_LINK_ASSERTED"');
    expect(statementText(runSummary({ lockfiles: [] }))).not.toContain('ASSAY_LINK');
  });

  it('is written with hostile names as they are: showing them is for who prints', () => {
    const artifact = { ...runSummary().artifact, name: '\u001b[2J../../__proto__\n::error::x' };
    const parsed = read(statementText(runSummary({ artifact })));
    expect(parsed).toMatchObject({ ok: true, summary: { artifact: { name: artifact.name } } });
  });
});
