import { listArchiveStream } from '@assay/archive';
import { factMembers, readPackageFacts } from '@assay/ecosystems';
import { digestOf, type ArchiveFormat, type EcosystemId, type LicenseFileRule } from '@assay/model';
import {
  licenseGemMistakes,
  licenseTarballMistakes,
  licenseZipMistakes,
  mintLicenseGem,
  mintLicenseIssuer,
  mintLicenseTarball,
  mintLicenseZip,
  type LicenseGemMistake,
  type LicenseTarballMistake,
  type LicenseZipMistake,
} from '@assay/testkit';
import { tokenFingerprint } from '@assay/signature';
import { describe, expect, test } from 'vitest';
import { licenseCode } from '../license-code/index.js';
import { normaliseCode } from '../license-code/normalise-code.js';
import { licenseContent } from '../license-content/index.js';
import { licenseToken } from '../license-token/index.js';
import type { LicenseCopy } from './license-check.js';
import { memberNames, packageMember } from './package-files.js';
import { archive, bytesOf, contextOf, textToken } from './testing/license-builder.js';

const issuer = mintLicenseIssuer();
const token = issuer.token('Example GmbH');
const checks = [licenseContent, licenseCode, licenseToken];

/** How one ecosystem's right package looks, and how its archives are listed. */
interface Kind {
  readonly ecosystem: EcosystemId;
  readonly format: ArchiveFormat;
  readonly name: string;
  readonly version: string;
  readonly code: string;
  readonly token: string;
  readonly others: readonly LicenseFileRule[];
}

const data = (pattern: string, kind: LicenseFileRule['kind'] = 'data'): LicenseFileRule => {
  return { pattern, kind, required: true, max: null, maxBytes: 4096 };
};

async function* chunks(bytes: Uint8Array) {
  yield await Promise.resolve(bytes);
}

async function copyOf({ ecosystem, format, code, token: path }: Kind, bytes: Uint8Array): Promise<LicenseCopy> {
  const names = [code, path, 'lib/version.txt', 'package.json', 'composer.json'];
  const members = [...memberNames(ecosystem, names), ...factMembers(ecosystem)];
  const listing = await listArchiveStream(chunks(bytes), { format, members: [...new Set(members)], hashEntries: true });
  const facts = readPackageFacts(ecosystem, listing);
  return {
    kind: 'archive',
    where: 'vendor.example',
    digests: [digestOf('sha256', bytes)],
    listing,
    facts,
    problems: [],
  };
}

/** All codes that are no good news, of the three checks that look inside. */
async function faults(
  kind: Kind,
  bytes: Uint8Array,
  { right, revoked = null }: { readonly right: Uint8Array; readonly revoked?: Uint8Array | null },
): Promise<readonly string[]> {
  const { ecosystem, name, version, code, token: path, others } = kind;
  const text = packageMember((await copyOf(kind, right)).listing, code) ?? new Uint8Array();
  const normal = normaliseCode(text, { version, path: code }) ?? '';
  const sha256 = digestOf('sha256', bytesOf(normal)).value;
  const context = contextOf({
    copies: [await copyOf(kind, bytes)],
    revocations: revoked,
    license: {
      ecosystem,
      name,
      version,
      token: {
        scheme: 'rsa-recover',
        path,
        keys: [issuer.publicKeyPem],
        entity: 'Example GmbH',
        fingerprints: [],
        claims: {},
      },
      content: {
        files: [data(code, 'code'), data(path, 'token'), ...others],
        maxFiles: null,
        maxBytes: null,
        templates: [{ name: 'right', pattern: code, sha256 }],
        allow: ecosystem === 'composer' ? ['autoload'] : [],
      },
    },
  });
  const told = checks.flatMap((check) =>
    check.run(context).flatMap(({ code: each }) => (check.codes[each]?.outcome === 'proven' ? [] : [each])),
  );
  return [...new Set(told)];
}

const gem: Kind = {
  ecosystem: 'rubygems',
  format: 'gem',
  name: 'karafka-license',
  version: '4.2',
  code: 'lib/karafka-license.rb',
  token: 'lib/license.txt',
  others: [data('lib/version.txt', 'version')],
};
const rightGem = mintLicenseGem({ id: gem.version, token }).bytes;

/** Nothing is said where nothing runs, loads itself or is pulled in: a client refuses the package, or does not care. */
const gemFaults: Readonly<Record<LicenseGemMistake, readonly string[]>> = {
  'extra-file': ['license-file-unexpected'],
  'hidden-file': ['license-file-unexpected'],
  'case-twin': ['license-content-unclear'],
  'other-code': ['license-file-unexpected', 'license-code-unknown'],
  'many-files': ['license-file-unexpected'],
  extension: ['license-file-unexpected', 'license-extensions', 'license-code-unknown'],
  executable: ['license-file-unexpected', 'license-executables', 'license-code-unknown'],
  plugin: ['license-file-unexpected', 'license-plugins', 'license-code-unknown'],
  'bundler-plugin': ['license-file-unexpected', 'license-plugins', 'license-code-unknown'],
  'post-install-message': ['license-post-install-message'],
  dependency: ['license-dependencies'],
  'development-dependency': [],
  symlink: ['license-file-unexpected', 'license-symlink'],
  'symlink-outside': ['license-content-unclear'],
  'license-symlink': ['license-content-unclear', 'license-token-unread'],
  hardlink: ['license-content-unclear'],
  'duplicate-entry': ['license-content-unclear', 'license-token-unread'],
  'path-escape': ['license-content-unclear', 'license-code-unknown'],
  setuid: ['license-file-unexpected'],
  'code-calls-home': ['license-code-unknown'],
  'code-own-token': ['license-code-unknown'],
  'code-evaluates': ['license-code-unknown'],
  'code-reformatted': ['license-code-unknown'],
  'declared-missing': ['license-files-not-packed'],
  undeclared: ['license-file-unexpected', 'license-files-undeclared', 'license-code-unknown'],
  'wrong-version-file': ['license-version-file'],
  'no-version-file': ['license-file-missing'],
  'empty-token': ['license-token-malformed'],
  'foreign-token': ['license-token-foreign-key'],
  'garbled-token': ['license-token-foreign-key'],
  'revoked-token': [],
  'large-file': ['license-file-too-large', 'license-token-malformed'],
  'no-license-file': ['license-file-missing', 'license-token-missing'],
  'no-code': ['license-file-missing', 'license-code-none'],
  'other-name': ['license-other-package'],
  'other-version': ['license-other-package'],
  'other-platform': ['license-other-package'],
  'required-ruby-version': [],
  'required-rubygems-version': [],
  'require-path': ['license-autoload'],
  'wrong-checksums': ['license-package-damaged'],
  'extra-member': ['license-file-unexpected'],
};

/** Nothing is said where nothing runs, loads itself or is pulled in: a client refuses the package, or does not care. */
const tarballFaults: Readonly<Record<LicenseTarballMistake, readonly string[]>> = {
  'preinstall-script': ['license-scripts'],
  'install-script': ['license-scripts'],
  'postinstall-script': ['license-scripts'],
  'prepare-script': [],
  'binding-gyp': ['license-file-unexpected', 'license-extensions', 'license-scripts', 'license-code-unknown'],
  bin: ['license-file-unexpected', 'license-executables', 'license-code-unknown'],
  dependency: ['license-dependencies'],
  'optional-dependency': ['license-dependencies'],
  'peer-dependency': ['license-dependencies'],
  'bundled-dependency': ['license-file-unexpected', 'license-dependencies'],
  'extra-file': ['license-file-unexpected'],
  'hidden-file': ['license-file-unexpected'],
  'other-code': ['license-file-unexpected', 'license-code-unknown'],
  'native-code': ['license-file-unexpected', 'license-code-unknown'],
  'case-twin': ['license-content-unclear'],
  'many-files': ['license-file-unexpected'],
  symlink: ['license-file-unexpected', 'license-symlink'],
  'symlink-outside': ['license-content-unclear'],
  hardlink: ['license-content-unclear'],
  'duplicate-entry': ['license-content-unclear', 'license-token-unread'],
  'path-escape': ['license-content-unclear', 'license-code-unknown'],
  setuid: ['license-file-unexpected'],
  'code-calls-home': ['license-code-unknown'],
  'code-own-token': ['license-code-unknown'],
  'code-reformatted': ['license-code-unknown'],
  'empty-token': ['license-token-malformed'],
  'foreign-token': ['license-token-foreign-key'],
  'garbled-token': ['license-token-foreign-key'],
  'revoked-token': [],
  'large-file': ['license-file-too-large', 'license-token-malformed'],
  'no-license-file': ['license-file-missing', 'license-token-missing'],
  'no-code': ['license-file-missing', 'license-code-none'],
  'other-name': ['license-other-package'],
  'other-version': ['license-other-package'],
  engines: [],
  platform: [],
};

/** Nothing is said where nothing runs, loads itself or is pulled in: a client refuses the package, or does not care. */
const zipFaults: Readonly<Record<LicenseZipMistake, readonly string[]>> = {
  plugin: ['license-file-unexpected', 'license-plugins', 'license-code-unknown'],
  'plugin-type': ['license-plugins'],
  'other-type': [],
  scripts: ['license-scripts'],
  'autoload-files': ['license-file-unexpected', 'license-code-unknown'],
  'autoload-other': [],
  bin: ['license-file-unexpected', 'license-executables', 'license-code-unknown'],
  dependency: ['license-dependencies'],
  replace: ['license-plugins'],
  provide: ['license-plugins'],
  'extra-file': ['license-file-unexpected'],
  'hidden-file': ['license-file-unexpected'],
  'other-code': ['license-file-unexpected', 'license-code-unknown'],
  'case-twin': ['license-content-unclear'],
  'many-files': ['license-file-unexpected'],
  symlink: ['license-file-unexpected', 'license-symlink'],
  'symlink-outside': ['license-content-unclear'],
  'duplicate-entry': ['license-content-unclear', 'license-token-unread'],
  'path-escape': ['license-content-unclear', 'license-code-unknown'],
  setuid: ['license-file-unexpected'],
  'code-calls-home': ['license-code-unknown'],
  'code-own-token': ['license-code-unknown'],
  'code-reformatted': ['license-code-unknown'],
  'empty-token': ['license-token-malformed'],
  'foreign-token': ['license-token-foreign-key'],
  'garbled-token': ['license-token-foreign-key'],
  'revoked-token': [],
  'large-file': ['license-file-too-large', 'license-token-malformed'],
  'no-license-file': ['license-file-missing', 'license-token-missing'],
  'no-code': ['license-file-missing', 'license-code-none'],
  'other-name': ['license-other-package'],
  'other-version': ['license-other-package'],
  'required-php': [],
};

const npm: Kind = {
  ecosystem: 'npm',
  format: 'npm-tgz',
  name: '@acme/license',
  version: '1.0.0',
  code: 'index.js',
  token: 'license.txt',
  others: [data('package.json')],
};
const rightTarball = mintLicenseTarball({ name: npm.name, version: npm.version, token }).bytes;

const composer: Kind = {
  ecosystem: 'composer',
  format: 'zip',
  name: 'acme/license',
  version: '1.0.0',
  code: 'src/License.php',
  token: 'license.txt',
  others: [data('composer.json')],
};
const rightZip = mintLicenseZip({ name: composer.name, version: composer.version, token }).bytes;

describe.each([
  ['gem', gem, rightGem],
  ['npm package', npm, rightTarball],
  ['Composer package', composer, rightZip],
  [
    'Composer package in a folder',
    composer,
    mintLicenseZip({ name: composer.name, version: composer.version, token, root: 'acme-license-1a2b' }).bytes,
  ],
] as const)('a licence %s that is right', (_what, kind, right) => {
  test('has no fault', async () => {
    expect(await faults(kind, right, { right })).toEqual([]);
  });

  test('is refuted when its token is revoked', async () => {
    const revoked = bytesOf(`${tokenFingerprint(bytesOf(token))}\n`);
    expect(await faults(kind, right, { right, revoked })).toEqual(['license-token-revoked']);
  });
});

describe('a licence gem', () => {
  test.each(licenseGemMistakes)('with $about ($name)', async ({ name: mistake }) => {
    const { bytes } = mintLicenseGem({ id: gem.version, token, mistake });
    expect(await faults(gem, bytes, { right: rightGem })).toEqual(gemFaults[mistake]);
  });
});

describe('a licence package for npm', () => {
  test.each(licenseTarballMistakes)('with $about ($name)', async ({ name: mistake }) => {
    const { bytes } = mintLicenseTarball({ name: npm.name, version: npm.version, token, mistake });
    expect(await faults(npm, bytes, { right: rightTarball })).toEqual(tarballFaults[mistake]);
  });
});

describe('a licence package for Composer', () => {
  test.each(licenseZipMistakes)('with $about ($name)', async ({ name: mistake }) => {
    const { bytes } = mintLicenseZip({ name: composer.name, version: composer.version, token, mistake });
    expect(await faults(composer, bytes, { right: rightZip })).toEqual(zipFaults[mistake]);
  });
});

describe('a JWT in a licence package', () => {
  const jwt = issuer.jwt({ iss: 'https://vendor.example', aud: ['a', 'product'], sub: 'customer-7', plan: 'pro' });
  const verdict = (
    claims: Readonly<Record<string, string>>,
    revocations: Uint8Array | { problem: string } | null = null,
  ) =>
    licenseToken
      .run(
        contextOf({
          copies: [archive({ 'lib/license.txt': jwt })],
          revocations,
          license: { token: { ...textToken, scheme: 'jwt', keys: [issuer.jwtKeys.RS256], claims } },
        }),
      )
      .map(({ code }) => code);

  test('is proven when every claim that the policy names is so, whatever the claim', () => {
    expect(verdict({})).toEqual(['license-token-verified']);
    expect(verdict({ iss: 'https://vendor.example', aud: 'product', sub: 'customer-7', plan: 'pro' })).toEqual([
      'license-token-verified',
    ]);
  });

  test.each(['iss', 'aud', 'sub', 'plan', 'missing', 'toString'])('is refuted when its %s is another', (name) => {
    expect(verdict({ [name]: 'other' })).toEqual(['license-token-claim-mismatch']);
  });

  test('is unknown without the list of revoked tokens, and still refuted when it is wrong', () => {
    const problem = { problem: 'It is not there.' };
    expect(verdict({}, problem)).toEqual(['license-revocations-unreadable']);
    expect(verdict({ iss: 'other' }, problem)).toEqual(['license-token-claim-mismatch']);
  });
});
