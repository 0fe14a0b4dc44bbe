import { digestOf, type Signer, type SubjectAlternativeName } from '@assay/model';
import {
  attemptDer,
  derChildren,
  DerError,
  DerSequence,
  derTag,
  parseDer,
  readDerOid,
  readDerUtf8,
  utf8Of,
  type DerElement,
} from '../encoding/der.js';
import { readFulcioClaims, type FulcioClaims } from './fulcio-extensions.js';
import { disprove, isRefusal, prove, type NotProven, type Proof } from './proof.js';
import type { SigningKey } from './signing-key.js';
import {
  extendedKeyUsages,
  extensionOid,
  isAuthority,
  keyUsages,
  usageOid,
  type Certificate,
} from './x509-certificate.js';

type SignerProof = Proof<'signer', Signer>;

/**
 * Who signed. A certificate must be one for signing code and no authority's, and name exactly one subject, read by its type
 * from DER, never from a rendering of it (CVE-2021-44531, -44532, -44533). Call it only for a certificate that is trusted.
 */
export function checkSigner(key: SigningKey): SignerProof | NotProven {
  if (key.kind === 'managed') {
    const signer: Signer = {
      kind: 'managed-key',
      key: { alg: 'sha256', value: key.key.fingerprint, covers: 'document' },
    };
    return prove('signer', signer, 'The signer is the holder of the given key.');
  }
  const { certificate } = key;
  const misuse = attemptDer(() => usageProblem(certificate));
  if (misuse !== undefined) return disprove('certificate-usage', misuse ?? 'A usage extension is malformed.');
  const san = checkSubject(certificate);
  if (isRefusal(san)) return san;
  const claims = readFulcioClaims(certificate);
  if (isRefusal(claims)) return claims;
  const issuer = claims.issuer ?? 'none';
  return prove('signer', signerOf(certificate, san, claims), `The certificate names ${san.value}, issuer ${issuer}.`);
}

function signerOf({ der }: Certificate, san: SubjectAlternativeName, claims: FulcioClaims): Signer {
  return { kind: 'identity', san, ...claims, certificate: { ...digestOf('sha256', der), covers: 'document' } };
}

const digitalSignature = 0;
const keyCertSign = 5;
/** Extensions that are understood here or in sigstore-js, and may therefore be critical (RFC 5280 §4.2). */
const understood: readonly string[] = Object.values(extensionOid);

function usageProblem(certificate: Certificate): string | undefined {
  const usages = keyUsages(certificate);
  if (!extendedKeyUsages(certificate).includes(usageOid.codeSigning))
    return 'Its extended key usage is not code signing.';
  if (!usages.has(digitalSignature)) return 'Its key usage is not digital signature.';
  if (isAuthority(certificate) || usages.has(keyCertSign)) return 'It is the certificate of an authority.';
  for (const [oid, { critical }] of certificate.extensions) {
    if (critical && !understood.includes(oid)) return `It has a critical extension that is not known, ${oid}.`;
  }
  return undefined;
}

/** Context tags of a GeneralName (RFC 5280 §4.2.1.6). */
const generalName = { otherName: 0xa0, email: 0x81, uri: 0x86 } as const;

/** Fulcio's otherName: a user name, as UTF8String. */
const fulcioUserName = '1.3.6.1.4.1.57264.1.7';

function checkSubject(certificate: Certificate): SubjectAlternativeName | NotProven {
  const extension = certificate.extensions.get(extensionOid.subjectAltName);
  if (extension === undefined) return disprove('certificate-identity-missing', 'The certificate names no subject.');
  const names = attemptDer(() => derChildren(parseDer(extension.value, derTag.sequence)));
  const [name] = names ?? [];
  if (name === undefined) return disprove('certificate-identity-missing', 'The certificate names no subject.');
  if (names?.length !== 1) return disprove('certificate-identity-ambiguous', 'The certificate names several subjects.');
  const subject = attemptDer(() => subjectOf(name));
  return subject ?? disprove('certificate-identity-ambiguous', 'The subject is no URI, e-mail address or user name.');
}

function subjectOf(name: DerElement): SubjectAlternativeName {
  if (name.tag === generalName.uri) return { type: 'uri', value: plain(ia5Of(name)) };
  if (name.tag === generalName.email) return { type: 'email', value: plain(ia5Of(name)) };
  if (name.tag !== generalName.otherName) throw new DerError('a name of another type');
  const fields = new DerSequence(name, generalName.otherName);
  if (readDerOid(fields.next()) !== fulcioUserName) throw new DerError('another sort of name');
  const explicit = fields.next(0xa0);
  fields.end();
  return { type: 'other-name', value: plain(readDerUtf8(parseDer(explicit.content))) };
}

function ia5Of({ content }: DerElement): string {
  if (content.some((octet) => octet >= 0x80)) throw new DerError('not ASCII');
  return utf8Of(content);
}

/** Not empty, and without control characters: behind a NUL or a line feed a name shows only its first half. */
function plain(text: string): string {
  if (text === '' || [...text].some((char) => char < ' ' || char === '\u007f')) throw new DerError('not plain text');
  return text;
}
