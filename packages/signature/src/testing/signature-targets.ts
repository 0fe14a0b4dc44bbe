/** The readers of signed documents, certificates and keys as targets of fuzzing. */

import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { DocMap, parseJson } from '@assay/documents';
import {
  bytesOf,
  mintSigstore,
  mutateBytes,
  mutateDocument,
  mutateJsonDocument,
  unlessProblem,
  unlessRefused,
  type FuzzAnswer,
  type FuzzTarget,
} from '@assay/testkit';
import type { DeniedFeed } from '../denied/denied-feed.js';
import { parseDeniedFeed } from '../denied/parse-denied-feed.js';
import { parseDeniedList } from '../denied/parse-denied-list.js';
import { renderDeniedFeed } from '../denied/render-denied-feed.js';
import { readDsseEnvelope } from '../dsse/dsse-envelope.js';
import { attemptDer, parseDer } from '../encoding/der.js';
import { parseStatement } from '../in-toto/statement.js';
import { parseStatementLines } from '../signed-statement/statement-lines.js';
import { parseBundle } from '../sigstore/parse-bundle.js';
import { readTrustedRoot } from '../sigstore/read-trusted-root.js';
import { parseCertificate } from '../sigstore/x509-certificate.js';
import { parseRunSummary } from '../summary/parse-run-summary.js';
import { renderRunSummary } from '../summary/render-run-summary.js';
import { runSummary } from '../summary/testing/run-summary.js';

const sigstore = mintSigstore();
const message = sigstore.sign();
const envelope = sigstore.sign({ as: 'dsse', bundle: '0.2' });
const trustedRoot = JSON.stringify(sigstore.trustedRoot());

const feed: DeniedFeed = {
  feed: 'acme',
  sequence: 1,
  issuedAt: '2026-11-26T12:00:00Z',
  expires: '2026-11-27T12:00:00Z',
  digests: [{ digest: { alg: 'sha256', value: 'ab'.repeat(32), covers: 'artifact' }, reason: 'malware' }],
  publishers: [{ kind: 'github', repository: 'acme/tool', repositoryId: '42', reason: 'x' }],
  purls: [{ pattern: 'pkg:npm/left-pad', reason: 'x' }],
};
const deniedList =
  `feed: acme\nsequence: 1\nexpires: 2026-11-27T12:00:00Z\ndigests:\n  - digest: sha256:${'ab'.repeat(32)}\n` +
  '    reason: malware\npurls:\n  - pattern: pkg:npm/left-pad\n    reason: x\n';

interface Json {
  readonly verificationMaterial: { readonly certificate?: { readonly rawBytes: string } };
  readonly dsseEnvelope?: unknown;
}
const parsed = (text: string) => JSON.parse(text) as Json;
const certificate = Buffer.from(parsed(message.text).verificationMaterial.certificate?.rawBytes ?? '', 'base64');

/** What was refused, or that it was accepted; checked values are frozen objects that are not looked into. */
const onlyWhether = (result: { readonly ok: boolean }): FuzzAnswer => ({ accepted: result.ok });

/** Every reader of this package. */
export const signatureTargets: readonly FuzzTarget[] = [
  json('bundle', [message.text, envelope.text], (bytes) => onlyWhether(parseBundle(bytes))),
  json('trusted root', [trustedRoot], (bytes) => onlyWhether(readTrustedRoot(bytes))),
  json('dsse envelope', [JSON.stringify(parsed(envelope.text).dsseEnvelope)], readEnvelope),
  json('statement', [renderDeniedFeed(feed), renderRunSummary(runSummary())], (bytes) =>
    unlessProblem(parseStatement(bytes)),
  ),
  json('denied feed', [renderDeniedFeed(feed)], readFeed),
  json('run summary', [renderRunSummary(runSummary())], readSummary),
  {
    name: 'denied list',
    seeds: [bytesOf(deniedList)],
    mutate: mutateDocument,
    read: (bytes) => unlessRefused(() => parseDeniedList({ bytes, file: 'denied.yaml', issuedAt: feed.issuedAt })),
  },
  json('statement lines', [`${message.text}\n${envelope.text}\n`], (bytes) => ({
    accepted: parseStatementLines(bytes).some(({ form }) => form !== 'unreadable'),
  })),
  { name: 'certificate', seeds: [certificate], mutate: mutateBytes, read: readCertificate },
  { name: 'der', seeds: [certificate], mutate: mutateBytes, read: (der) => ({ accepted: isDer(der) }) },
];

function json(
  name: string,
  seeds: readonly (string | Uint8Array)[],
  read: (bytes: Uint8Array) => FuzzAnswer,
): FuzzTarget {
  return { name, seeds: seeds.map(bytesOf), mutate: mutateJsonDocument, opaque: [DocMap], read };
}

function readEnvelope(bytes: Uint8Array): FuzzAnswer {
  const document = parseJson(bytes, { maxBytes: 1_000_000 });
  const value = document.ok ? document.document.value : null;
  return value instanceof DocMap ? unlessProblem(readDsseEnvelope(value)) : { accepted: false };
}

/** A feed that is accepted is written and read again as the same. */
function readFeed(bytes: Uint8Array): FuzzAnswer {
  const statement = parseStatement(bytes);
  if (typeof statement === 'string') return { accepted: false, value: statement };
  const result = parseDeniedFeed(statement);
  if (result.ok) {
    const again = parseStatement(renderDeniedFeed(result.feed));
    assert.ok(typeof again !== 'string');
    assert.deepEqual(parseDeniedFeed(again), result);
  }
  return unlessProblem(result);
}

/** So is a summary. */
function readSummary(bytes: Uint8Array): FuzzAnswer {
  const statement = parseStatement(bytes);
  if (typeof statement === 'string') return { accepted: false, value: statement };
  const result = parseRunSummary(statement);
  if (result.ok) {
    const written = renderRunSummary(result.summary);
    const again = parseStatement(written);
    const summary = typeof again === 'string' ? null : parseRunSummary(again);
    // The members of a digest set come in an order of their own.
    assert.ok(summary?.ok === true, 'a summary that was written is not read');
    assert.deepEqual(renderRunSummary(summary.summary), written);
  }
  return unlessProblem(result);
}

function readCertificate(der: Uint8Array): FuzzAnswer {
  return { accepted: parseCertificate(der) !== null };
}

/** One element and no byte behind it. */
function isDer(bytes: Uint8Array): boolean {
  const element = attemptDer(() => parseDer(bytes));
  if (element === null) return false;
  assert.equal(element.encoded.length, bytes.length, 'bytes behind an element were not looked at');
  return true;
}
