import { digestOf, type FileVerdict } from '@assay/model';
import {
  emailIdentity,
  githubIdentity,
  gitlabIdentity,
  keyNamed,
  mintSigstore,
  pypiAttestationOf,
  pypiProvenanceOf,
  pypiPublishStatement,
  slsaProvenanceV1,
  statement,
  usernameIdentity,
  type SignOptions,
} from '@assay/testkit';
import { describe, expect, it } from 'vitest';
import { parseManagedKey } from '../sigstore/managed-key.js';
import { readTrustedRoot } from '../sigstore/read-trusted-root.js';
import { attestationCodeEntries, attestationCodeInfo } from './attestation-code-info.js';
import { expectedSignerText, type ExpectedSigner } from './expected-signer.js';
import { parseAttestationDocument } from './parse-attestation-document.js';
import { verifyAttestations } from './verify-attestations.js';
import type { AttestationQuestion } from './attestation-question.js';

const sigstore = mintSigstore();
const bytesOf = (text: string) => new TextEncoder().encode(text);
const rootOf = (json: unknown, name = 'minted') => {
  const root = readTrustedRoot(bytesOf(JSON.stringify(json)), { name });
  if (!root.ok) throw new Error(root.detail);
  return root.value;
};
const root = rootOf(sigstore.trustedRoot());

const artifact = 'tool-1.0-py3-none-any.whl bytes';
const name = 'tool-1.0-py3-none-any.whl';
const owner = githubIdentity();
const byOwner = { by: 'identity', identity: owner.san.value, issuer: owner.issuer } as const;
const slsa = 'https://slsa.dev/provenance/v1';
const spdx = 'https://spdx.dev/Document/v2.3';

const sbom = (of = artifact) => statement({ artifact: of }, { type: spdx, value: { spdxVersion: 'SPDX-2.3' } });
const provenance = (of = artifact) => slsaProvenanceV1({ artifact: of, identity: owner });

/** A signed bundle about the artefact. */
function signed(options: SignOptions = {}) {
  return sigstore.sign({ artifact, identity: owner, ...options }).bundle;
}
const attested = (options: SignOptions = {}) => signed({ statement: provenance(), ...options });

type Change = Partial<Omit<AttestationQuestion, 'documents'>>;

function judge(documents: readonly unknown[], change: Change = {}): FileVerdict {
  const bytes = bytesOf(artifact);
  return verifyAttestations({
    artifact: { label: name, name, bytes, digests: [digestOf('sha256', bytes), digestOf('sha512', bytes)] },
    documents: documents.map((json, index) =>
      parseAttestationDocument(
        `document ${String(index + 1)}`,
        bytesOf(typeof json === 'string' ? json : JSON.stringify(json)),
      ),
    ),
    expected: byOwner,
    roots: [root],
    at: '2026-01-01T00:00:00Z',
    ...change,
  });
}

const codesOf = ({ attestations }: FileVerdict) => attestations.map(({ code }) => code);

describe('a file without attestations', () => {
  it.each([
    ['no documents', []],
    ['an empty answer of npm or GitHub', [{ attestations: [] }]],
    ['an empty answer of RubyGems', [[]]],
    ['an empty provenance object', [{ version: 1, attestation_bundles: [] }]],
  ])('is not attested (CVE-2025-25204): %s', (_, documents) => {
    expect(judge(documents)).toMatchObject({ outcome: 'absent', code: 'no-attestation', attestations: [] });
  });
});

describe('a file without attestations, of which a type is required', () => {
  it('has none at all, which is said', () => {
    expect(judge([], { predicateTypes: [slsa] }).code).toBe('no-attestation');
    expect(judge([], { predicateTypes: [] }).code).toBe('no-attestation');
  });
});

describe('a single attestation', () => {
  it('may be a signature over the bytes, which states nothing', () => {
    expect(judge([signed()])).toMatchObject({ outcome: 'proven', code: 'file-attested' });
  });

  it('is refuted where its bundle is none', () => {
    const bundle = { ...attested(), more: true };
    expect(judge([bundle])).toMatchObject({ outcome: 'refuted', attestations: [{ code: 'bundle-malformed' }] });
    expect(judge([attested(), bundle])).toMatchObject({ outcome: 'refuted', code: 'bundle-malformed' });
  });
});

describe('of several attestations', () => {
  const attacker = githubIdentity({ repository: 'evil/repo' });
  const byAttacker = attested({ identity: attacker, statement: slsaProvenanceV1({ artifact, identity: attacker }) });

  it('every one must verify: one that is valid does not make up for another (CVE-2022-35929)', () => {
    const broken = attested({ mistake: 'signature-by-another-key' });
    for (const documents of [[attested(), broken], [broken, attested()], [[attested(), broken]]]) {
      expect(judge(documents).outcome).toBe('refuted');
    }
  });

  it('every one must be by the expected signer', () => {
    const verdict = judge([attested(), byAttacker]);
    expect(verdict).toMatchObject({ outcome: 'refuted', code: 'signer-mismatch' });
    expect(codesOf(verdict)).toEqual(['attestation-verified', 'signer-mismatch']);
    expect(verdict.detail).toContain('document 2, attestation 1');
  });

  it('a document that cannot be read refuses: it may have been about this file', () => {
    expect(judge([attested(), '{'])).toMatchObject({ outcome: 'refuted', code: 'attestation-document-malformed' });
    expect(judge([attested(), '{"payload":"x"}'])).toMatchObject({
      outcome: 'unknown',
      code: 'attestation-format-unknown',
    });
  });

  it('those that say they are about other bytes are left out where another is about these', () => {
    const other = attested({ artifact: 'other', statement: provenance('other') });
    const otherMessage = signed({ artifact: 'other' });
    const verdict = judge([[attested(), other, otherMessage]]);
    expect(verdict).toMatchObject({ outcome: 'proven', code: 'file-attested', aboutOthers: 2 });
    expect(verdict.attestations).toHaveLength(1);
  });

  it('that are all about other bytes, none proves anything, and some are told', () => {
    const other = attested({ artifact: 'other', statement: provenance('other') });
    expect(judge([other])).toMatchObject({ outcome: 'refuted', code: 'subject-mismatch', aboutOthers: 0 });
    expect(judge([signed({ artifact: 'other' })])).toMatchObject({ outcome: 'refuted', code: 'artifact-mismatch' });
    const many = judge([Array.from({ length: 30 }, () => other)]);
    expect([many.attestations.length, many.aboutOthers]).toEqual([10, 20]);
  });

  it('one about these bytes and others counts', () => {
    const subjects = [...sbom('other').subject, ...sbom().subject];
    const both = statement({ subjects }, { type: spdx, value: {} });
    expect(judge([signed({ statement: both })]).code).toBe('file-attested');
  });
});

describe('a required predicate type', () => {
  it('sets others aside, whoever signed them and however broken they are', () => {
    const other = signed({ statement: sbom(), identity: emailIdentity() });
    const verdict = judge([[attested(), other, signed()]], { predicateTypes: [slsa] });
    expect(verdict.code).toBe('file-attested');
    expect(codesOf(verdict)).toEqual([
      'attestation-verified',
      'attestation-of-other-type',
      'attestation-of-other-type',
    ]);
  });

  it('that nothing is of leaves the file without proof, not proven', () => {
    expect(judge([attested()], { predicateTypes: [spdx] })).toMatchObject({
      outcome: 'absent',
      code: 'no-attestation-of-type',
    });
    expect(judge([signed()], { predicateTypes: [spdx] }).outcome).toBe('absent');
  });

  it('must hold for each of several', () => {
    const both = [attested(), signed({ statement: sbom() })];
    expect(judge(both, { predicateTypes: [slsa, spdx] }).code).toBe('file-attested');
    expect(judge([attested()], { predicateTypes: [slsa, spdx] })).toMatchObject({
      code: 'no-attestation-of-type',
      detail: `There is none of type ${spdx}.`,
    });
  });

  it('is met by every attestation of it, not by any (CVE-2022-35929)', () => {
    const attacker = githubIdentity({ repository: 'evil/repo' });
    const evil = signed({ statement: provenance(), identity: attacker });
    expect(judge([attested(), evil], { predicateTypes: [slsa] }).outcome).toBe('refuted');
  });
});

describe('the chain of reasons', () => {
  const steps = (verdict: FileVerdict) => verdict.attestations[0]?.steps.map(({ step, result }) => `${step} ${result}`);

  it('holds everything that was looked at, and who signed last', () => {
    const [attestation] = judge([attested()], { predicateTypes: [slsa] }).attestations;
    const told = attestation?.steps.map(({ step }) => step) ?? [];
    for (const step of ['signing-key', 'log-entries', 'times', 'cryptography', 'binding', 'expected-signer']) {
      expect(told).toContain(step);
    }
    expect(told).toEqual(expect.arrayContaining(['provenance-repository', 'provenance-commit']));
    expect(attestation?.steps.every(({ result }) => result === 'proven')).toBe(true);
    expect(attestation?.detail).toContain(owner.san.value);
    expect(attestation?.verified).toMatchObject({ payloadType: 'application/vnd.in-toto+json', predicateType: slsa });
  });

  it('ends with what failed, after what was proven', () => {
    const byOther = judge([signed()], { expected: { by: 'identity', identity: 'x', issuer: 'y' } });
    expect(steps(byOther)?.slice(-2)).toEqual(['binding proven', 'signer-mismatch failed']);
    const broken = judge([signed({ mistake: 'signature-by-another-key' })]);
    expect(steps(broken)?.filter((step) => step.endsWith('failed'))).toEqual([`${broken.code} failed`]);
    expect(steps(broken)?.[0]).toBe('signing-key proven');
    expect(broken.attestations[0]?.differences).toEqual([]);
    expect(broken.attestations[0]).not.toHaveProperty('verified');
  });

  it('has no payload type for a signature over bytes', () => {
    expect(judge([signed()]).attestations[0]?.verified).not.toHaveProperty('payloadType');
  });
});

describe('what an attestation claims', () => {
  it('sets nothing aside where it cannot be read: then it is verified, and refused', () => {
    const unreadable = attested();
    const envelope = { ...unreadable.dsseEnvelope, payload: Buffer.from('{}').toString('base64') };
    const verdict = judge([attested(), { ...unreadable, dsseEnvelope: envelope }], { predicateTypes: [slsa] });
    expect(verdict.outcome).toBe('refuted');
  });

  it('leaves it in where one digest of it is the file’s, and where none can be compared', () => {
    const own = digestOf('sha256', bytesOf(artifact)).value;
    const torn = { name, digest: { sha256: own, sha512: digestOf('sha512', bytesOf('other')).value } };
    const foreign = { name, digest: { sha384: digestOf('sha384', bytesOf('other')).value } };
    const about = (subject: typeof torn | typeof foreign) =>
      signed({ statement: statement({ subjects: [subject] }, { type: spdx, value: {} }) });
    const digests = [digestOf('sha256', bytesOf(artifact))];
    expect(judge([attested(), about(torn)])).toMatchObject({ outcome: 'refuted', aboutOthers: 0 });
    const byDigest = judge([attested(), about(foreign)], { artifact: { label: 'x', digests } });
    expect(byDigest).toMatchObject({ outcome: 'unknown', code: 'artifact-digest-missing', aboutOthers: 0 });
  });

  it('is told where it sets one aside', () => {
    const verdict = judge([attested(), signed(), signed({ statement: sbom() })], { predicateTypes: [slsa] });
    expect(verdict.attestations.map(({ detail }) => detail).slice(1)).toEqual([
      'It is a signature over bytes.',
      `It says that it is ${spdx}.`,
    ]);
  });
});

describe('the sentence about a file', () => {
  const stranger = signed({ identity: emailIdentity() });

  it('counts', () => {
    expect(judge([attested()]).detail).toMatch(/^1 attestation\(s\)\. It was signed by/);
    expect(judge([attested(), signed()]).detail).toMatch(/^2 attestation\(s\)\. It was signed by/);
    expect(judge([stranger]).detail).not.toContain('more');
    expect(judge([stranger, stranger, attested()]).detail).toMatch(/^document 1, attestation 1: .* \(and 1 more\)$/);
  });

  it('says of which form a broken document is', () => {
    expect(judge(['{']).attestations[0]?.format).toBe('sigstore-bundle');
    expect(judge([{ version: 1, attestation_bundles: {} }]).attestations[0]?.format).toBe('pep740');
  });
});

describe('a suggestion', () => {
  const other: Change = { expected: { by: 'identity', identity: 'x', issuer: 'y' } };
  const suggestion = (document: unknown, change: Change = {}) =>
    judge([document], { ...other, ...change }).attestations[0]?.suggestion;

  it('is for the npm package that the statement names, or the gem that the file is', () => {
    const digest = { sha256: digestOf('sha256', bytesOf(artifact)).value };
    const npm = statement({ subjects: [{ name: 'pkg:npm/%40acme/tool@1.0.0', digest }] }, { type: spdx, value: {} });
    expect(suggestion(signed({ statement: npm }))).toContain('- purl: "pkg:npm/%40acme/tool"\n');
    expect(suggestion(signed({ statement: npm }))).toContain('ref: "refs/tags/v{version}"');
    const gem = (file: string) =>
      suggestion(signed(), { artifact: { label: file, name: file, digests: [digestOf('sha256', bytesOf(artifact))] } });
    expect(gem('nokogiri-1.16.0-x86_64-linux.gem')).toContain('- purl: "pkg:gem/nokogiri"\n');
    expect(gem('net-http2-1.0.0.gem')).toContain('- purl: "pkg:gem/net-http2"\n');
    expect(gem('net-http2-1.0.0.gem')).toContain('ref: "refs/tags/v{version}"');
  });

  it('is not made for what no policy can name', () => {
    const digest = { sha256: digestOf('sha256', bytesOf(artifact)).value };
    expect(suggestion(signed())).toBeUndefined();
    for (const subject of ['pkg:npm/%40acme/tool', 'pkg:pypi/tool@1.0', 'tool@1.0', 'pkg:npm/@']) {
      const named = statement({ subjects: [{ name: subject, digest }] }, { type: spdx, value: {} });
      expect(suggestion(signed({ statement: named }))).toBeUndefined();
    }
  });

  it('of options names every signer with an identity, ready for a shell', () => {
    const options = (identity: SignOptions['identity']) =>
      judge([sigstore.sign({ artifact, ...(identity === undefined ? {} : { identity }) }).bundle], other)
        .attestations[0]?.options;
    const github = githubIdentity();
    expect(options(github)).toBe(
      [
        `--publisher github:octo-org/octo-repo --repository-id ${github.claims.sourceRepositoryId ?? ''}`,
        `--owner-id ${github.claims.sourceRepositoryOwnerId ?? ''} --workflow .github/workflows/release.yml`,
        `--ref ${github.claims.sourceRepositoryRef ?? ''} --runner github-hosted`,
      ].join(' '),
    );
    expect(options(emailIdentity('a@dev.example'))).toBe(
      '--identity a@dev.example --issuer https://accounts.google.com',
    );
    expect(options(usernameIdentity('some one'))).toBe("--identity 'some one' --issuer https://dev.example");
    expect(options(usernameIdentity("it's; rm -rf"))).toBeUndefined();
    expect(options(usernameIdentity('*'))).toBeUndefined();
    expect(options(usernameIdentity('na\u00efve'))).toBeUndefined();
  });

  it('is made for nobody who is expected, no key, and no file without a name', () => {
    expect(judge([signed()]).attestations[0]).not.toHaveProperty('suggestion');
    const digests = [digestOf('sha256', bytesOf(artifact))];
    expect(suggestion(signed(), { artifact: { label: 'sha256:…', digests } })).toBeUndefined();
    expect(judge([signed()]).attestations[0]).not.toHaveProperty('options');
    const parsed = parseManagedKey(keyNamed('mine').publicPem);
    if (!parsed.ok) throw new Error(parsed.detail);
    const named = {
      kind: 'managed-key',
      fingerprint: parsed.value.fingerprint,
      key: keyNamed('mine').publicPem,
    } as const;
    const publishers = [{ ...named, fingerprint: 'f'.repeat(64) }];
    const verdict = judge([signed({ managedKey: { key: keyNamed('mine') } })], {
      expected: { by: 'publisher', publishers },
    });
    expect(verdict.attestations[0]).toMatchObject({ outcome: 'refuted' });
    expect(verdict.attestations[0]).not.toHaveProperty('suggestion');
  });
});

describe('the expected signer', () => {
  const by = (identity: string, issuer: string): Change => ({ expected: { by: 'identity', identity, issuer } });

  it.each([
    ['a prefix', by(owner.san.value.slice(0, -1), owner.issuer), ['identity']],
    ['more text', by(`${owner.san.value}.evil`, owner.issuer), ['identity']],
    ['another case', by(owner.san.value.toUpperCase(), owner.issuer), ['identity']],
    ['a pattern', by('https://github.com/**', owner.issuer), ['identity']],
    ['a regular expression', by('.*', owner.issuer), ['identity', 'identity-type']],
    ['another issuer', by(owner.san.value, 'https://accounts.google.com'), ['issuer']],
    ['an issuer with a slash more', by(owner.san.value, `${owner.issuer}/`), ['issuer']],
    ['nothing', by('', ''), ['identity', 'identity-type', 'issuer']],
  ])('is compared exactly: %s is somebody else', (_, change, fields) => {
    const verdict = judge([signed()], change);
    expect(verdict).toMatchObject({ outcome: 'refuted', code: 'signer-mismatch' });
    expect(verdict.attestations[0]?.differences.map(({ field }) => field)).toEqual(fields);
    expect(verdict.attestations[0]?.verified?.signer).toMatchObject({ san: owner.san });
  });

  it('by e-mail is not a URI of the same letters', () => {
    const email = emailIdentity('someone@dev.example');
    const posing = { ...email, san: { type: 'uri', value: 'someone@dev.example' } as const };
    const change = by('someone@dev.example', email.issuer);
    expect(judge([signed({ identity: email })], change).code).toBe('file-attested');
    expect(judge([signed({ identity: posing })], change).outcome).not.toBe('proven');
  });

  it('may be a user name of an issuer', () => {
    const user = usernameIdentity();
    expect(judge([signed({ identity: user })], by(user.san.value, user.issuer)).code).toBe('file-attested');
  });

  it('may be a key, and then no certificate counts, and no other key', () => {
    const [key, other] = ['one', 'two'].map((each) => {
      const parsed = parseManagedKey(keyNamed(each).publicPem);
      if (!parsed.ok) throw new Error(parsed.detail);
      return { expected: { by: 'key', key: parsed.value } } as const;
    }) as [Change, Change];
    const byKey = signed({ managedKey: { key: keyNamed('one') } });
    expect(judge([byKey], key).code).toBe('file-attested');
    expect(judge([byKey], other).outcome).toBe('refuted');
    expect(judge([signed()], key)).toMatchObject({ outcome: 'refuted', code: 'signer-mismatch' });
    expect(judge([byKey])).toMatchObject({ outcome: 'unknown', code: 'key-unknown' });
  });

  it('by key asks for a log and no clock; a publisher’s key, which may have a span, asks for both', () => {
    const { publicPem } = keyNamed('one');
    const parsed = parseManagedKey(publicPem);
    if (!parsed.ok) throw new Error(parsed.detail);
    const byKey = signed({ managedKey: { key: keyNamed('one') }, log: 'v2', timestamps: 0 });
    const verdict = judge([byKey], { expected: { by: 'key', key: parsed.value } });
    expect(verdict.code).toBe('file-attested');
    expect(verdict.attestations[0]?.verified?.times).toEqual([]);
    const { fingerprint } = parsed.value;
    const publishers = [{ kind: 'managed-key', key: publicPem, fingerprint }] as const;
    expect(judge([byKey], { expected: { by: 'publisher', publishers } })).toMatchObject({
      outcome: 'refuted',
      code: 'timestamp-missing',
    });
  });

  it('is not asked of a registry’s record of a publish, which its own key signs, unless a key is expected', () => {
    const digest = { sha512: digestOf('sha512', bytesOf(artifact)).value };
    const subjects = [{ name: 'pkg:npm/tool@1.0.0', digest }];
    const type = 'https://github.com/npm/attestation/tree/main/specs/publish/v0.1';
    const value = { name: 'tool', version: '1.0.0', registry: 'https://registry.example' };
    const record = signed({
      statement: statement({ subjects }, { type, value }),
      managedKey: { key: keyNamed('one') },
    });
    const document = { attestations: [{ bundle: record }, { bundle: attested() }] };
    expect(judge([document])).toMatchObject({
      code: 'file-attested',
      attestations: [{ code: 'npm-publish-set-aside' }, { code: 'attestation-verified' }],
    });
    expect(judge([{ attestations: [{ bundle: record }] }])).toMatchObject({
      outcome: 'absent',
      code: 'no-attestation',
    });
    expect(judge([document], { predicateTypes: [type] })).toMatchObject({ outcome: 'unknown', code: 'key-unknown' });
    const key = parseManagedKey(keyNamed('one').publicPem);
    if (!key.ok) throw new Error(key.detail);
    expect(judge([record], { expected: { by: 'key', key: key.value } }).code).toBe('file-attested');
    expect(judge([document], { expected: { by: 'key', key: key.value } }).outcome).toBe('refuted');
  });

  it('may be a publisher, in every field that is given', () => {
    const publisher = { kind: 'github', repository: owner.run.repository } as const;
    const asking = (more: object): Change => ({
      expected: { by: 'publisher', publishers: [{ ...publisher, ...more }] },
    });
    expect(judge([attested()], asking({ repositoryId: owner.run.repositoryId })).code).toBe('file-attested');
    expect(judge([attested()], asking({ repositoryId: '1' })).code).toBe('publisher-repository-id-mismatch');
    expect(judge([attested()], asking({ environment: 'release' })).code).toBe('publisher-claim-missing');
    expect(judge([attested()], asking({ environment: 'release' })).attestations[0]?.differences).toEqual([
      { field: 'environment', expected: 'release' },
    ]);
    expect(judge([attested()], asking({ ownerId: '1' })).attestations[0]?.differences).toEqual([
      { field: 'ownerId', expected: '1', actual: owner.run.ownerId },
    ]);
    expect(judge([attested()], asking({ versions: '>=1' })).outcome).toBe('unknown');
    expect(judge([signed({ identity: gitlabIdentity() })], asking({})).outcome).toBe('refuted');
  });

  it('may be a managed key that a policy names', () => {
    const minted = keyNamed('policy');
    const parsed = parseManagedKey(minted.publicPem);
    if (!parsed.ok) throw new Error(parsed.detail);
    const { fingerprint } = parsed.value;
    const publisher = { kind: 'managed-key', fingerprint, key: minted.publicPem } as const;
    const change: Change = { expected: { by: 'publisher', publishers: [publisher] } };
    expect(judge([signed({ managedKey: { key: minted } })], change).code).toBe('file-attested');
    expect(judge([signed({ managedKey: { key: keyNamed('other') } })], change).outcome).toBe('refuted');
  });

  it('is told in one line', () => {
    const texts = (
      [
        byOwner,
        { by: 'publisher', publishers: [{ kind: 'github', repository: 'a/b', ref: 'refs/tags/v1' }] },
      ] as ExpectedSigner[]
    ).map(expectedSignerText);
    expect(texts.map(({ text }) => text)).toEqual([
      `${owner.san.value}, vouched for by ${owner.issuer}`,
      'github, repository a/b, ref refs/tags/v1',
    ]);
  });
});

describe('SLSA provenance', () => {
  const lying = signed({
    statement: slsaProvenanceV1({ artifact, identity: githubIdentity({ repository: 'other/repo' }) }),
  });
  const publisher: Change = {
    expected: { by: 'publisher', publishers: [{ kind: 'github', repository: owner.run.repository }] },
  };

  it('must agree with the certificate where provenance is asked for', () => {
    expect(judge([lying], publisher)).toMatchObject({
      outcome: 'refuted',
      attestations: [{ verified: { root: { name: 'minted' } } }],
    });
    expect(judge([lying], publisher).code).toMatch(/^provenance-/);
    expect(judge([lying], { predicateTypes: [slsa] }).code).toMatch(/^provenance-/);
  });

  it('must be well-formed where it is asked for', () => {
    const broken = signed({ statement: statement({ artifact }, { type: slsa, value: { buildDefinition: 1 } }) });
    expect(judge([broken], publisher)).toMatchObject({ outcome: 'refuted', code: 'provenance-malformed' });
    expect(judge([broken]).attestations[0]?.notes[0]).toContain('provenance-malformed');
  });

  it('is not looked for in statements of other types', () => {
    expect(judge([signed({ statement: sbom() })], publisher).code).toBe('file-attested');
    expect(judge([signed()], publisher).code).toBe('file-attested');
  });

  it('says what rests on the signer alone', () => {
    const { buildTrigger: _, ...fewer } = owner.claims;
    const identity = { ...owner, claims: fewer, legacy: null };
    const own = signed({ statement: slsaProvenanceV1({ artifact, identity: owner }), identity });
    const { notes = [] } = judge([own], publisher).attestations[0] ?? {};
    expect(notes).toEqual([
      expect.stringMatching(/^These parts of the provenance rest on the signer's word alone: \S/),
    ]);
  });

  it('is a note where only the signer is asked for', () => {
    const verdict = judge([lying]);
    expect(verdict.code).toBe('file-attested');
    expect(verdict.attestations[0]?.notes[0]).toContain('provenance-');
    expect(judge([attested()]).attestations[0]?.notes).toEqual([]);
  });

  it('may name another builder if the user accepts it', () => {
    const built = signed({
      statement: slsaProvenanceV1({ artifact, identity: owner, builder: 'https://build.example/x' }),
    });
    expect(judge([built], publisher).code).toBe('provenance-builder-untrusted');
    expect(judge([built], { ...publisher, builders: ['https://build.example/*'] }).code).toBe('file-attested');
  });
});

describe("PyPI's form", () => {
  const pypi = (options: SignOptions = {}) =>
    pypiAttestationOf(signed({ statement: pypiPublishStatement({ name, bytes: artifact }), ...options }));
  const publisher = { kind: 'GitHub', repository: owner.run.repository, workflow: 'release.yml', environment: null };

  it('is proven, by itself and with the publisher that the index names', () => {
    expect(judge([pypi()]).code).toBe('file-attested');
    const verdict = judge([pypiProvenanceOf(publisher, [pypi(), pypi()])]);
    expect(verdict.code).toBe('file-attested');
    const steps = verdict.attestations[0]?.steps.map(({ step }) => step);
    expect(steps).toEqual(
      expect.arrayContaining(['pypi-subject', 'pypi-file-name', 'pypi-publisher', 'expected-signer']),
    );
  });

  it.each([
    [
      'publisher of another repository',
      pypiProvenanceOf({ ...publisher, repository: 'x/y' }, [pypi()]),
      'pypi-publisher-mismatch',
    ],
    [
      'name of another version',
      pypi({ statement: pypiPublishStatement({ name: 'tool-1.1-py3-none-any.whl', bytes: artifact }) }),
      'pypi-subject-name-mismatch',
    ],
    ['another predicate', pypi({ statement: sbom() }), 'pypi-subject-name-malformed'],
    ['file', pypi({ statement: pypiPublishStatement({ name, bytes: 'other' }) }), 'subject-mismatch'],
  ])('is refused for another %s', (_, document, code) => {
    expect(judge([document])).toMatchObject({ outcome: 'refuted', code });
  });

  it.each([0, 1])(
    'is refused when entry %d of two is about something else: pypi-attestations looks at the first alone',
    (place) => {
      const two = pypi({ log: ['v1', 'v2'] });
      expect(judge([two]).code).toBe('file-attested');
      const options = { artifact: 'x', statement: pypiPublishStatement({ name, bytes: 'x' }) };
      const other = pypi({ ...options, log: ['v1', 'v2'] }).verification_material.transparency_entries;
      const material = {
        ...two.verification_material,
        transparency_entries: two.verification_material.transparency_entries.map((entry, at) =>
          at === place ? other[at] : entry,
        ),
      };
      expect(judge([{ ...two, verification_material: material }])).toMatchObject({ code: 'log-entry-mismatch' });
    },
  );

  it('names publishers of GitLab and Google, which the certificate bears out', () => {
    const file = pypiPublishStatement({ name, bytes: artifact });
    const job = gitlabIdentity({ environment: 'prod' });
    const gitlab = { kind: 'GitLab', repository: 'octo-group/octo-project', workflow_filepath: '.gitlab-ci.yml' };
    const byJob = pypi({ statement: file, identity: job });
    const asJob: Change = { expected: { by: 'identity', identity: job.san.value, issuer: job.issuer } };
    expect(judge([pypiProvenanceOf({ ...gitlab, environment: 'prod' }, [byJob])], asJob).code).toBe('file-attested');
    const elsewhere = judge([pypiProvenanceOf({ ...gitlab, environment: 'test' }, [byJob])], asJob);
    expect(elsewhere.code).toBe('pypi-publisher-mismatch');
    const bot = emailIdentity('bot@dev.example');
    const byBot = pypi({ statement: file, identity: bot });
    const google = (email: string) => pypiProvenanceOf({ kind: 'Google', email }, [byBot]);
    const asBot: Change = { expected: { by: 'publisher', publishers: [{ kind: 'google', email: 'bot@dev.example' }] } };
    expect(judge([google('bot@dev.example')], asBot).code).toBe('file-attested');
    expect(judge([google('other@dev.example')], asBot).code).toBe('pypi-publisher-mismatch');
  });

  it('tells in what names and publishers differ', () => {
    const other = pypi({ statement: pypiPublishStatement({ name: 'tool-1.1-py3-none-any.whl', bytes: artifact }) });
    expect(judge([other]).attestations[0]?.differences).toEqual([
      { field: 'file', expected: name, actual: 'tool-1.1-py3-none-any.whl' },
    ]);
  });

  it('carries timestamps for Rekor v2', () => {
    const bundle = signed({ statement: pypiPublishStatement({ name, bytes: artifact }), log: 'v2' });
    const attestation = pypiAttestationOf(bundle);
    const timestamps = bundle.verificationMaterial.timestampVerificationData?.rfc3161Timestamps.map(
      (one) => one.signedTimestamp,
    );
    expect(judge([attestation]).outcome).toBe('refuted');
    const material = { ...attestation.verification_material, timestamps };
    expect(judge([{ ...attestation, verification_material: material }]).code).toBe('file-attested');
  });
});

describe('trusted roots', () => {
  const stranger = rootOf(mintSigstore({ name: 'other.example' }).trustedRoot(), 'other');

  it('are all tried', () => {
    expect(judge([signed()], { roots: [stranger, root] }).code).toBe('file-attested');
    expect(judge([signed()], { roots: [stranger] }).outcome).toBe('unknown');
    expect(judge([signed()], { roots: [] })).toMatchObject({ outcome: 'unknown', code: 'trusted-root-missing' });
  });

  it('prove nothing once they have expired', () => {
    const old = readTrustedRoot(bytesOf(JSON.stringify(sigstore.trustedRoot())), { expires: '2025-12-31T00:00:00Z' });
    if (!old.ok) throw new Error(old.detail);
    expect(judge([signed()], { roots: [old.value] })).toMatchObject({
      outcome: 'unknown',
      code: 'trusted-root-expired',
    });
  });
});

describe('codes', () => {
  it('stand in one catalogue each', () => {
    const codes = attestationCodeEntries().map(([code]) => code);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  it('prove nothing where they stand in none', () => {
    expect(attestationCodeInfo('constructor').outcome).toBe('unknown');
    expect(
      attestationCodeEntries()
        .filter(([, { outcome }]) => outcome === 'proven')
        .map(([code]) => code),
    ).toEqual(['file-attested', 'attestation-verified']);
  });
});
