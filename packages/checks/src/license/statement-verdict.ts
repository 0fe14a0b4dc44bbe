/** What a vendor's signed statement of checksums says of a copy. */

import { isStrong } from '@assay/model';
import { checksumKeyProblem, verifyChecksumStatement, type ChecksumVerdict } from '@assay/signature';
import type { ChecksumDocument, LicenseContext, LicenseCopy } from './license-check.js';

type About = Pick<LicenseContext, 'subject' | 'license' | 'at'>;

/** The verdict on a document that was read. Keys must be usable, and somebody named who should have signed. */
export function statementVerdict(
  { subject, license, at }: About,
  { digests }: Pick<LicenseCopy, 'digests'>,
  { content, keys, openBundle }: Pick<ChecksumDocument, 'keys' | 'openBundle'> & { readonly content: Uint8Array },
): ChecksumVerdict {
  return verifyChecksumStatement(content, {
    file: { name: subject.files[0]?.name ?? subject.name, digests },
    package: subject.purl,
    ...(license.versionIsLicenseId ? { licenseId: license.version } : {}),
    signers: { keys, ...(openBundle === undefined ? {} : { sigstore: openBundle }) },
    at,
  });
}

/** The first document in which whom the policy names signed that the vendor's file is exactly this copy; null where none does. */
export function statedBy(context: About & Pick<LicenseContext, 'checksums'>, copy: LicenseCopy): string | null {
  if (!copy.digests.some(({ alg }) => isStrong(alg))) return null;
  const found = context.checksums.find((document) => {
    const { keys, openBundle, content } = document;
    if (!(content instanceof Uint8Array) || (keys.length === 0 && openBundle === undefined)) return false;
    if (keys.some((key) => checksumKeyProblem(key) !== null)) return false;
    return statementVerdict(context, copy, { ...document, content }).code === 'license-checksum-stated';
  });
  return found?.location ?? null;
}
