import { existsSync, readFileSync } from 'node:fs';
import { digestFromHex, digestOf, type Attestation, type JsonValue, type VerifiedTime } from '@assay/model';
import {
  emailIdentity,
  githubIdentity,
  keyNamed,
  mintRegistryKeys,
  mintSigstore,
  npmPublishStatement,
  npmSubject,
  sigstoreMistakes,
  slsaProvenanceV02,
  slsaProvenanceV1,
  statement,
  type SignOptions,
  type StatementJson,
} from '@assay/testkit';
import { describe, expect, it } from 'vitest';
import { npmAttestationCodes } from '../codes/registry-codes.js';
import { npmPublishPredicateType } from '../provenance/publish-predicate.js';
import { readTrustedRoot } from '../sigstore/read-trusted-root.js';
import type { NpmAttestationsCheck } from './npm-attestations.js';
import { parseBundle } from '../sigstore/parse-bundle.js';
import { attestationKey, standingAmong } from './attestation-key.js';
import { readRegistryKeys } from './read-registry-keys.js';
import { verifyNpmAttestations } from './verify-npm-attestations.js';

const sigstore = mintSigstore();
const minted = mintRegistryKeys([{}]);
const [registryKey] = minted.keys;
if (registryKey === undefined) throw new Error('no key');
const hint = registryKey.keyId;

const bytes = new TextEncoder().encode('the package');
const release = { name: '@acme/tool', version: '1.2.3', bytes };
const subjects = [npmSubject(release)];
const sha512 = digestOf('sha512', bytes);
const at = '2026-06-01T00:00:00Z';

function keysOf(text: string) {
  const keys = readRegistryKeys(text);
  if (!keys.ok) throw new Error(keys.detail);
  return keys.value;
}

function rootOf(json: unknown) {
  const root = readTrustedRoot(new TextEncoder().encode(JSON.stringify(json)));
  if (!root.ok) throw new Error(root.detail);
  return root.value;
}

const keys = keysOf(JSON.stringify(minted.tufTarget()));
const roots = [rootOf(sigstore.trustedRoot())];

const managedKey = { key: registryKey.key, hint, keyid: hint };
const publishOptions: SignOptions = { statement: npmPublishStatement(release), managedKey };
const provenanceOptions: SignOptions = { statement: slsaProvenanceV1({ subjects }) };

function attested(options: SignOptions, predicateType?: string): Attestation {
  const { bundle, payload } = sigstore.sign(options);
  const inside = JSON.parse(new TextDecoder().decode(payload)) as StatementJson;
  return { bundle, predicateType: predicateType ?? inside.predicateType };
}

const publish = (change: SignOptions = {}) => attested({ ...publishOptions, ...change });
const provenance = (change: SignOptions = {}) => attested({ ...provenanceOptions, ...change });

function verify(attestations: readonly Attestation[], change: Partial<NpmAttestationsCheck> = {}) {
  const { name, version } = release;
  return verifyNpmAttestations({ attestations, name, version, digests: [sha512], keys, roots, at, ...change });
}

/** The latest verified time of the publish attestation, in milliseconds. */
function lastTime(result: ReturnType<typeof verify>): number {
  if (!result.ok) throw new Error(result.detail);
  return Math.max(...result.value.publish.flatMap(({ verified }) => verified.times.map((time) => Date.parse(time.at))));
}

const both = { required: ['publish', 'provenance'] } as const;
const refused = (code: string) => expect.objectContaining({ ok: false, code }) as unknown;
const unhinted = ({ bundle }: Attestation): Attestation => ({ bundle });

describe('any valid attestation beside a bad one proves nothing (CVE-2022-35929)', () => {
  const tampered: SignOptions = { mistake: 'payload-changed-after-logging' };

  it.each([
    ['provenance, and a good one beside it', [provenance(), provenance(tampered)]],
    ['the publish attestation, though only provenance is required', [provenance(), publish(tampered)]],
    ['the first of three', [provenance(tampered), publish(), provenance()]],
  ])('%s', (_what, list) => {
    for (const attestations of [list, list.toReversed()]) {
      const result = verify(attestations);
      expect(result.ok || npmAttestationCodes[result.code].outcome).toBe('refuted');
    }
  });

  it('whatever refutes counts more than what is unknown', () => {
    const list = [publish({ managedKey: { ...managedKey, hint: 'x', keyid: 'x' } }), provenance(tampered)];
    const result = verify(list, both);
    expect(result.ok || npmAttestationCodes[result.code].outcome).toBe('refuted');
  });
});

it('GHSA-r2xv-vpr2-42m9: a publish attestation signed over its payload, and not over its encoding, is refuted', () => {
  const list = [publish({ mistake: 'signature-over-bare-payload' }), provenance()];
  expect(verify(list)).toEqual(refused('signature-invalid'));
  expect(verify(list, both)).toEqual(refused('signature-invalid'));
});

describe('every mistake that can be minted into a bundle', () => {
  /** Not wrong enough for any verifier: the tests of bundles say why. */
  const borne = new Set<string>(['two-kinds-of-entry-in-one-log', 'timestamp-eku-not-critical']);
  const names = sigstoreMistakes.map(({ name }) => name).filter((name) => !borne.has(name));
  it.each(names)('%s, in provenance, is not proven', (mistake) => {
    const signed = sigstore.sign({ ...provenanceOptions, mistake });
    const attestation = {
      bundle: signed.bundle as unknown as JsonValue,
      predicateType: 'https://slsa.dev/provenance/v1',
    };
    let trusted;
    try {
      trusted = [rootOf(signed.trustedRoot)];
    } catch {
      return; // The mistake is about the root, and no such root is read.
    }
    expect(verify([publish(), attestation], { roots: trusted })).toMatchObject({ ok: false });
  });
});

describe('the subject is this package, this version and these bytes', () => {
  const of = (change: Partial<typeof release>) => [npmSubject({ ...release, ...change })];
  const other = new TextEncoder().encode('other');
  const cases: readonly (readonly [string, readonly ReturnType<typeof npmSubject>[], string])[] = [
    ['another version', of({ version: '1.2.4' }), 'attestation-subject-mismatch'],
    ['another name', of({ name: '@acme/tools' }), 'attestation-subject-mismatch'],
    ['the name without its scope', of({ name: 'tool' }), 'attestation-subject-mismatch'],
    ['another case', of({ name: '@Acme/tool' }), 'attestation-subject-mismatch'],
    ['the name unencoded', [{ ...subjects[0]!, name: 'pkg:npm/@acme/tool@1.2.3' }], 'attestation-subject-mismatch'],
    [
      'a qualifier behind it',
      [{ ...subjects[0]!, name: `${subjects[0]!.name ?? ''}?a=b` }],
      'attestation-subject-mismatch',
    ],
    [
      'another kind of package',
      [{ ...subjects[0]!, name: 'pkg:gem/%40acme/tool@1.2.3' }],
      'attestation-subject-mismatch',
    ],
    ['no name', [{ digest: subjects[0]!.digest }], 'attestation-subject-mismatch'],
    ['other bytes', of({ bytes: other }), 'subject-mismatch'],
    ['no digest', [{ ...subjects[0]!, digest: {} }], 'subject-mismatch'],
    ['two subjects, one of them this', [...subjects, ...of({ name: 'evil' })], 'attestation-subject-mismatch'],
    ['two subjects, this twice', [...subjects, ...subjects], 'attestation-subject-mismatch'],
    [
      'other bytes under this name beside these under another',
      [...of({ bytes: other }), ...of({ name: 'evil' })],
      'attestation-subject-mismatch',
    ],
  ];

  it.each(cases)('provenance of %s', (_what, wrong, code) => {
    expect(verify([provenance({ statement: slsaProvenanceV1({ subjects: wrong }) })])).toEqual(refused(code));
  });

  it.each(cases)('a publish attestation of %s', (_what, wrong, code) => {
    const forged = publish({ statement: npmPublishStatement(release, undefined, { subjects: wrong }) });
    expect(verify([provenance(), forged])).toEqual(refused(code));
  });

  it('bytes that were received and are not the pinned ones', () => {
    const wrong = digestOf('sha512', other);
    for (const digests of [
      [sha512, wrong],
      [wrong, sha512],
    ])
      expect(verify([provenance()], { digests })).toMatchObject({ ok: false });
    const sha1 = digestOf('sha1', bytes).value;
    const odd = provenance({
      statement: slsaProvenanceV1({ subjects: [{ ...subjects[0]!, digest: { ...subjects[0]!.digest, sha1 } }] }),
    });
    expect(verify([odd], { digests: [sha512, digestOf('sha1', other)] })).toMatchObject({ ok: false });
    expect(verify([odd], { digests: [sha512, digestOf('sha1', bytes)] })).toMatchObject({ ok: true });
  });

  it('nothing pinned that could be compared', () => {
    expect(verify([provenance()], { digests: [] })).toEqual(refused('artifact-digest-missing'));
    expect(verify([provenance()], { digests: [digestOf('sha1', bytes)] })).toEqual(refused('artifact-digest-missing'));
  });
});

describe('who signed what', () => {
  it('provenance by a registry key', () => {
    expect(verify([provenance({ managedKey })])).toEqual(refused('attestation-signer-unexpected'));
  });

  it('a publish attestation by an identity', () => {
    const { managedKey: _none, ...byIdentity } = publishOptions;
    expect(verify([provenance(), attested(byIdentity)])).toEqual(refused('attestation-signer-unexpected'));
  });

  it('a publish attestation by another key under the name of the registry key', () => {
    const key = keyNamed('thief');
    expect(verify([provenance(), publish({ managedKey: { ...managedKey, key } })])).toMatchObject({ ok: false });
  });

  it('two names of keys', () => {
    const named = publish({ managedKey: { ...managedKey, keyid: 'other' } });
    expect(verify([provenance(), named])).toEqual(refused('bundle-malformed'));
    const { keyid: _none, ...unnamed } = managedKey;
    expect(verify([publish({ managedKey: unnamed }), provenance()], both)).toMatchObject({ ok: true });
  });

  it.each(['x', hint.toLowerCase(), `${hint} `, '__proto__'])('a key that is not known: %j', (id) => {
    const list = [publish({ managedKey: { ...managedKey, hint: id, keyid: id } }), provenance()];
    expect(verify(list, both)).toEqual(refused('attestation-key-unknown'));
    expect(verify(list)).toMatchObject({
      ok: true,
      value: { publish: [], others: [{ code: 'attestation-key-unknown' }] },
    });
  });

  const entry = JSON.parse(JSON.stringify(minted.tufTarget().keys[1])) as { publicKey: { validFor: object } };
  const keysWith = (change: object, validFor: object = entry.publicKey.validFor) =>
    keysOf(JSON.stringify({ keys: [{ ...entry, publicKey: { ...entry.publicKey, validFor }, ...change }] }));

  it('no keys, keys for other things, revoked ones, ones of another kind', () => {
    const list = [publish(), provenance()];
    expect(verify(list, { ...both, keys: null })).toEqual(refused('attestation-key-unknown'));
    const forSignatures = keysWith({ keyUsage: 'npm:signatures' });
    expect(verify(list, { ...both, keys: forSignatures })).toEqual(refused('attestation-key-unknown'));
    expect(verify(list, { keys: keysWith({ revoked: true }) })).toEqual(refused('attestation-key-revoked'));
    const odd = keysOf(JSON.stringify({ keys: [{ ...entry, publicKey: { keyDetails: 'PKIX_ED25519' } }] }));
    expect(verify(list, { ...both, keys: odd })).toEqual(refused('attestation-key-unsupported'));
  });

  it('a key outside its validity at the verified time, whatever the time is now', () => {
    const signedAt = '2025-06-01T12:00:00Z';
    const list = [publish({ signedAt }), provenance()];
    const start = '2025-06-01T00:00:00Z';
    const late = { start: '2020-01-01T00:00:00Z', end: '2025-06-01T11:59:00Z' };
    expect(verify(list, { keys: keysWith({}, late) })).toEqual(refused('key-not-valid-at-time'));
    // The end is no part of the validity.
    const until = (end: string) => ({ keys: keysWith({}, { start, end }) });
    const last = lastTime(verify(list, both));
    expect(verify(list, until(new Date(last).toISOString()))).toEqual(refused('key-not-valid-at-time'));
    expect(verify(list, { ...both, ...until(new Date(last + 1).toISOString()) })).toMatchObject({ ok: true });
    expect(verify(list, { keys: keysWith({}, { start: '2025-06-02T00:00:00Z' }) })).toEqual(
      refused('key-not-valid-at-time'),
    );
    expect(verify(list, { ...both, keys: keysWith({}, { start, end: '2025-06-02T00:00:00Z' }) })).toMatchObject({
      ok: true,
    });
  });
});

describe('what is stated beside an attestation is a hint', () => {
  it.each([
    ['provenance called a publish attestation', provenanceOptions, npmPublishPredicateType],
    ['a publish attestation called provenance', publishOptions, 'https://slsa.dev/provenance/v1'],
    ['provenance called another version of it', provenanceOptions, 'https://slsa.dev/provenance/v0.2'],
    ['provenance called something unknown', provenanceOptions, 'https://unknown.example/v1'],
    [
      'something unknown called provenance',
      { statement: statement({ subjects }, { type: 'https://unknown.example/v1', value: {} }) },
      'https://slsa.dev/provenance/v1',
    ],
  ])('%s', (_what, options, type) => {
    expect(verify([provenance(), attested(options, type)])).toEqual(refused('attestation-type-mismatch'));
  });

  it('may be missing', () => {
    expect(verify([unhinted(publish()), unhinted(provenance())], both)).toMatchObject({ ok: true });
  });

  it('does not make a statement of what is none', () => {
    const payload = new TextEncoder().encode('{"_type":"https://in-toto.io/StatementA/v0.1"}');
    const { bundle } = sigstore.sign({ as: 'dsse', statement: payload });
    const plain = { bundle: bundle as unknown as JsonValue };
    expect(verify([plain])).toEqual(refused('statement-malformed'));
    expect(verify([{ ...plain, predicateType: 'https://slsa.dev/provenance/v1' }])).toEqual(
      refused('statement-malformed'),
    );
    const message = { bundle: sigstore.sign({ artifact: bytes }).bundle as unknown as JsonValue };
    expect(verify([provenance(), message])).toEqual(refused('statement-malformed'));
    expect(verify([provenance(), { ...message, predicateType: npmPublishPredicateType }])).toEqual(
      refused('attestation-signer-unexpected'),
    );
  });

  it.each([{}, [], null, 'x', 7])('nor a bundle of %j', (bundle) => {
    const type = { predicateType: 'https://slsa.dev/provenance/v1' };
    expect(verify([provenance(), { bundle, ...type }])).toMatchObject({ ok: false });
    expect(verify([provenance(), { bundle }])).toEqual(refused('bundle-malformed'));
  });
});

describe('the publish predicate', () => {
  const published = (value: Parameters<typeof statement>[1]['value']) =>
    publish({ statement: statement({ subjects }, { type: npmPublishPredicateType, value, statementType: 'v0.1' }) });
  const good = { name: release.name, version: release.version, registry: 'https://registry.example' };

  it.each([
    ['another name', { ...good, name: 'evil' }, 'publish-predicate-mismatch'],
    ['another version', { ...good, version: '1.2.4' }, 'publish-predicate-mismatch'],
    ['no version', { name: good.name, registry: good.registry }, 'publish-predicate-malformed'],
    ['a member more', { ...good, more: 1 }, 'publish-predicate-malformed'],
    ['nothing', null, 'publish-predicate-malformed'],
  ])('of %s', (_what, value, code) => {
    expect(verify([provenance(), published(value)])).toEqual(refused(code));
  });

  it.each([
    ['https://registry.example', true],
    ['https://registry.example/', true],
    ['https://registry.example.evil.example', false],
    ['http://registry.example', false],
    ['https://registry.example:444', false],
    ['registry.example', false],
  ])('says %s published: %s', (registry, fits) => {
    const origin = 'https://registry.example';
    for (const keyOwner of [{ origin }, { originSha256: digestOf('sha256', origin).value }]) {
      const list = [provenance(), published({ ...good, registry })];
      const expected = fits
        ? (expect.objectContaining({ ok: true }) as unknown)
        : refused('publish-registry-unconfirmed');
      expect(verify(list, { keyOwner, ...both })).toEqual(expected);
      const others = fits ? [] : [{ code: 'publish-registry-unconfirmed' }];
      expect(verify(list, { keyOwner })).toMatchObject({ ok: true, value: { others } });
    }
    expect(verify([provenance(), published({ ...good, registry })])).toMatchObject({ ok: true });
  });

  it('may name another registry where the key that signed is that one’s own: a mirror passes it on', () => {
    const keyOwner = { origin: 'https://mirror.example' };
    const list = [provenance(), published(good)];
    const asked: string[] = [];
    const ownKeysOf = (registry: string) => {
      asked.push(registry);
      return keys;
    };
    expect(verify(list, { keyOwner, ownKeysOf, ...both })).toMatchObject({ ok: true, value: { publish: [{}] } });
    expect(asked).toEqual([good.registry]);
    const stranger = mintRegistryKeys([{ name: 'stranger' }]).tufTarget();
    const underSameName = JSON.parse(JSON.stringify(minted.tufTarget()).replaceAll(hint, 'another-name')) as unknown;
    const signsOnly = minted.tufTarget().keys.filter(({ keyUsage }) => keyUsage === 'npm:signatures');
    const others = [stranger, underSameName, { keys: signsOnly }].map((document) => keysOf(JSON.stringify(document)));
    for (const theirs of [null, ...others]) {
      expect(verify(list, { keyOwner, ownKeysOf: () => theirs, ...both })).toEqual(
        refused('publish-registry-unconfirmed'),
      );
    }
    const revoked = minted.tufTarget().keys.map((key) => ({ ...key, revoked: true }));
    const theirs = keysOf(JSON.stringify({ keys: revoked }));
    expect(verify(list, { keyOwner, ownKeysOf: () => theirs })).toEqual(refused('attestation-key-revoked'));
    const validFor = { start: '1999-01-01T00:00:00.000Z', end: '2000-01-01T00:00:00.000Z' };
    const tuf = minted.tufTarget() as { readonly keys: readonly { readonly publicKey: object }[] };
    const ended = tuf.keys.map((key) => ({ ...key, publicKey: { ...key.publicKey, validFor } }));
    const then = keysOf(JSON.stringify({ keys: ended }));
    expect(verify(list, { keyOwner, ownKeysOf: () => then, ...both })).toEqual(refused('key-not-valid-at-time'));
    // Keys of one registry of a server say nothing of another one there.
    const base = `${new URL(good.registry).origin}/npm-local/`;
    const ofLocal = { origin: new URL(good.registry).origin, base };
    expect(verify(list, { keyOwner: ofLocal, ...both })).toMatchObject({ ok: true });
    const by = (path: string) => published({ ...good, registry: `${new URL(good.registry).origin}/${path}` });
    expect(verify([provenance(), by('npm-local')], { keyOwner: ofLocal, ...both })).toMatchObject({ ok: true });
    expect(verify([provenance(), by('npm-remote')], { keyOwner: ofLocal, ...both })).toEqual(
      refused('publish-registry-unconfirmed'),
    );
  });
});

describe('provenance and certificate', () => {
  it('another repository', () => {
    const identity = githubIdentity({ repository: 'evil/tool' });
    const result = verify([provenance({ identity })]);
    expect(result.ok || result.code).toMatch(/^provenance-/);
  });

  it('a builder that nobody accepts', () => {
    expect(verify([provenance()], { rules: { builders: ['https://builder.example'] } })).toEqual(
      refused('provenance-builder-untrusted'),
    );
  });

  it('a person signed it', () => {
    expect(verify([provenance({ identity: emailIdentity() })])).toMatchObject({ ok: false });
  });

  it('a predicate that is none', () => {
    const empty = statement({ subjects }, { type: 'https://slsa.dev/provenance/v1', value: {} });
    expect(verify([provenance({ statement: empty })])).toEqual(refused('provenance-malformed'));
  });
});

describe('how many there are', () => {
  it('none at all, none of a required kind', () => {
    expect(verify([])).toEqual(refused('attestations-missing'));
    expect(verify([publish()])).toEqual(refused('provenance-missing'));
    expect(verify([provenance()], both)).toEqual(refused('publish-missing'));
    expect(verify([publish()], { required: ['publish'] })).toMatchObject({ ok: true });
  });

  it('what is not understood is listed, and does not stand in for what is required', () => {
    const vsa = attested({ statement: statement({ subjects }, { type: 'https://unknown.example/v1', value: {} }) });
    expect(verify([vsa])).toEqual(refused('provenance-missing'));
    expect(verify([provenance(), vsa, { bundle: 'future', predicateType: 'x'.repeat(5000) }])).toMatchObject({
      ok: true,
      value: {
        others: [{ predicateType: 'https://unknown.example/v1', code: 'not-understood' }, { code: 'not-understood' }],
      },
    });
  });

  it('a further type is verified as a statement about the file where it is asked for, and only there', () => {
    const type = 'https://cyclonedx.org/bom';
    const bomOf = (about: typeof subjects, change: SignOptions = {}) =>
      attested({ statement: statement({ subjects: about }, { type, value: { any: 'thing' } }), ...change });
    const asked = { furtherTypes: [type], required: [] } as const;
    const bom = bomOf(subjects);
    expect(verify([bom], asked)).toMatchObject({
      ok: true,
      value: { statements: [{ predicateType: type }], others: [] },
    });
    expect(verify([bom, provenance()])).toMatchObject({ ok: true, value: { statements: [], others: [{}] } });
    expect(verify([bom], { ...asked, required: ['provenance'] })).toEqual(refused('provenance-missing'));

    const elsewhere = bomOf([npmSubject({ ...release, version: '1.2.4' })]);
    const otherBytes = bomOf([npmSubject({ ...release, bytes: new TextEncoder().encode('other') })]);
    for (const [bad, code] of [
      [elsewhere, 'attestation-subject-mismatch'],
      [otherBytes, 'subject-mismatch'],
      [bomOf(subjects, { managedKey }), 'attestation-signer-unexpected'],
      [{ ...bom, predicateType: 'https://unknown.example/v1' }, 'attestation-type-mismatch'],
      [{ ...provenance(), predicateType: type }, 'attestation-type-mismatch'],
      [bomOf(subjects, { mistake: 'sct-missing' }), 'sct-missing'],
    ] as const) {
      expect(verify([bom, bad], asked)).toEqual(refused(code));
      expect(verify([bad, bom], asked)).toEqual(refused(code));
    }
  });

  it('provenance that cannot be verified is not passed over where something else is required', () => {
    const { bundle } = mintSigstore({ name: 'other.example' }).sign(provenanceOptions);
    const unknown = { bundle, predicateType: 'https://slsa.dev/provenance/v1' };
    const result = verify([publish(), unknown], { required: ['publish'] });
    expect(result.ok || npmAttestationCodes[result.code].outcome).toBe('unknown');
  });

  it('the same twice is one; two builds are two', () => {
    const one = provenance();
    const again = publish();
    expect(verify([one, again, one, again], both)).toMatchObject({
      ok: true,
      value: { provenance: [{}], publish: [{}] },
    });
    const other = provenance({ tree: { size: 9, index: 2 } });
    const result = verify([one, other]);
    expect(result.ok && result.value.provenance).toHaveLength(2);
  });

  it('one place in a log hides no other signer behind the first: another shard has the same places', () => {
    const placed = (repository: string): Attestation => {
      const identity = githubIdentity({ repository });
      return provenance({ identity, statement: slsaProvenanceV1({ subjects, identity }) });
    };
    const [good, evil] = [placed('acme/tool'), placed('evil/tool')];
    for (const list of [
      [good, evil],
      [evil, good],
    ]) {
      const result = verify(list);
      const sans = (result.ok ? result.value.provenance : []).map(({ verified: { signer, logEntries } }) => ({
        index: logEntries[0]?.index,
        san: signer.kind === 'identity' ? signer.san.value : '',
      }));
      expect(sans).toHaveLength(2);
      expect(new Set(sans.map(({ index }) => index)).size).toBe(1);
      expect(sans.map(({ san }) => san).join(' ')).toMatch(/acme.*evil|evil.*acme/);
    }
  });

  it('sixteen and not more', () => {
    const list = Array<Attestation>(17).fill(provenance());
    expect(verify(list)).toEqual(refused('too-many-attestations'));
    expect(verify(list.slice(1))).toMatchObject({ ok: true });
  });
});

it('says who published and who built, by what, and when', () => {
  const result = verify([publish(), provenance()], { ...both, registry: 'https://mirror.example/' });
  expect(result).toMatchObject({
    ok: true,
    value: {
      publish: [
        {
          signer: { kind: 'registry-key', keyId: hint, registry: 'https://mirror.example/' },
          published: { name: '@acme/tool' },
        },
      ],
      provenance: [
        { verified: { signer: { kind: 'identity' }, subject: { alg: 'sha512' } }, compared: { provenance: {} } },
      ],
      others: [],
    },
  });
  expect(result.ok && result.value.provenance[0]?.verified.times).not.toEqual([]);
});

it('reads provenance of either version', () => {
  const old = provenance({ statement: slsaProvenanceV02({ subjects }) });
  expect(verify([old, provenance()])).toMatchObject({ ok: true });
});

it('every code has a text, and every one but the proven a next step', () => {
  for (const { outcome, text, next } of Object.values(npmAttestationCodes)) {
    expect(text).toMatch(/\.$/);
    expect(next === '').toBe(outcome === 'proven');
  }
});

const data = new URL('../../../../../shared/data/', import.meta.url);

describe.skipIf(!existsSync(new URL('npm/attestations/', data)))('attestations of the public registry', () => {
  const text = (path: string) => readFileSync(new URL(path, data), 'utf8');
  const root = () => rootOf(JSON.parse(text('trust/sigstore-public-good.trusted_root.json')));

  interface Known {
    readonly name: string;
    readonly version: string;
    /** The file that it is about, where it is at hand. */
    readonly tarball?: string;
  }

  function judge(file: string, { name, version, tarball }: Known) {
    const { attestations } = JSON.parse(text(file)) as { attestations: Attestation[] };
    const digests = tarball === undefined ? [digestInside(attestations)] : [sha512Of(tarball)];
    return verifyNpmAttestations({
      ...{ attestations, name, version, at, required: ['publish', 'provenance'] },
      digests: digests.map((hex) => digestFromHex('sha512', hex)!),
      keys: keysOf(text('trust/npm-registry-keys.json')),
      roots: [root()],
    });
  }

  /** What the first attestation is about, where the tarball is not at hand. */
  function digestInside([first]: readonly Attestation[]): string {
    const { dsseEnvelope } = first?.bundle as { dsseEnvelope: { payload: string } };
    const inside = JSON.parse(atob(dsseEnvelope.payload)) as StatementJson;
    return inside.subject[0]?.digest['sha512'] ?? '';
  }

  const sha512Of = (name: string) =>
    digestOf('sha512', readFileSync(new URL(`npm/attestations/slsa-verifier/${name}`, data))).value;
  const ossf = { name: '@laurentsimon/provenance-npm-test', version: '1.0.5' };
  const gundam = { name: 'gundam-visor', version: '1.0.1' };
  const first = { ...ossf, version: '1.0.0' };
  const pacote = { name: 'sigstore', version: '0.4.0' };
  const cases: readonly (readonly [string, Known, string])[] = [
    ['npm/attestations/npm-cli/valid-sigstore-attestations.json', { name: 'sigstore', version: '1.0.0' }, 'ok'],
    ['npm/attestations/npm-cli/valid-tuf-js-attestations.json', { name: 'tuf-js', version: '1.0.0' }, 'ok'],
    ['npm/attestations/pacote/valid-attestations.json', pacote, 'ok'],
    ['npm/attestations/pacote/invalid-attestations.json', pacote, 'bundle-malformed'],
    ['npm/attestations/pacote/mismatched-subject-digest-attestations.json', pacote, 'signature-invalid'],
    [
      'npm/attestations/slsa-verifier/gundam-visor-cli-v1-tag.tgz.json',
      { ...gundam, tarball: 'gundam-visor-cli-v1-tag.tgz' },
      'ok',
    ],
    ['npm/attestations/slsa-verifier/gundam-visor-cli-v1-tag-invalidsigprov.tgz.json', gundam, 'signature-invalid'],
    ['npm/attestations/slsa-verifier/gundam-visor-cli-v1-tag-invalidsigpub.tgz.json', gundam, 'signature-invalid'],
    [
      'npm/attestations/slsa-verifier/provenance-npm-test-ossf.tgz.json',
      { ...ossf, tarball: 'provenance-npm-test-ossf.tgz' },
      'ok',
    ],
    ['npm/attestations/slsa-verifier/provenance-npm-test-ossf-invalidsigprov.tgz.json', ossf, 'signature-invalid'],
    ['npm/attestations/slsa-verifier/provenance-npm-test-ossf-invalidsigpub.tgz.json', ossf, 'signature-invalid'],
    ['slsa/slsa-verifier/npm-attestations.intoto.sigstore', first, 'ok'],
    ['slsa/slsa-verifier/npm-att-prov-invalid-signature.intoto.sigstore', first, 'signature-invalid'],
    ['slsa/slsa-verifier/npm-att-publish-nodigest.intoto.sigstore', first, 'signature-invalid'],
    ['slsa/slsa-verifier/npm-stmt-mismatch-prov-type.intoto.sigstore', first, 'signature-invalid'],
  ];
  it.each(cases)('%s', (file, known, expected) => {
    const result = judge(file, known);
    expect(result.ok ? 'ok' : result.code).toBe(expected);
  });
});

describe("another registry's word on a key", () => {
  const bundle = parseBundle(publish().bundle);
  const named = bundle.ok ? attestationKey(bundle.value, keys) : bundle;
  if (!named.ok) throw new Error(named.detail);
  const [entry] = minted.tufTarget().keys.filter(({ keyUsage }) => keyUsage === 'npm:attestations');
  if (entry === undefined) throw new Error('no key');
  const validFor = { start: '2025-06-01T00:00:00.000Z', end: '2025-07-01T00:00:00.000Z' };
  const theirs = keysOf(JSON.stringify({ keys: [{ ...entry, publicKey: { ...entry.publicKey, validFor } }] }));
  const standing = (...times: readonly string[]) =>
    standingAmong(
      theirs,
      named.value,
      times.map((time) => ({ clock: 'rekor', at: time }) as unknown as VerifiedTime),
    );

  it.each<[string, readonly string[]]>([
    ['own', ['2025-06-01T00:00:00.000Z']],
    ['own', ['2025-06-30T23:59:59.999Z', '2025-06-15T00:00:00.000Z']],
    ['not-then', ['2025-05-31T23:59:59.999Z']],
    ['not-then', ['2025-07-01T00:00:00.000Z']],
    ['not-then', ['2025-06-15T00:00:00.000Z', '2025-07-02T00:00:00.000Z']],
    ['not-then', ['2025-05-01T00:00:00.000Z', '2025-06-15T00:00:00.000Z']],
  ])('%s at %j', (expected, times) => {
    expect(standing(...times)).toBe(expected);
  });
});

it('two types that disagree, neither of which is looked at, are some other attestation', () => {
  const other = attested(
    { statement: statement({ subjects }, { type: 'https://x.example/a', value: {} }) },
    'https://x.example/b',
  );
  const list = [publish(), provenance(), other];
  expect(verify(list, both)).toMatchObject({ ok: true, value: { others: [{}] } });
});
