/** The parts that an entry and a profile share. */

import type { EcosystemId } from '@assay/model';
import { given } from '../given.js';
import type { LicenseParts, PartPlace } from './license-parts.js';
import type { SharedLicenseDocument } from './license-shape.js';
import { readPlatform, readExactVersion } from './package-name.js';
import { readChecksums } from './read-checksums.js';
import { readContent } from './read-content.js';
import { readCredentials } from './read-credentials.js';
import { readDigests } from './read-digests.js';
import { readBaseUrl, readFileUrl, readOrigin, type UrlPlace } from './read-license-url.js';
import { readToken } from './read-token.js';

/** Reads each part that is given for itself. Throws what `refuse` makes for one that cannot be used. */
export function readParts(document: SharedLicenseDocument, place: PartPlace): LicenseParts {
  const { version, platform, credentials, digests = [], content = {}, token = {} } = document;
  const { versionIsLicenseId, locked, entitlement, contact } = document;
  const at = (key: string): PartPlace => ({ ...place, path: [...place.path, key] });
  return {
    ...given({
      version: version === undefined ? undefined : readExactVersion(version, at('version')),
      platform: platform === undefined ? undefined : readPlatform(platform, at('platform')),
      credentials: credentials === undefined ? undefined : readCredentials(credentials, at('credentials')),
    }),
    ...readUrls(document, place),
    digests: readDigests(digests, at('digests')),
    content: readContent(content, at('content')),
    token: readToken(token, at('token')),
    ...given({ versionIsLicenseId, locked, entitledUntil: entitlement?.until, contact }),
  };
}

type UrlParts = Pick<LicenseParts, 'source' | 'redirects' | 'checksums' | 'namesakes'>;

function readUrls(document: SharedLicenseDocument, place: PartPlace): UrlParts {
  const { source, redirects, checksums, namesakes, insecure = false } = document;
  const { refuse, ecosystem } = place;
  const at = (...steps: readonly PropertyKey[]): UrlPlace => ({ path: [...place.path, ...steps], refuse, insecure });
  return given({
    source: source === undefined ? undefined : readSource(source, ecosystem, at('source')),
    redirects: redirects?.map((text, index) => readOrigin(text, at('redirects', index))),
    checksums: checksums?.map((each, index) =>
      readChecksums(each, { ...place, insecure, path: [...place.path, 'checksums', index] }),
    ),
    namesakes: namesakes?.map((text, index) => ({ registry: readBaseUrl(text, at('namesakes', index)) })),
  });
}

function readSource(text: string, ecosystem: EcosystemId, place: UrlPlace): string | null {
  if (text === 'none') return null;
  return ecosystem === 'generic' ? readFileUrl(text, place) : readBaseUrl(text, place);
}
