import { generateKeyPairSync } from 'node:crypto';
import { digestOf } from '@assay/model';
import { githubIdentity, mintSigstore, slsaProvenanceV1, type GithubRun } from '@assay/testkit';
import { describe, expect, it } from 'vitest';
import { signEnvelope } from '../dsse/sign-envelope.js';
import { encodeUtf8 } from '../encoding/bytes.js';
import { keySigner } from '../license/statement-signer.js';
import { parseManagedKey } from '../sigstore/managed-key.js';
import { readTrustedRoot } from '../sigstore/read-trusted-root.js';
import { judgeArtifactProvenance } from './artifact-provenance.js';
import type { AttestationQuestion } from './attestation-question.js';
import { parseAttestationDocument } from './parse-attestation-document.js';

const sigstore = mintSigstore();
const artifact = 'app';
const about = { label: 'app.tgz', name: 'app.tgz', digests: [digestOf('sha256', artifact)] };
const at = '2026-11-26T00:00:00Z';

function rootOf() {
  const root = readTrustedRoot(encodeUtf8(JSON.stringify(sigstore.trustedRoot())), { name: 'minted' });
  if (!root.ok) throw new Error(root.detail);
  return root.value;
}

function signed(run: Partial<GithubRun> = {}): string {
  const identity = githubIdentity({ repository: 'acme/app', ...run });
  return sigstore.sign({ artifact, identity, statement: slsaProvenanceV1({ artifact, identity }) }).text;
}

function judge(text: string, question: Partial<AttestationQuestion> = {}) {
  const documents = [parseAttestationDocument('p.json', encodeUtf8(text))];
  const publisher = { kind: 'github', repository: 'acme/app' } as const;
  const expected = { by: 'publisher', publishers: [publisher] } as const;
  return judgeArtifactProvenance({ artifact: about, documents, expected, roots: [rootOf()], at, ...question });
}

describe('an artefact’s provenance', () => {
  it('of several is on the lowest of their levels', () => {
    const lines = [signed(), signed({ runner: 'self-hosted' })].map((text) => JSON.stringify(JSON.parse(text)));
    expect(judge(lines.join('\n')).result).toMatchObject({ outcome: 'proven', level: 'SLSA_BUILD_LEVEL_1' });
  });

  it('counts with every other attestation: one broken beside it refutes it', () => {
    const lines = [signed(), signed({ repository: 'evil/app' })].map((text) => JSON.stringify(JSON.parse(text)));
    expect(judge(lines.join('\n'))).toMatchObject({ result: { outcome: 'refuted' }, dependencies: [] });
  });

  it('under a document’s name that stands for two documents is not taken for either', () => {
    const document = parseAttestationDocument('p.json', encodeUtf8(signed()));
    expect(judge(signed(), { documents: [document, document] }).result).toEqual({
      outcome: 'absent',
      code: 'no-attestation-of-type',
    });
  });

  it('that is not there is absent; in what cannot be read it is not proven', () => {
    expect(judge('[]').result).toEqual({ outcome: 'absent', code: 'no-attestation' });
    expect(judge('{}').result).toEqual({ outcome: 'unknown', code: 'attestation-format-unknown' });
    expect(judge('{').result).toEqual({ outcome: 'refuted', code: 'attestation-document-malformed' });
  });
});

describe('provenance that a key signed', () => {
  const own = generateKeyPairSync('ed25519');
  const identity = githubIdentity({ repository: 'acme/app' });
  const builder = 'https://builder.example/one';
  const seal = async (statement: object) => {
    const signer = keySigner(own.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
    return new TextDecoder().decode(await signEnvelope(encodeUtf8(JSON.stringify(statement)), signer));
  };
  const byKey = () => {
    const key = parseManagedKey(own.publicKey.export({ type: 'spki', format: 'pem' }).toString());
    if (!key.ok) throw new Error(key.detail);
    return { by: 'key', key: key.value } as const;
  };

  it('is level 1 by a builder that is accepted, and refused by any other', async () => {
    const text = await seal(slsaProvenanceV1({ artifact, identity, builder }));
    const accepted = judge(text, { expected: byKey(), builders: [builder] });
    expect(accepted.result).toMatchObject({ outcome: 'proven', level: 'SLSA_BUILD_LEVEL_1' });
    expect(judge(text, { expected: byKey() }).result).toEqual({
      outcome: 'refuted',
      code: 'provenance-builder-untrusted',
    });
  });

  it('is refused where the predicate makes no sense', async () => {
    const made = slsaProvenanceV1({ artifact, identity, builder });
    const text = await seal({ ...made, predicate: {} });
    expect(judge(text, { expected: byKey(), builders: [builder] }).result).toMatchObject({ outcome: 'refuted' });
  });
});
