/** A vendor's profile → LicenseProfile. Data only; a typo is an error with file and line. */

import { plainData } from '../locate.js';
import { readAllowed } from '../read-publisher.js';
import { readDocument, type OpenDocument } from '../read-document.js';
import { readShape } from '../read-shape.js';
import type { Readers } from '../vocabulary.js';
import type { PartPlace } from './license-parts.js';
import type { LicenseProfile } from './license-profile.js';
import { licensePurl } from './license-purl.js';
import { readPackageName } from './package-name.js';
import { refusePastedSecrets } from './pasted-secret.js';
import { licenseProfileShape, type LicenseProfileDocument } from './profile-shape.js';
import { readParts } from './read-parts.js';

/** Bytes of a profile. */
export interface ProfileSource {
  readonly bytes: Uint8Array;
  /** As the policy names it. */
  readonly file: string;
  readonly readers: Readers;
}

const profileFile = { code: 'ERR_POLICY', what: 'a profile', start: 'A profile starts with `profile: 1`.' } as const;

/** Parses a profile. Throws AssayError `ERR_POLICY` with file, line and hint for anything that is not exactly one. */
export function parseLicenseProfile({ bytes, file, readers }: ProfileSource): LicenseProfile {
  const open = readDocument({ bytes, file }, profileFile);
  const data = plainData(open.document.root);
  refusePastedSecrets(data, { path: [], refuse: open.refuse });
  const document = readShape(licenseProfileShape(), data, { what: profileFile.what, ...open });
  return build(document, open, readers);
}

function build(document: LicenseProfileDocument, { refuse }: OpenDocument, readers: Readers): LicenseProfile {
  const { id, vendor = null, ecosystem, name, names = null } = document;
  const place: PartPlace = { path: [], refuse, readers, ecosystem };
  if (name !== undefined && names !== null) {
    throw refuse(['names'], 'a profile has one `name` or several `names`', 'Leave one of them out.');
  }
  const parts = readParts(document, place);
  if (parts.version === undefined && parts.digests.length > 0) {
    throw refuse(['digests'], 'digests are those of one version', 'Add `version`, or leave them to the policy.');
  }
  const purl =
    name === undefined ? `${licensePurl({ ecosystem, name: 'x' }).slice(0, -1)}**` : licensePurl({ ecosystem, name });
  const { publishers } = document;
  return {
    ...{ id, vendor, ecosystem, names, parts },
    name: name === undefined ? null : readPackageName(name, { ...place, path: ['name'] }),
    publishers:
      publishers?.map((each, index) => readAllowed(each, purl, { refuse, readers, path: ['publishers', index] })) ??
      null,
  };
}
