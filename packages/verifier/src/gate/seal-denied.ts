import { readBoundedFile } from '@assay/acquire';
import { keySigner, parseDeniedList, renderDeniedFeed, signEnvelope } from '@assay/signature';
import { readTime } from '../read-time.js';

/** Options of {@link sealDenied}. */
export interface SealDeniedOptions {
  /** A plain list, in YAML or JSON. */
  readonly file: string;
  /** A private key in PEM. */
  readonly keyFile: string;
  /** Opens the key. */
  readonly passphrase?: string;
  /** RFC 3339: when the feed is issued. Default: now. */
  readonly at?: string;
}

const maxListBytes = 16 * 1024 * 1024;
const maxKeyBytes = 64 * 1024;

/**
 * Signs a list of what is denied as an issue of a feed: a DSSE envelope on one line. Throws AssayError `ERR_USAGE`, with file and line, for a list
 * that is none, and for a key that cannot sign.
 */
export async function sealDenied({ file, keyFile, passphrase, at }: SealDeniedOptions): Promise<Uint8Array> {
  const bytes = await readBoundedFile(file, { maxBytes: maxListBytes, code: 'ERR_USAGE', what: 'list' });
  const feed = renderDeniedFeed(parseDeniedList({ bytes, file, issuedAt: readTime(at) }));
  const pem = await readBoundedFile(keyFile, { maxBytes: maxKeyBytes, code: 'ERR_USAGE', what: 'signing key' });
  return signEnvelope(feed, keySigner(new TextDecoder().decode(pem), passphrase));
}
