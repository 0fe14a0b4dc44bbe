import { DocMap, parseJson, type DocValue } from '@assay/documents';
import type { JsonValue } from '@assay/model';
import type { SigstoreCode } from '../codes/sigstore-codes.js';
import { encodeUtf8 } from '../encoding/bytes.js';
import { checked, refuse, type Checked, type Refusal } from '../outcome.js';
import type { Bundle, BundleVersion } from './bundle.js';
import { isOldCosignBundle, oldCosignDetail } from './old-cosign-bundle.js';
import {
  sealBundle,
  type BundleParts,
  type EnvelopeContent,
  type KeyMaterial,
  type MessageContent,
} from './bundle-parts.js';
import { parseLogEntry } from './parse-log-entry.js';
import { Misshapen, StrictFields } from './strict-fields.js';

/** Real bundles have a few kilobytes to a few hundred; attestations of many subjects some megabytes. */
const maxBytes = 16 * 1024 * 1024;
const mostEntries = 32;
const mostTimestamps = 32;
const mostCertificates = 10;

/** Of one certificate or timestamp: real ones have a few thousand. Whoever reads ASN.1 in them takes time beyond their length. */
const mostDerBytes = 65_536;

/** The media types that exist, exactly: sigstore-js accepts whatever begins like one (THREATS, facts). */
const versions: ReadonlyMap<string, BundleVersion> = new Map([
  ['application/vnd.dev.sigstore.bundle+json;version=0.1', '0.1'],
  ['application/vnd.dev.sigstore.bundle+json;version=0.2', '0.2'],
  ['application/vnd.dev.sigstore.bundle+json;version=0.3', '0.3'],
  ['application/vnd.dev.sigstore.bundle.v0.3+json', '0.3'],
]);

const digestNames: ReadonlyMap<DocValue | undefined, MessageContent['digestAlgorithm']> = new Map([
  ['SHA2_256', 'sha256'],
  ['SHA2_384', 'sha384'],
  ['SHA2_512', 'sha512'],
]);

/**
 * Parses a Sigstore bundle (protobuf's JSON form, versions 0.1, 0.2, 0.3), strictly: members nobody knows, base64 and
 * integers that are not canonical, and what the version does not allow are refused. Nothing is verified. Takes bytes, or a
 * JSON value that was read already.
 */
export function parseBundle(source: Uint8Array | JsonValue | DocMap): Checked<Bundle> | Refusal<SigstoreCode> {
  const document = source instanceof DocMap ? { value: source } : readDocument(source);
  if ('code' in document) return document;
  try {
    const version = versionOf(document.value);
    if (typeof version !== 'string') return version;
    return checked(sealBundle(partsOf(document.value, version)));
  } catch (error) {
    if (error instanceof Misshapen) return refuse('bundle-malformed', error.message);
    throw error;
  }
}

function readDocument(source: Uint8Array | JsonValue): { readonly value: DocValue } | Refusal<SigstoreCode> {
  const bytes = source instanceof Uint8Array ? source : encodeUtf8(JSON.stringify(source));
  if (bytes.length > maxBytes) return refuse('bundle-too-large', `The bundle has ${bytes.length} bytes.`);
  const read = parseJson(bytes, { maxBytes, maxDepth: 16, maxValues: 10_000 });
  return read.ok ? { value: read.document.value } : refuse('bundle-malformed', read.problem.detail);
}

function versionOf(value: DocValue): BundleVersion | Refusal<SigstoreCode> {
  const mediaType = value instanceof DocMap ? value.get('mediaType') : undefined;
  if (value instanceof DocMap && isOldCosignBundle(value)) return refuse('bundle-of-old-cosign', oldCosignDetail);
  if (typeof mediaType !== 'string') throw new Misshapen('The bundle has no media type.');
  const version = versions.get(mediaType);
  return (
    version ?? refuse('bundle-version-unsupported', `The media type is ${JSON.stringify(mediaType.slice(0, 100))}.`)
  );
}

function partsOf(value: DocValue, version: BundleVersion): BundleParts {
  const bundle = new StrictFields(value, 'bundle', [
    'mediaType',
    'verificationMaterial',
    'messageSignature',
    'dsseEnvelope',
  ]);
  const content = contentOf(bundle);
  const material = bundle.object('verificationMaterial', [
    'publicKey',
    'x509CertificateChain',
    'certificate',
    'tlogEntries',
    'timestampVerificationData',
  ]);
  const key = keyOf(material, version);
  refuseOtherHint(key, content);
  return {
    mediaType: bundle.text('mediaType'),
    version,
    content,
    material: key,
    entries: material.list('tlogEntries', mostEntries).map((entry, i) => parseLogEntry(entry, `tlogEntries[${i}]`)),
    timestamps: timestampsOf(material),
  };
}

function contentOf(bundle: StrictFields): MessageContent | EnvelopeContent {
  const kind = bundle.oneOf(['messageSignature', 'dsseEnvelope']);
  return kind === 'dsseEnvelope' ? envelopeOf(bundle) : messageOf(bundle);
}

function messageOf(bundle: StrictFields): MessageContent {
  const message = bundle.object('messageSignature', ['messageDigest', 'signature']);
  const stated = message.object('messageDigest', ['algorithm', 'digest']);
  const digestAlgorithm = digestNames.get(stated.get('algorithm'));
  if (digestAlgorithm === undefined) throw new Misshapen('messageDigest.algorithm is not a SHA-2 of the format.');
  const digest = stated.bytes('digest');
  if (digest.length * 8 !== Number(digestAlgorithm.slice(3)))
    throw new Misshapen('messageDigest has the wrong length.');
  return { kind: 'message', digestAlgorithm, digest, signature: message.bytes('signature') };
}

/** Exactly one signature: of two, the one that was checked may not be the one that was logged. */
function envelopeOf(bundle: StrictFields): EnvelopeContent {
  const envelope = bundle.object('dsseEnvelope', ['payload', 'payloadType', 'signatures']);
  const signatures = envelope.list('signatures', 1);
  const signature = new StrictFields(signatures[0], 'dsseEnvelope.signatures[0]', ['sig', 'keyid']);
  return {
    kind: 'dsse',
    payloadType: envelope.text('payloadType'),
    payload: envelope.bytes('payload'),
    keyId: signature.optionalText('keyid'),
    signature: signature.bytes('sig'),
  };
}

function keyOf(material: StrictFields, version: BundleVersion): KeyMaterial {
  const kind = material.oneOf(['publicKey', 'x509CertificateChain', 'certificate']);
  if (kind === 'publicKey') return { kind: 'public-key', hint: material.object(kind, ['hint']).optionalText('hint') };
  if ((kind === 'certificate') !== (version === '0.3')) {
    throw new Misshapen(`A bundle of version ${version} must not have the member ${kind}.`);
  }
  if (kind === 'certificate') {
    return { kind, leaf: certificateOf(material.get(kind), kind), chain: [] };
  }
  const [leaf, ...chain] = material
    .object(kind, ['certificates'])
    .list('certificates', mostCertificates)
    .map((item, i) => certificateOf(item, `certificates[${i}]`));
  if (leaf === undefined) throw new Misshapen('The certificate chain is empty.');
  return { kind: 'certificate', leaf, chain };
}

function certificateOf(value: DocValue | undefined, where: string): Uint8Array {
  return smallDer(new StrictFields(value, where, ['rawBytes']).bytes('rawBytes'), where);
}

function smallDer(der: Uint8Array, where: string): Uint8Array {
  if (der.length > mostDerBytes) throw new Misshapen(`${where} has ${der.length} bytes, more than ${mostDerBytes}.`);
  return der;
}

/** Bundle specification: the hint of the material and the key id of the envelope must be the same where both stand. */
function refuseOtherHint(key: KeyMaterial, content: MessageContent | EnvelopeContent): void {
  if (key.kind !== 'public-key' || content.kind !== 'dsse' || content.keyId === '') return;
  if (content.keyId !== key.hint) throw new Misshapen('The key hint and the key id of the envelope differ.');
}

function timestampsOf(material: StrictFields): readonly Uint8Array[] {
  const data = material.optionalObject('timestampVerificationData', ['rfc3161Timestamps']);
  const list = data?.list('rfc3161Timestamps', mostTimestamps) ?? [];
  return list.map((item, i) => {
    const where = `rfc3161Timestamps[${i}]`;
    return smallDer(new StrictFields(item, where, ['signedTimestamp']).bytes('signedTimestamp'), where);
  });
}
