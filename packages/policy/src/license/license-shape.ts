/** The shape of `licensePackages:`. A vendor's profile shares most of it. */

import * as form from '../form/index.js';
import { once } from '../once.js';
import { publisherShape } from '../publisher-shape.js';
import { day, text } from '../shape-words.js';
import { contentShape } from './content-shape.js';
import { licenseWords, segment } from './license-words.js';
import { tokenShape } from './token-shape.js';

/** Ecosystems that licence packages come in. */
export const licenseEcosystems = ['npm', 'rubygems', 'composer', 'generic'] as const;

/** Where a credential may lie, in the words of each ecosystem's clients. */
export const credentialWords = ['bundler', 'npmrc', 'netrc', 'auth.json', 'none'] as const;

const origins = [
  'email',
  'portal',
  'checksum-file',
  'repository',
  'statement',
  'attestation',
  'lockfile',
  'first-use',
] as const;

const digestEntry = () => {
  const { digest } = licenseWords();
  const full = form.mapping({
    digest: digest.describe('The digest.'),
    origin: form.oneOf(origins).optional().describe('Who told it. Shown with it.'),
    obtained: day.optional().describe('The day you got it.'),
  });
  return form.either([digest, full], { error: 'a digest is a text, or a mapping with `digest`' });
};

const credentials = () => {
  const { variable } = licenseWords();
  const env = form
    .mapping({
      username: variable.optional().describe('Variable that holds the user’s name.'),
      password: variable.optional().describe('Variable that holds the password.'),
      token: variable.optional().describe('Variable that holds a bearer token, instead of both.'),
    })
    .meta({ oneOf: ['password', 'token'].map((name) => ({ properties: { [name]: true }, required: [name] })) })
    .describe('Names of variables of the environment.');
  return form.either([form.oneOf(credentialWords), form.mapping({ env })], {
    error: 'credentials are named by where they lie',
  });
};

const checksums = () => {
  const { url, path, key } = licenseWords();
  return form
    .mapping({
      url: url.optional().describe('Its URL; `{name}` and `{version}` stand for the package’s.'),
      file: path.optional().describe('Its path in the project; `{name}` and `{version}` stand for the package’s.'),
      keys: form
        .list(key)
        .max(50, { error: 'at most 50 keys are read' })
        .optional()
        .describe('Public keys that may have signed it. Without any, it is a list that nobody signs.'),
    })
    .meta({ oneOf: ['url', 'file'].map((name) => ({ properties: { [name]: true }, required: [name] })) });
};

const bundled = () => {
  const { path } = licenseWords();
  const full = form.mapping({ path: path.describe('An archive, a folder of files, or the token’s file.') });
  return form.either([path, full], { error: 'a bundled licence is a path, or a mapping with `path`' });
};

/** What an entry and a profile may both say. */
export const sharedLicenseFields = once(() => {
  const { url, origin } = licenseWords();
  return {
    version: text.optional().describe('Exact. For some vendors it is the licence’s id.'),
    versionIsLicenseId: form.flag().optional().describe('The version is the licence’s id, and must never change.'),
    platform: text.optional().describe('The platform, where the package has one for each.'),
    source: form
      .either([form.exactly('none'), url], {
        error: 'a source is an https URL without credentials or query, or `none`',
      })
      .optional()
      .describe('Base URL of the private registry; of a plain file, its own URL. none: nothing is downloaded.'),
    insecure: form.exactly(true).optional().describe('Allow plain http for the URLs here.'),
    redirects: form
      .list(origin)
      .optional()
      .describe('Origins its downloads may be redirected to, without credentials.'),
    credentials: credentials().optional().describe('Where the credential lies; never the credential.'),
    digests: form
      .list(digestEntry())
      .max(50, { error: 'at most 50 digests are read' })
      .optional()
      .describe('Digests that the archive must have, each of them. They add to those of the profile.'),
    checksums: form
      .list(checksums())
      .max(20, { error: 'at most 20 lists of checksums are read' })
      .optional()
      .describe('Lists or signed statements in which the vendor publishes digests.'),
    content: contentShape().optional(),
    token: tokenShape().optional(),
    namesakes: form
      .list(url)
      .max(20, { error: 'at most 20 registries are compared with' })
      .optional()
      .describe('Public registries that must not hold other bytes under the same name, beside the client’s default.'),
    locked: form.flag().optional().describe('Whether a lockfile must lock it. Without it, as the ecosystem does.'),
    entitlement: form
      .mapping({ until: day.describe('The last day of the entitlement, UTC.') })
      .optional()
      .describe('How long the licence lasts.'),
    contact: licenseWords().contact.optional().describe('Who helps: an e-mail address or URL.'),
    publishers: form
      .list(publisherShape)
      .min(1, { error: 'at least one publisher is expected' })
      .optional()
      .describe('Who may have published it, any of these, as under `publishers`.'),
  };
});

/** A built-in name in kebab-case, or a YAML file below the policy's folder. */
const profileName = new RegExp(
  String.raw`^(?:[a-z\d]+(?:-[a-z\d]+)*|(?=.*\.ya?ml$)\.\/${segment}(?:\/${segment})*)$`,
  'u',
);

/** What names a profile. */
export const profileNameShape = form.text().regex(profileName, {
  error: 'a profile is one of the built-in names, or a file below the policy’s folder, as in ./vendor.yaml',
});

/** Built when it is first needed. */
export const licensePackageShape = once(() =>
  form
    .mapping({
      id: licenseWords().id.optional().describe('What commands call it. Without it, the profile’s id or the name.'),
      profile: profileNameShape
        .optional()
        .describe('Where defaults come from: a built-in name, or a vendor’s file, as in ./vendor.yaml.'),
      ecosystem: form
        .oneOf(licenseEcosystems)
        .optional()
        .describe('Which ecosystem’s package. Without it, the profile’s.'),
      name: text.optional().describe('The package’s name. Without it, the profile’s.'),
      vendor: text.optional().describe('Who sells it, for people. Without it, the profile’s.'),
      ...sharedLicenseFields(),
      bundled: bundled().optional().describe('Where a licence lies inside the application.'),
    })
    .describe('A licence package that was bought.'),
);

/** What an entry and a profile may both say, as it stands in the file. */
export type SharedLicenseDocument = Omit<
  LicensePackageDocument,
  'id' | 'profile' | 'ecosystem' | 'name' | 'vendor' | 'bundled'
>;

/** One entry as it stands in the file. */
export type LicensePackageDocument = form.Infer<ReturnType<typeof licensePackageShape>>;
