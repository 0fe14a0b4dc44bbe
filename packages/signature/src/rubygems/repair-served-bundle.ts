/** Bundles of gems as registries serve them: two defects of old clients, mended before strict parsing. */

import { asMap, asText, parseJson } from '@assay/documents';
import type { JsonValue } from '@assay/model';
import { decodeBase64, encodeBase64 } from '../encoding/base64.js';
import { decodeUtf8 } from '../encoding/bytes.js';
import { decodePem } from '../encoding/pem.js';

/** A bundle, and what was mended in it. */
export interface RepairedBundle {
  readonly bundle: JsonValue;
  /** One sentence for each repair; none for a bundle that has neither defect. */
  readonly repairs: readonly string[];
}

type JsonObject = { readonly [key: string]: JsonValue | undefined };

const maxBodyBytes = 16 * 1024 * 1024;

/**
 * Mends exactly two defects and leaves everything else to the strict parser: a log entry without `kindVersion` gets the kind and
 * version that its own body states (the log signed the body; the member only repeats it), and a certificate that is the base64 of PEM
 * becomes that of the DER in it. Neither adds anything that is not signed: what a bundle proves afterwards, it proves by the same
 * signatures. Of anything that is not as described nothing is changed.
 */
export function repairServedBundle(bundle: JsonValue): RepairedBundle {
  const material = memberOf(bundle, 'verificationMaterial');
  if (!isObject(bundle) || !isObject(material)) return { bundle, repairs: [] };
  const repairs: string[] = [];
  const mended = withEntries(withCertificate(material, repairs), repairs);
  return repairs.length === 0 ? { bundle, repairs } : { bundle: { ...bundle, verificationMaterial: mended }, repairs };
}

function withCertificate(material: JsonObject, repairs: string[]): JsonObject {
  const certificate = memberOf(material, 'certificate');
  const rawBytes = memberOf(certificate, 'rawBytes');
  const der = typeof rawBytes === 'string' ? derInsidePem(rawBytes) : null;
  if (!isObject(certificate) || der === null) return material;
  repairs.push('The certificate was PEM where DER must stand.');
  return { ...material, certificate: { ...certificate, rawBytes: encodeBase64(der) } };
}

function derInsidePem(rawBytes: string): Uint8Array | null {
  const bytes = decodeBase64(rawBytes);
  const text = bytes === null ? null : decodeUtf8(bytes);
  const block = text === null ? null : decodePem(text);
  return block?.label === 'CERTIFICATE' ? block.bytes : null;
}

function withEntries(material: JsonObject, repairs: string[]): JsonObject {
  const entries = memberOf(material, 'tlogEntries');
  if (!Array.isArray(entries)) return material;
  const mended = entries.map((entry: JsonValue) => withKindVersion(entry) ?? entry);
  const count = mended.filter((entry, index) => entry !== entries[index]).length;
  if (count === 0) return material;
  repairs.push(`${count === 1 ? 'A log entry' : `${String(count)} log entries`} did not state kind and version.`);
  return { ...material, tlogEntries: mended };
}

/** Null when there is nothing to mend, or nothing to mend it with. */
function withKindVersion(entry: JsonValue): JsonValue | null {
  if (!isObject(entry) || Object.hasOwn(entry, 'kindVersion')) return null;
  const body = memberOf(entry, 'canonicalizedBody');
  const bytes = typeof body === 'string' ? decodeBase64(body) : null;
  const parsed = bytes === null ? null : parseJson(bytes, { maxBytes: maxBodyBytes });
  const map = parsed?.ok === true ? asMap(parsed.document.value) : undefined;
  const [kind, version] = [asText(map?.get('kind')), asText(map?.get('apiVersion'))];
  return kind === undefined || version === undefined ? null : { ...entry, kindVersion: { kind, version } };
}

function memberOf(value: JsonValue | undefined, key: string): JsonValue | undefined {
  return value !== undefined && isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
