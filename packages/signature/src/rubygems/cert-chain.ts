/** The certificates that a gem's metadata names. */

import { asList, asMap, asText, parseYaml, type DocMap } from '@assay/documents';
import type { GemRefusalCode } from '../codes/gem-codes.js';
import { decodeBase64 } from '../encoding/base64.js';
import { decodeUtf8, equalBytes } from '../encoding/bytes.js';
import { refuse, type Refusal } from '../outcome.js';
import { prove, type Proof } from '../sigstore/proof.js';
import { isSignedBy } from '../x509/certificate-signature.js';
import { formatName } from '../x509/format-name.js';
import { loadCertificate, type LoadedCertificate } from '../x509/loaded-certificate.js';

/** Certificates, signer first, each with the one that issued it behind it; never empty. */
export type Chain = readonly [signer: LoadedCertificate, ...issuers: LoadedCertificate[]];

/** A chain in which each certificate was issued by the next, by name and signature. */
export type LinkedChain = Proof<'chain', Chain>;

type NotProven = Refusal<GemRefusalCode>;

const longestChain = 10;

/** RubyGems' own limit. */
const maxMetadataBytes = 10 * 1024 * 1024;

/** A gem that lists 60,000 files has 120,000. A flood of them takes a second in a few kilobytes of gzip. */
const maxMetadataValues = 200_000;

/**
 * The texts of `cert_chain` in a gem's metadata (YAML with Ruby's tags, taken as plain data), in their order; none when the
 * metadata names none. Null for metadata that cannot be read, or that could be read in another way.
 */
export function readCertChain(metadata: Uint8Array): readonly string[] | null {
  const parsed = parseYaml(metadata, {
    tags: 'ignore',
    scalars: 'text',
    closingQuotes: 'accept',
    maxAliases: 10_000,
    maxBytes: maxMetadataBytes,
    maxValues: maxMetadataValues,
  });
  const map = parsed.ok && parsed.documents.length === 1 ? asMap(parsed.documents[0]?.value ?? null) : undefined;
  if (map === undefined || map.has('<<') || map.has(':cert_chain')) return null;
  const texts = textsOf(map);
  return texts !== null && decodeUtf8(metadata)?.includes('!binary') === true ? texts.map(fromBinary) : texts;
}

function textsOf(map: DocMap): readonly string[] | null {
  const value = map.get('cert_chain') ?? null;
  if (map.decorationOf('cert_chain') !== undefined) return null;
  const items = value === null ? [] : asList(value);
  const texts = items?.map((item) => asText(item) ?? null);
  return texts?.every((text) => text !== null) === true ? texts : null;
}

/** RubyGems of the time of Ruby 1.9 wrote certificates as `!binary`, base64 in lines. Only PEM inside is taken for that. */
function fromBinary(text: string): string {
  const bytes = decodeBase64(text.replaceAll(/[\n ]/g, ''));
  const inside = bytes === null ? null : decodeUtf8(bytes);
  return inside?.startsWith('-----BEGIN ') === true ? inside : text;
}

/** Reads the texts of `cert_chain` (root first, signer last): strict PEM, at most ten. */
export function readChain(certChain: readonly string[]): Chain | NotProven {
  if (certChain.length > longestChain) {
    return refuse('chain-too-long', `The metadata names ${certChain.length} certificates.`);
  }
  const certificates: LoadedCertificate[] = [];
  for (const [index, text] of certChain.entries()) {
    const certificate = loadCertificate(text);
    if (certificate === null) {
      return refuse('certificate-malformed', `Certificate ${index + 1} of \`cert_chain\` is not well-formed.`);
    }
    certificates.unshift(certificate);
  }
  const [signer, ...issuers] = certificates;
  if (signer !== undefined) return [signer, ...issuers];
  return refuse('gem-orphan-signature', 'The metadata names no certificate.');
}

/** Holds every certificate against the one above it; one that names itself as its issuer must have signed itself. */
export function checkLinks(chain: Chain): LinkedChain | NotProven {
  for (const [index, certificate] of chain.entries()) {
    const above = chain[index + 1];
    const problem = above === undefined ? selfProblem(certificate) : linkProblem(certificate, above);
    if (problem !== null)
      return refuse('chain-broken', `The certificate of ${formatName(certificate.subject)} ${problem}.`);
  }
  return prove('chain', chain, `Each of ${chain.length} certificates was issued by the one above it.`);
}

/** Why the certificate above is not the issuer, as the end of a sentence; null when it is. */
export function linkProblem(certificate: LoadedCertificate, above: LoadedCertificate): string | null {
  const name = formatName(above.subject);
  if (!equalBytes(certificate.issuer, above.subject)) return `names another issuer than ${name}`;
  return isSignedBy(certificate, above.key) ? null : `was not signed by ${name}`;
}

function selfProblem(certificate: LoadedCertificate): string | null {
  return equalBytes(certificate.issuer, certificate.subject) ? linkProblem(certificate, certificate) : null;
}
