/** `license-checksum`: the vendor's own list or signed statement of checksums says that the archive is this one. */

import { isStrong, type CodeCatalogue, type Digest } from '@assay/model';
import {
  checksumDocumentForm,
  checksumKeyProblem,
  licenseChecksumCodes,
  parseChecksumFile,
  type ChecksumVerdict,
} from '@assay/signature';
import type { CheckResult } from '../check.js';
import { compareDigests } from '../compare-digests.js';
import { copyCodes, judgeCopies } from '../license/judge-copies.js';
import type { ChecksumDocument, LicenseCheck, LicenseContext, LicenseCopy } from '../license/license-check.js';
import { statementVerdict } from '../license/statement-verdict.js';

const own = {
  'license-checksum-none': { outcome: 'not-applicable', text: 'The policy names no list of checksums.', next: '' },
  'license-checksum-listed': {
    outcome: 'proven',
    text: 'The vendor’s list of checksums has the archive. Nobody signed the list.',
    next: '',
  },
  'license-checksum-unlisted': {
    outcome: 'refuted',
    text: 'The vendor’s list of checksums has other bytes under this name.',
    next: 'Do not install. Ask the vendor, by a way you know, which bytes are right.',
  },
  'license-checksum-unread': {
    outcome: 'unknown',
    text: 'The vendor’s list or statement of checksums could not be had.',
    next: 'Fetch it again, or correct `checksums` of this entry in the policy.',
  },
  'license-checksum-bundle-refuted': {
    outcome: 'refuted',
    text: 'The vendor’s Sigstore bundle does not prove the statement, or somebody else signed it.',
    next: 'Do not install the package. Ask the vendor, by a way you know; correct `publishers` of this entry only if they say so.',
  },
  'license-checksum-bundle-unproven': {
    outcome: 'unknown',
    text: 'Whether the vendor’s Sigstore bundle proves the statement could not be found out.',
    next: 'Update the trust of this machine with `assay trust update`, or name the key that signed under `keys` of these checksums.',
  },
  'license-checksum-archive-unread': {
    outcome: 'unknown',
    text: 'The archive could not be read, so its digest is not known.',
    next: 'Mend what `license-content` says about this copy first.',
    follows: 'license-content',
  },
  'license-checksum-other-phase': {
    outcome: 'not-applicable',
    text: 'The vendor’s address is asked for checksums in the phase `before` alone.',
    next: '',
  },
} as const satisfies CodeCatalogue;

export const licenseChecksum: LicenseCheck = {
  id: 'license-checksum',
  phases: ['before', 'after', 'bundled'],
  codes: { ...licenseChecksumCodes, ...copyCodes, ...own },
  run: (context) => judge(context),
};

function judge(context: LicenseContext): readonly CheckResult[] {
  const { checksums, license } = context;
  if (checksums.length === 0) {
    return [{ code: 'license-checksum-none', detail: `None is named for ${license.name}.` }];
  }
  return judgeCopies(context, 'archive', (copy) => checksums.map((document) => judgeDocument(context, copy, document)));
}

function judgeDocument(context: LicenseContext, copy: LicenseCopy, document: ChecksumDocument): CheckResult {
  const { location, keys, content } = document;
  if (!copy.digests.some(({ alg }) => isStrong(alg))) {
    return { code: 'license-checksum-archive-unread', detail: `${copy.where} was not read to its end.` };
  }
  if (!(content instanceof Uint8Array)) {
    const isOtherPhase = context.phase !== 'before' && isAddress(location);
    const code = isOtherPhase ? 'license-checksum-other-phase' : 'license-checksum-unread';
    return { code, detail: `${location}: ${content.problem}` };
  }
  return keys.length === 0 && !isStatement(location, content)
    ? judgeList(context, copy, { location, content })
    : judgeStatement(context, copy, { ...document, content });
}

/** What is named as a bundle must be one: a list that nobody signed does not take its place. */
const bundleEndings: readonly string[] = ['.sigstore.json', '.sigstore', '.bundle'];

function isStatement(location: string, content: Uint8Array): boolean {
  return bundleEndings.some((ending) => location.endsWith(ending)) || checksumDocumentForm(content) !== 'list';
}

function isAddress(location: string): boolean {
  return location.startsWith('https://') || location.startsWith('http://');
}

interface ReadDocument {
  readonly location: string;
  readonly content: Uint8Array;
}

/** A list that nobody signed is worth what its address is worth; it can still show a difference. */
function judgeList(
  { subject }: LicenseContext,
  { digests }: LicenseCopy,
  { location, content }: ReadDocument,
): CheckResult {
  const listed = parseChecksumFile(content, subject.files[0]?.name ?? subject.name);
  if (!('alg' in listed)) return { code: listed.code, detail: `${location}: ${listed.detail}` };
  switch (compareDigests([listed], digests).result) {
    case 'equal':
      return { code: 'license-checksum-listed', detail: `${location} lists it (${listed.alg}).` };
    case 'different':
      return { code: 'license-checksum-unlisted', detail: `${location} lists ${shown(listed)}.` };
    default:
      return { code: 'license-checksum-unread', detail: `${location}: ${listed.alg} of the archive was not computed.` };
  }
}

function judgeStatement(
  context: LicenseContext,
  copy: LicenseCopy,
  document: ReadDocument & Pick<ChecksumDocument, 'keys' | 'openBundle'>,
): CheckResult {
  const { location, content, keys, openBundle } = document;
  const problem = keys.map(checksumKeyProblem).find((text) => text !== null);
  if (problem !== undefined) return { code: 'license-checksum-unread', detail: `${location}: ${problem}` };
  if (keys.length === 0 && openBundle === undefined) {
    const isList = checksumDocumentForm(content) === 'list';
    return isList
      ? {
          code: 'license-checksum-document-malformed',
          detail: `${location} is named as a Sigstore bundle and is none.`,
        }
      : { code: 'license-checksum-signer-unknown', detail: `${location} is signed.` };
  }
  return told(statementVerdict(context, copy, document), location);
}

/** Codes of bundles are many and explained elsewhere: what they mean stands in the sentence. */
function told({ code, outcome, text, detail }: ChecksumVerdict, location: string): CheckResult {
  if (Object.hasOwn(licenseChecksumCodes, code)) return { code, detail: `${location}: ${detail}` };
  const own = outcome === 'refuted' ? 'license-checksum-bundle-refuted' : 'license-checksum-bundle-unproven';
  return { code: own, detail: `${location}: ${text} ${detail} (${code})` };
}

function shown({ alg, value }: Digest): string {
  return `${alg}:${value}`;
}
