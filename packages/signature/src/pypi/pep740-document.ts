/**
 * PEP 740 documents: an index's provenance object, or one attestation as signers upload it.
 *
 *     {version: 1, attestation_bundles: [{publisher, attestations: [attestation, …]}, …]}
 *     {version: 1, verification_material: {certificate, transparency_entries, timestamps?}, envelope: {statement, signature}}
 *
 * Members beyond these are allowed by the specification and have no meaning here.
 */

import { asList, asMap, asNumber, type DocMap, type DocValue } from '@assay/documents';
import type { PypiCode } from '../codes/pypi-codes.js';
import { checked, refuse, type Checked, type Refusal } from '../outcome.js';
import { isStandardBase64, pep740Bundle } from './pep740-bundle.js';
import { parsePublisherClaim, type PublisherClaim } from './publisher-claim.js';

/** One attestation, well-formed. Nothing in it is verified. */
export interface Pep740Attestation {
  /** The same as a Sigstore bundle of version 0.3, every transparency entry included. */
  readonly bundle: DocMap;
  /** Who the index says published it; absent in a single attestation. */
  readonly publisher?: PublisherClaim;
}

type Parsed<T> = Checked<T> | Refusal<PypiCode>;

const mostBundles = 32;
const mostAttestations = 32;

/** Parses a provenance object: its attestations in order, possibly none. */
export function parsePep740Provenance(value: DocValue): Parsed<readonly Pep740Attestation[]> {
  const document = versioned(value, 'provenance object');
  if (!document.ok) return document;
  const bundles = asList(document.value.get('attestation_bundles'));
  if (bundles === undefined) return malformed('attestation_bundles is not a list.');
  if (bundles.length > mostBundles) return malformed(`It has more than ${mostBundles} attestation_bundles.`);
  const all: Pep740Attestation[] = [];
  for (const bundle of bundles) {
    const read = parseAttestationBundle(bundle);
    if (!read.ok) return read;
    all.push(...read.value);
  }
  return checked(all);
}

/** Parses a single attestation. */
export function parsePep740Attestation(value: DocValue): Parsed<Pep740Attestation> {
  const document = versioned(value, 'attestation');
  if (!document.ok) return document;
  const material = asMap(document.value.get('verification_material'));
  const envelope = asMap(document.value.get('envelope'));
  if (material === undefined || envelope === undefined) {
    return malformed('The attestation has no verification_material or no envelope.');
  }
  const entries = asList(material.get('transparency_entries'));
  const timestamps = asList(material.get('timestamps') ?? []);
  const [certificate, statement, signature] = [
    material.get('certificate'),
    envelope.get('statement'),
    envelope.get('signature'),
  ];
  if (!isStandardBase64(certificate)) return malformed('The certificate is not canonical base64.');
  if (!isStandardBase64(statement)) return malformed('The statement is not canonical base64.');
  if (!isStandardBase64(signature)) return malformed('The signature is not canonical base64.');
  if (entries === undefined || entries.length === 0) return malformed('There are no transparency_entries.');
  if (timestamps?.every(isStandardBase64) !== true) return malformed('The timestamps are not a list of base64.');
  return checked({ bundle: pep740Bundle({ certificate, statement, signature, entries, timestamps }) });
}

function parseAttestationBundle(value: DocValue): Parsed<readonly Pep740Attestation[]> {
  const map = asMap(value);
  const attestations = asList(map?.get('attestations'));
  const publisher = parsePublisherClaim(map?.get('publisher'));
  if (attestations === undefined) return malformed('An attestation bundle has no list of attestations.');
  if (publisher === null) return malformed('An attestation bundle does not name its publisher.');
  if (attestations.length > mostAttestations) return malformed(`There are more than ${mostAttestations} attestations.`);
  const all: Pep740Attestation[] = [];
  for (const attestation of attestations) {
    const read = parsePep740Attestation(attestation);
    if (!read.ok) return read;
    all.push({ ...read.value, publisher });
  }
  return checked(all);
}

function versioned(value: DocValue, what: string): Parsed<DocMap> {
  const map = asMap(value);
  if (map === undefined) return malformed(`The ${what} is not an object.`);
  const version = map.get('version');
  if (asNumber(version) === undefined) return malformed(`The ${what} has no version.`);
  if (version !== 1)
    return refuse('pypi-version-unsupported', `The ${what} is of version ${String(asNumber(version))}.`);
  return checked(map);
}

function malformed(detail: string): Refusal<PypiCode> {
  return refuse('pypi-attestation-malformed', detail);
}
