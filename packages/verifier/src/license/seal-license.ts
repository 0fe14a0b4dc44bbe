/** `sealLicense`: a vendor's signed statement of a package's checksums, instead of an e-mail. */

import { readBoundedFile } from '@assay/acquire';
import { packageFiles, shapeOf } from '@assay/checks';
import { contentsDigest, digestFromHex, type Digest } from '@assay/model';
import { licenseSubject } from '@assay/engine';
import { AssayError } from '@assay/model';
import { keySigner, renderChecksumStatement, sealStatement } from '@assay/signature';
import type { KeylessSealing, SealProblem } from './keyless-sealing.js';
import { inspectLicense, type InspectedLicense, type InspectLicenseOptions } from './inspect-license.js';

/** Options of {@link sealLicense}. */
export interface SealLicenseOptions extends InspectLicenseOptions {
  /** A private key as PEM without a passphrase; null: the statement is not signed, for a signer of your own. */
  readonly keyFile: string | null;
  /** The job's identity signs, and no key. */
  readonly keyless?: KeylessSealing;
  /** Default: the package's version. */
  readonly licenseId?: string;
  /** SHA-256 (hex) of the file of this name that the package takes the place of. */
  readonly supersedes?: string;
}

/** The statement, if the package was fit to be published. */
export interface SealedLicense extends InspectedLicense {
  /** The DSSE envelope, the Sigstore bundle of a job, or the bare statement where nobody signs; null where nothing was sealed. */
  readonly document: Uint8Array | null;
  /** What customers write under `publishers` to expect this job; for seals without a key. */
  readonly publisher?: string;
  /** Why a package that was fit was not sealed all the same. */
  readonly problem?: SealProblem;
}

/**
 * Inspects the archive, and states its checksums only where it passes: what nobody could verify is not fit to be published. Throws AssayError as `inspectLicense` does, and
 * `ERR_USAGE` for a key or an identity that cannot sign; a service that does not answer is told in `problem`.
 */
export async function sealLicense(options: SealLicenseOptions): Promise<SealedLicense> {
  const inspected = await inspectLicense(options);
  if (inspected.report.exitCode !== 0) return { ...inspected, document: null };
  const statement = statementOf(inspected, options);
  if (options.keyless !== undefined) return sealByIdentity(inspected, statement, options.keyless);
  if (options.keyFile === null) return { ...inspected, document: statement };
  const signer = keySigner(await readKey(options.keyFile));
  return { ...inspected, document: await sealStatement(statement, signer) };
}

/** Loaded where it is asked for: it brings Sigstore and a network. */
async function sealByIdentity(
  inspected: InspectedLicense,
  statement: Uint8Array,
  keyless: KeylessSealing,
): Promise<SealedLicense> {
  const { sealKeyless } = await import('./seal-keyless.js');
  const { license, copy } = inspected;
  const { version } = license;
  const file = { name: fileOf(inspected), digests: copy.digests };
  const seal = await sealKeyless({ statement, file, package: licenseSubject(license).purl, version }, keyless);
  if ('problem' in seal) return { ...inspected, document: null, problem: seal.problem };
  const { document, publisher } = seal;
  const notes = [...inspected.notes, ...seal.notes];
  return { ...inspected, notes, document, ...(publisher === null ? {} : { publisher }) };
}

function fileOf({ license, copy }: InspectedLicense): string {
  return licenseSubject(license).files[0]?.name ?? copy.where;
}

function statementOf(inspected: InspectedLicense, { licenseId, supersedes }: SealLicenseOptions): Uint8Array {
  const { license, copy, report } = inspected;
  checkVersion(copy);
  const files = packageFiles(copy.listing, shapeOf(license.ecosystem, copy.kind));
  return renderChecksumStatement({
    file: fileOf(inspected),
    digests: copy.digests.filter(({ alg }) => alg === 'sha256' || alg === 'sha512'),
    package: licenseSubject(license).purl,
    licenseId: licenseId ?? license.version,
    vendor: license.vendor,
    createdAt: report.at,
    contentDigest: contentsDigest(files.map(({ path, sha256 = '' }) => ({ path, sha256 }))),
    ...(supersedes === undefined ? {} : { supersedes: replaced(supersedes) }),
  });
}

/** Composer's archives need not say their version; a statement about no version in particular would be about none. */
function checkVersion({ facts, where }: InspectedLicense['copy']): void {
  if ('problem' in facts || facts.version !== '') return;
  throw new AssayError('ERR_USAGE', 'the archive does not state its version, so nothing can be stated about one', {
    file: where,
    hint: 'Write `version` into its composer.json.',
  });
}

function replaced(text: string): Digest {
  const digest = digestFromHex('sha256', text);
  if (digest !== null) return digest;
  throw new AssayError('ERR_USAGE', `"${text}" is no SHA-256`, {
    hint: 'Write the 64 hex digits of the file it replaces.',
  });
}

async function readKey(file: string): Promise<string> {
  const bytes = await readBoundedFile(file, { maxBytes: 64 * 1024, code: 'ERR_USAGE', what: 'signing key' });
  return new TextDecoder().decode(bytes);
}
