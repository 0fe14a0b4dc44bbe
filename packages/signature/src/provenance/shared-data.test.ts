import { existsSync, readFileSync } from 'node:fs';
import { parseJson, type DocMap } from '@assay/documents';
import type { CertificateClaims, Signer } from '@assay/model';
import { X509Certificate } from '@sigstore/core';
import { describe, expect, test } from 'vitest';
import { compareWithCertificate } from './compare-with-certificate.js';
import { readNpmPublish, readPypiPublish } from './publish-predicate.js';
import { readProvenance } from './read-provenance.js';

const data = new URL('../../../../../shared/data/', import.meta.url);

interface Attestation {
  readonly payload: Uint8Array;
  readonly certificate: Uint8Array | null;
}

/** Every DSSE envelope in a file, with its certificate. Signatures are not looked at here. */
function attestationsIn(file: string): readonly Attestation[] {
  const found: Attestation[] = [];
  collect(JSON.parse(readFileSync(new URL(file, data), 'utf8')) as Json, found);
  return found;
}

type Json = { readonly [key: string]: Json } | readonly Json[] | string | number | boolean | null | undefined;

const member = (value: Json, ...path: readonly string[]): Json =>
  path.reduce<Json>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, Json>)[key] : undefined),
    value,
  );

function collect(value: Json, found: Attestation[]): void {
  if (typeof value !== 'object' || value === null) return;
  const payload = member(value, 'dsseEnvelope', 'payload') ?? member(value, 'envelope', 'statement');
  if (typeof payload !== 'string') {
    for (const inner of Object.values(value) as readonly Json[]) collect(inner, found);
    return;
  }
  const der =
    member(value, 'verificationMaterial', 'certificate', 'rawBytes') ??
    member(value, 'verificationMaterial', 'x509CertificateChain', 'certificates', '0', 'rawBytes') ??
    member(value, 'verification_material', 'certificate');
  const certificate = typeof der === 'string' ? Buffer.from(der, 'base64') : null;
  found.push({ payload: Buffer.from(payload, 'base64'), certificate });
}

const oids: readonly (readonly [keyof CertificateClaims, number])[] = [
  ['buildSignerUri', 9],
  ['buildSignerDigest', 10],
  ['runnerEnvironment', 11],
  ['sourceRepositoryUri', 12],
  ['sourceRepositoryDigest', 13],
  ['sourceRepositoryRef', 14],
  ['sourceRepositoryId', 15],
  ['sourceRepositoryOwnerUri', 16],
  ['sourceRepositoryOwnerId', 17],
  ['buildConfigUri', 18],
  ['buildConfigDigest', 19],
  ['buildTrigger', 20],
  ['runInvocationUri', 21],
];

function signerOf(der: Uint8Array): Signer {
  const certificate = X509Certificate.parse(Buffer.from(der));
  const textOf = (number: number) => {
    const value = certificate.extension(`1.3.6.1.4.1.57264.1.${String(number)}`)?.value;
    // A UTF8String with a short or a one-byte length.
    return value === undefined ? undefined : value.subarray(value[1] === 0x81 ? 3 : 2).toString();
  };
  const claims = oids
    .map(([claim, number]) => [claim, textOf(number)] as const)
    .filter(([, text]) => text !== undefined);
  return {
    kind: 'identity',
    san: { type: 'uri', value: certificate.subjectAltName ?? '' },
    issuer: 'https://token.actions.githubusercontent.com',
    claims: Object.fromEntries(claims),
    certificate: { alg: 'sha256', value: '0'.repeat(64), covers: 'artifact' },
  };
}

/** What becomes of each attestation in a file, signatures aside. */
function outcomesOf(file: string): readonly string[] {
  return attestationsIn(file).map(({ payload, certificate }) => {
    const parsed = parseJson(payload, { maxBytes: 1_000_000 });
    if (!parsed.ok) return parsed.problem.problem;
    const statement = parsed.document.value as DocMap;
    const predicateType = statement.get('predicateType') as string;
    const given = { predicateType, predicate: statement.get('predicate') as DocMap | null };
    if (predicateType.includes('/npm/attestation/')) return readNpmPublish(given).ok ? 'npm publish' : 'bad';
    if (predicateType.includes('docs.pypi.org')) return readPypiPublish(given).ok ? 'pypi publish' : 'bad';
    const read = readProvenance(given);
    if (!read.ok || certificate === null) return read.ok ? 'no certificate' : read.code;
    const compared = compareWithCertificate(read.value, signerOf(certificate));
    return compared.ok ? `${String(compared.value.compared.length)} fields agree` : compared.code;
  });
}

describe.skipIf(!existsSync(data))('real attestations', () => {
  test.each([
    ['npm/attestations/npm-cli/valid-sigstore-attestations.json', ['5 fields agree', 'npm publish']],
    ['npm/attestations/npm-cli/valid-tuf-js-attestations.json', ['5 fields agree', 'npm publish']],
    ['npm/attestations/pacote/valid-attestations.json', ['5 fields agree', 'npm publish']],
    ['npm/attestations/slsa-verifier/gundam-visor-cli-v1-tag.tgz.json', ['npm publish', '13 fields agree']],
    ['npm/attestations/slsa-verifier/provenance-npm-test-ossf.tgz.json', ['npm publish', '13 fields agree']],
    ['slsa/slsa-verifier/npm-attestations.intoto.sigstore', ['5 fields agree', 'npm publish']],
    ['slsa/slsa-verifier/bundle/valid.intoto.sigstore', ['provenance-type-unsupported']],
    ['slsa/slsa-verifier/bundle/invalid-set.intoto.sigstore', ['provenance-type-unsupported']],
    ['github/attestations/sigstore-js-2.1.0-bundle.json', ['13 fields agree']],
    ['github/attestations/reusable-workflow-attestation.sigstore.json', ['13 fields agree']],
    ['pypi/pep740/pypi_attestations-0.0.19.tar.gz.slsa.attestation', ['13 fields agree']],
    ['pypi/pep740/sampleproject-4.0.0.tar.gz.provenance', ['pypi publish']],
    // Its predicate was written for another repository: the signature is good, the provenance is not.
    [
      'sigstore-conformance/bundle-verify/happy-path-intoto-in-dsse-v3/bundle.sigstore.json',
      ['provenance-builder-untrusted'],
    ],
  ])('%s', (file, outcomes) => {
    expect(outcomesOf(file)).toEqual(outcomes);
  });
});
