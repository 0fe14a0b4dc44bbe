import { digestOf, type JsonValue } from '@assay/model';
import { githubIdentity, mintKey, mintSigstore, slsaProvenanceV02, slsaProvenanceV1 } from '@assay/testkit';
import { describe, expect, test } from 'vitest';
import { encodeUtf8 } from '../encoding/bytes.js';
import { readTrustedRoot } from '../sigstore/read-trusted-root.js';
import { verifyGemAttestations } from './verify-gem-attestations.js';

const at = '2026-11-01T00:00:00Z';
const gem = encodeUtf8('a gem');
const sha256 = digestOf('sha256', gem);
const name = 'acme-1.0.0.gem';
const identity = githubIdentity({ repository: 'acme/tool', repositoryId: '42', ownerId: '7' });
const sigstore = mintSigstore();
const read = readTrustedRoot(encodeUtf8(JSON.stringify(sigstore.trustedRoot())));
if (!read.ok) throw new Error(read.detail);
const root = read.value;

const json = (value: unknown) => value as JsonValue;
const signature = json(sigstore.sign({ artifact: gem, identity }).bundle);

interface Stated {
  readonly predicateType: string;
  readonly predicate?: JsonValue;
  readonly subjects?: readonly { readonly name?: string; readonly digest: Readonly<Record<string, string>> }[];
}

/** A statement that the expected repository signed, about the gem unless told. */
function stating({ predicateType, predicate = {}, subjects }: Stated): JsonValue {
  const subject = subjects ?? [{ name, digest: { sha256: sha256.value } }];
  const statement = { _type: 'https://in-toto.io/Statement/v1', subject, predicateType, predicate };
  return json(sigstore.sign({ statement: json(statement), identity }).bundle);
}

/** Provenance that is right but for its subjects. */
function provenance(
  ...subjects: readonly { readonly name: string; readonly digest: Readonly<Record<string, string>> }[]
) {
  return json(sigstore.sign({ statement: json(slsaProvenanceV1({ subjects, identity })), identity }).bundle);
}

function verify(...bundles: readonly JsonValue[]) {
  return verifyGemAttestations({
    attestations: bundles.map((bundle) => ({ bundle })),
    digests: [sha256],
    name,
    roots: [root],
    at,
  });
}

function told(...bundles: readonly JsonValue[]) {
  const result = verify(...bundles);
  if (!result.ok) return result.code;
  const { attestations, others } = result.value;
  return { counted: attestations.length, others: others.map(({ predicateType }) => predicateType) };
}

describe('a statement of the expected signer about the gem’s digest that is no provenance', () => {
  const foreign: readonly Stated[] = [
    { predicateType: 'https://in-toto.io/attestation/test-result/v0.1', predicate: { result: 'FAILED' } },
    { predicateType: 'https://slsa.dev/verification_summary/v1', predicate: { verificationResult: 'FAILED' } },
    { predicateType: 'https://vendor.example/malware-report/v1', predicate: { verdict: 'MALICIOUS' } },
    { predicateType: 'https://docs.pypi.org/attestations/publish/v1' },
    { predicateType: 'https://slsa.dev/provenance/v1.1' },
    { predicateType: 'https://slsa.dev/provenance/v1/' },
  ];

  test.each(foreign.map((stated) => [stated.predicateType, stated] as const))(
    'shows nobody who published: %s',
    (_type, stated) => {
      expect(told(stating(stated))).toBe('attestations-not-understood');
    },
  );

  test('is told, and does not count, beside one that does', () => {
    const [report] = foreign.map(stating);
    expect(told(signature, report!)).toEqual({ counted: 1, others: [foreign[0]!.predicateType] });
    expect(told(report!, signature)).toEqual({ counted: 1, others: [foreign[0]!.predicateType] });
  });

  test('is not looked at further: whoever signed it, whatever it is about', () => {
    const [type] = foreign.map(({ predicateType }) => predicateType);
    const elsewhere = stating({ predicateType: type!, subjects: [{ name, digest: { sha256: '0'.repeat(64) } }] });
    const statement = {
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ digest: { sha256: sha256.value } }],
      predicateType: type!,
    };
    const keyed = json(sigstore.sign({ statement: json(statement), managedKey: { key: mintKey() } }).bundle);
    expect(told(signature, elsewhere, keyed)).toEqual({ counted: 1, others: [type, type] });
  });

  test('of a long type is told in short', () => {
    const result = verify(signature, stating({ predicateType: `https://vendor.example/${'x'.repeat(1000)}` }));
    expect(result.ok && result.value.others[0]?.detail.length).toBeLessThan(250);
  });
});

describe('provenance that names its subject', () => {
  const digest = { sha256: sha256.value };
  const other = { name: 'other-9.9.9.gem', digest };

  test.each(['acme-1.0.0.gem', 'pkg/acme-1.0.0.gem'])('as the file counts: %s', (named) => {
    expect(told(provenance({ name: named, digest }))).toEqual({ counted: 1, others: [] });
  });

  test.each(['other-9.9.9.gem', 'acme-1.0.0.gem.bak', 'acme-1.0.0.gem/', 'Acme-1.0.0.gem', ' acme-1.0.0.gem', ''])(
    'otherwise does not count: %j',
    (named) => {
      expect(told(provenance({ name: named, digest }))).toBe('attestations-not-understood');
      expect(told(signature, provenance({ name: named, digest }))).toMatchObject({ counted: 1 });
    },
  );

  test('among others counts, where name and digest are one subject’s', () => {
    const right = { name, digest };
    expect(told(provenance(other, right))).toMatchObject({ counted: 1 });
    expect(told(provenance(right, other))).toMatchObject({ counted: 1 });
    expect(told(provenance({ name, digest: { sha256: '0'.repeat(64) } }, other))).toBe('attestations-not-understood');
  });

  test('by no name counts: the digest says which file it is', () => {
    const statement = slsaProvenanceV1({ subjects: [{ name, digest }], identity });
    const unnamed = { ...statement, subject: [{ digest }] };
    expect(told(json(sigstore.sign({ statement: json(unnamed), identity }).bundle))).toMatchObject({ counted: 1 });
  });

  test('of the older kind is held to the same', () => {
    const made = (named: string) =>
      json(
        sigstore.sign({
          statement: json(slsaProvenanceV02({ subjects: [{ name: named, digest }], identity })),
          identity,
        }).bundle,
      );
    expect(told(made(name))).toMatchObject({ counted: 1 });
    expect(told(made('other-9.9.9.gem'))).toBe('attestations-not-understood');
  });
});

test('the same place in a log hides no other attestation behind the first', () => {
  const stranger = json(sigstore.sign({ artifact: gem, identity: githubIdentity({ repository: 'evil/tool' }) }).bundle);
  expect(told(signature, stranger)).toMatchObject({ counted: 2 });
  expect(told(signature, signature)).toMatchObject({ counted: 1 });
});
