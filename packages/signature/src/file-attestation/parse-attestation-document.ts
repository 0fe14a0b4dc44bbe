/**
 * Reads whatever attestations are handed around in:
 *
 * - a Sigstore bundle;
 * - JSON lines, one bundle (`gh attestation download`) or bare DSSE envelope a line;
 * - `{attestations: [{bundle}, …]}`: npm's attestations document, GitHub's API;
 * - `[bundle, …]`: RubyGems' attestations;
 * - PEP 740: a provenance object, or a single attestation;
 * - a bare DSSE envelope.
 *
 * Which of them it is, is told by the members that stand in it; a document with those of two is refused.
 */

import { DocMap, parseJson, type DocValue } from '@assay/documents';
import { refuse, type Refusal } from '../outcome.js';
import { parsePep740Attestation, parsePep740Provenance, type Pep740Attestation } from '../pypi/pep740-document.js';
import { claimOf, claimOfEnvelope, listedBundles } from './attestation-claim.js';
import { isOldCosignBundle, oldCosignDetail } from '../sigstore/old-cosign-bundle.js';
import type { AttestationDocument, AttestationDocumentCode, ReadAttestation } from './attestation-document.js';

type Code = AttestationDocumentCode;
type Read = readonly ReadAttestation[] | Refusal<Code>;

const maxBytes = 64 * 1024 * 1024;
const mostAttestations = 1000;
const newline = 0x0a;

/** Takes a document apart; strict JSON. Nothing is verified. */
export function parseAttestationDocument(name: string, bytes: Uint8Array): AttestationDocument {
  const read = readDocument(bytes);
  if ('code' in read) return { name, attestations: [], problem: read };
  if (read.length <= mostAttestations) return { name, attestations: read };
  const problem = malformed(`It holds more than ${mostAttestations} attestations.`);
  return { name, attestations: [], problem };
}

function readDocument(bytes: Uint8Array): Read {
  const whole = parseJson(bytes, { maxBytes });
  if (whole.ok) return readValue(whole.document.value);
  const lines = bytes.length > maxBytes ? [] : linesOf(bytes);
  const [first] = lines;
  const isLines = lines.length > 1 && first !== undefined && parseJson(first.bytes, { maxBytes }).ok;
  return isLines ? readLines(lines) : malformed(whole.problem.detail);
}

interface Line {
  readonly number: number;
  readonly bytes: Uint8Array;
}

/** Lines that hold something. */
function linesOf(bytes: Uint8Array): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (let number = 1; start < bytes.length && lines.length <= mostAttestations; number++) {
    const found = bytes.indexOf(newline, start);
    const end = found < 0 ? bytes.length : found;
    const line = bytes.subarray(start, end);
    if (line.some((byte) => byte > 0x20)) lines.push({ number, bytes: line });
    start = end + 1;
  }
  return lines;
}

function readLines(lines: readonly Line[]): Read {
  const all: ReadAttestation[] = [];
  for (const { number, bytes } of lines) {
    const line = parseJson(bytes, { maxBytes });
    if (!line.ok) return malformed(`Line ${number}: ${line.problem.detail}`);
    const read = readLine(line.document.value, `Line ${number}`);
    if ('code' in read) return read;
    all.push(read);
  }
  return all;
}

function readLine(value: DocValue, where: string): ReadAttestation | Refusal<Code> {
  if (!(value instanceof DocMap)) return notABundle(value, where);
  const [isBundle, isEnvelope] = [value.has('mediaType'), value.has('payloadType')];
  if (isBundle && isEnvelope) return malformed(`${where} is a bundle and an envelope at once.`);
  if (isEnvelope) return envelopeOf(value);
  return isBundle ? bundleOf(value) : notABundle(value, where);
}

const markers = ['mediaType', 'attestations', 'attestation_bundles', 'verification_material', 'payloadType'] as const;

function readValue(value: DocValue): Read {
  if (!(value instanceof DocMap)) return readList(value);
  const present = markers.filter((marker) => value.has(marker));
  const [marker] = present;
  if (present.length > 1) return malformed(`It is two kinds of document at once: it has ${present.join(' and ')}.`);
  switch (marker) {
    case 'mediaType':
      return [bundleOf(value)];
    case 'attestations':
      return readList(value);
    case 'attestation_bundles': {
      const provenance = parsePep740Provenance(value);
      return provenance.ok ? provenance.value.map(pep740Of) : provenance;
    }
    case 'verification_material': {
      const attestation = parsePep740Attestation(value);
      return attestation.ok ? [pep740Of(attestation.value)] : attestation;
    }
    case 'payloadType':
      return [envelopeOf(value)];
    default:
      if (isOldCosignBundle(value)) return refuse('bundle-of-old-cosign', oldCosignDetail);
      return refuse('attestation-format-unknown', `It has none of the members ${markers.join(', ')}.`);
  }
}

function readList(value: DocValue): Read {
  const bundles = listedBundles(value);
  if (bundles === undefined)
    return refuse('attestation-format-unknown', 'It is neither an object nor a list of bundles.');
  const all: ReadAttestation[] = [];
  for (const bundle of bundles) {
    if (bundle?.has('mediaType') !== true) return notABundle(bundle ?? null, `Item ${all.length + 1}`);
    all.push(bundleOf(bundle));
  }
  return all;
}

function notABundle(value: DocValue, what: string): Refusal<Code> {
  if (value instanceof DocMap && isOldCosignBundle(value))
    return refuse('bundle-of-old-cosign', `${what}: ${oldCosignDetail}`);
  return refuse('attestation-format-unknown', `${what} is not a Sigstore bundle.`);
}

function bundleOf(bundle: DocMap): ReadAttestation {
  return { format: 'sigstore-bundle', bundle, claim: claimOf(bundle) };
}

function envelopeOf(envelope: DocMap): ReadAttestation {
  return { format: 'dsse-envelope', bundle: envelope, claim: claimOfEnvelope(envelope) };
}

function pep740Of(attestation: Pep740Attestation): ReadAttestation {
  return { ...attestation, format: 'pep740', claim: claimOf(attestation.bundle) };
}

function malformed(detail: string): Refusal<Code> {
  return refuse('attestation-document-malformed', detail);
}
