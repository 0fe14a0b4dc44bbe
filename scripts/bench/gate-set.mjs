import { Buffer } from 'node:buffer';
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf } from '../../packages/model/dist/index.js';
import { keySigner, renderDeniedFeed, renderRunSummary, signEnvelope } from '../../packages/signature/dist/index.js';
import { githubIdentity, mintSigstore } from '../../packages/testkit/dist/index.js';
import { loadPolicy } from '../../packages/verifier/dist/index.js';

const components = 1000;
const days = 86_400_000;
const seconds = (time) => `${new Date(time).toISOString().slice(0, 19)}Z`;

/**
 * Lays out what a gate is asked about: an artefact of 10 MB, its summary by a key and by a job among those of a hundred other builds, the bill
 * of materials of its run with 1,000 components, and a feed of 100 digests and 100 packages. Returns the arguments of both decisions.
 */
export async function layGateSet(folder) {
  const at = (name) => join(folder, name);
  const now = Date.now();
  const key = generateKeyPairSync('ed25519');
  const signer = keySigner(key.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const pem = key.publicKey.export({ type: 'spki', format: 'pem' });
  const artifact = Buffer.alloc(10_000_000, 'shop');
  const sbom = JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', components: componentsOf() });
  writeFileSync(at('shop.tgz'), artifact);
  writeFileSync(at('shop.cdx.json'), sbom);
  writeFileSync(at('assay.yaml'), policyText(pem));
  const { policyDigest } = await loadPolicy({ file: at('assay.yaml') });
  const summary = (bytes) => summaryOf({ bytes, sbom, policy: policyDigest, at: seconds(now - 3_600_000) });
  const others = Array.from({ length: 100 }, (_, index) => summary(`build ${index}`));
  const sign = async (each) => Buffer.from(await signEnvelope(renderRunSummary(each), signer)).toString();
  const lines = await Promise.all([...others, summary(artifact)].map(sign));
  writeFileSync(at('key.jsonl'), lines.join(''));
  const sigstore = mintSigstore();
  const identity = githubIdentity({ repository: 'acme/shop', repositoryId: '7' });
  const signedAt = seconds(now - 3_590_000);
  const { text } = sigstore.sign({ statement: renderRunSummary(summary(artifact)), as: 'dsse', identity, signedAt });
  writeFileSync(at('job.jsonl'), `${lines.slice(0, 100).join('')}${text}\n`);
  writeFileSync(at('root.json'), JSON.stringify(sigstore.trustedRoot()));
  writeFileSync(at('denied.json'), await signEnvelope(renderDeniedFeed(feedOf(now)), signer));
  const asked = (summaries) => [
    ...['gate', 'shop.tgz', '--policy', 'assay.yaml', '--summary', summaries, '--sbom', 'shop.cdx.json'],
    ...['--denied', 'denied.json', '--offline', '--trusted-root', 'root.json'],
  ];
  return {
    byKey: asked('key.jsonl'),
    byJob: asked('job.jsonl'),
    env: { PATH: process.env.PATH, HOME: folder, NO_COLOR: '1' },
  };
}

function componentsOf() {
  return Array.from({ length: components }, (_, index) => ({
    type: 'library',
    name: `package-${index}`,
    version: '1.0.0',
    purl: `pkg:npm/package-${index}@1.0.0`,
    hashes: [{ alg: 'SHA-512', content: digestOf('sha512', `${index}`).value }],
  }));
}

function policyText(pem) {
  const key = `{ kind: managed-key, key: ${JSON.stringify(pem)} }`;
  const job = '{ kind: github, repository: acme/shop, repositoryId: 7 }';
  return `version: 1\ngate:\n  signers: [${key}, ${job}]\n  denied: { signers: [${key}] }\n`;
}

function summaryOf({ bytes, sbom, policy, at }) {
  const one = digestOf('sha256', 'one');
  return {
    artifact: { name: 'shop.tgz', digests: [digestOf('sha256', bytes), digestOf('sha512', bytes)] },
    ...{ version: '0.1.0', at, depth: 'artifacts', decision: 'pass', exitCode: 0 },
    ...{ policy, report: one, inventory: one, trustedRoots: [one], sbom: digestOf('sha256', sbom) },
    subjects: components,
    decisions: { pass: components, waived: 0, warn: 0, unverified: 0, fail: 0 },
    lockfiles: [{ path: 'package-lock.json', digest: one, link: 'embedded', within: 'package-lock.json' }],
    waivers: [],
  };
}

function feedOf(now) {
  const entries = Array.from({ length: 100 }, (_, index) => index);
  return {
    ...{ feed: 'acme', sequence: 1, issuedAt: seconds(now - 60_000), expires: seconds(now + days), publishers: [] },
    digests: entries.map((index) => ({ digest: digestOf('sha256', `bad ${index}`), reason: 'malware' })),
    purls: entries.map((index) => ({ pattern: `pkg:npm/bad-${index}@1.0.0`, reason: 'malware' })),
  };
}
