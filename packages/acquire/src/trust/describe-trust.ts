/** What is inside a trust document, for people: authorities, logs and keys with the time in which each counts. Judges nothing. */

import { X509Certificate } from 'node:crypto';
import { asList, asMap, asText, parseJson, type DocMap, type DocValue } from '@assay/documents';
import type { TrustDocument } from '@assay/model';

/** One thing that a document makes trusted. Texts are the document's own: escape them. */
export interface TrustPart {
  readonly what:
    | 'certificate-authority'
    | 'transparency-log'
    | 'certificate-log'
    | 'timestamp-authority'
    | 'registry-key'
    | 'certificate';
  readonly name: string;
  /** Key or log id, or a certificate's SHA-256. */
  readonly id?: string;
  /** RFC 3339; absent: since ever. */
  readonly from?: string;
  /** RFC 3339; absent: no end is stated. */
  readonly until?: string;
}

const maxBytes = 16 * 1024 * 1024;

/** The parts in the document's order; null for a document that cannot be read. */
export function describeTrust({ kind, text }: Pick<TrustDocument, 'kind' | 'text'>): readonly TrustPart[] | null {
  if (kind === 'gem-certificates') return describeCertificates(text);
  const parsed = parseJson(new TextEncoder().encode(text), { maxBytes });
  const root = parsed.ok ? asMap(parsed.document.value) : undefined;
  if (root === undefined) return null;
  if (kind === 'registry-keys') return mapsOf(root.get('keys')).map(describeRegistryKey);
  return [
    ...mapsOf(root.get('certificateAuthorities')).map((one) => describeAuthority(one, 'certificate-authority')),
    ...mapsOf(root.get('tlogs')).map((one) => describeLog(one, 'transparency-log')),
    ...mapsOf(root.get('ctlogs')).map((one) => describeLog(one, 'certificate-log')),
    ...mapsOf(root.get('timestampAuthorities')).map((one) => describeAuthority(one, 'timestamp-authority')),
  ];
}

function describeAuthority(one: DocMap, what: TrustPart['what']): TrustPart {
  const subject = asMap(one.get('subject'));
  const names = [subject?.get('organization'), subject?.get('commonName'), one.get('uri')].flatMap(
    (text) => asText(text) ?? [],
  );
  return { what, name: names.filter((name) => name !== '').join(', '), ...span(asMap(one.get('validFor'))) };
}

function describeLog(one: DocMap, what: TrustPart['what']): TrustPart {
  const id = asText(asMap(one.get('logId'))?.get('keyId'));
  return {
    what,
    name: asText(one.get('baseUrl')) ?? '',
    ...(id === undefined ? {} : { id }),
    ...span(asMap(asMap(one.get('publicKey'))?.get('validFor'))),
  };
}

/** In the form of the TUF target, or of a registry's own list of keys. */
function describeRegistryKey(one: DocMap): TrustPart {
  const id = asText(one.get('keyId')) ?? asText(one.get('keyid'));
  const until = asText(one.get('expires'));
  return {
    what: 'registry-key',
    name: asText(one.get('keyUsage')) ?? asText(one.get('keytype')) ?? '',
    ...(id === undefined ? {} : { id }),
    ...span(asMap(asMap(one.get('publicKey'))?.get('validFor'))),
    ...(until === undefined ? {} : { until }),
  };
}

function span(validFor: DocMap | undefined): Pick<TrustPart, 'from' | 'until'> {
  const from = asText(validFor?.get('start'));
  const until = asText(validFor?.get('end'));
  return { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
}

function mapsOf(value: DocValue | undefined): readonly DocMap[] {
  return (asList(value) ?? []).flatMap((item) => asMap(item) ?? []);
}

const pemBlock = /-----BEGIN CERTIFICATE-----[\sA-Za-z0-9+/=]{1,65536}-----END CERTIFICATE-----/gu;

function describeCertificates(text: string): readonly TrustPart[] | null {
  try {
    return [...text.matchAll(pemBlock)].map(([pem]) => describeCertificate(new X509Certificate(pem)));
  } catch {
    return null;
  }
}

function describeCertificate(certificate: X509Certificate): TrustPart {
  return {
    what: 'certificate',
    name: certificate.subject.replaceAll('\n', ', '),
    id: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    from: certificate.validFromDate.toISOString(),
    until: certificate.validToDate.toISOString(),
  };
}
