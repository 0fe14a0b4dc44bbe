import { AssayError } from '@assay/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { licenseRefusal, licenseText, parseLicense, parseText, refusalOf } from '../testing/parse-text.js';
import { vocabulary } from '../testing/vocabulary.js';

const sha256 = 'ab'.repeat(32);
const other = 'cd'.repeat(32);
const gem = 'ecosystem: rubygems, name: a, version: 1.0.0, source: "https://a.example"';
const with_ = (rest: string) => licenseRefusal(`${gem}, ${rest}`);
const encoder = new TextEncoder();

describe('a licence package is refused', () => {
  it.each([
    ['without anything', '', '3: nothing says what kind of package this is'],
    ['without a version', 'profile: karafka', '3: this key is missing: the version'],
    ['without a name', 'ecosystem: npm, version: 1.0.0', '3: this key is missing: the name'],
    ['without a source', 'ecosystem: npm, name: a, version: 1.0.0', '3: nothing says where the package is'],
    [
      'when nothing is downloaded and nothing is bundled',
      'profile: karafka, version: 1.0.0, source: none',
      /Add `bundled`/,
    ],
    ['with a mistyped profile', 'profile: karafak, version: 1.0.0', /Did you mean `karafka`\?/],
    ['with a profile that nobody knows', 'profile: acme, version: 1.0.0', /There are karafka, sidekiq-pro/],
    [
      'with a profile whose file is not there',
      'profile: ./acme.yaml, version: 1.0.0',
      /the profile’s file is not there/,
    ],
    [
      'with a profile outside of its folder',
      'profile: ../acme.yaml, version: 1.0.0',
      /a profile is one of the built-in/,
    ],
    ['with a profile that leaves its folder', 'profile: ./../acme.yaml, version: 1.0.0', /a profile is one of/],
    ['with a profile at an absolute path', 'profile: /acme.yaml, version: 1.0.0', /a profile is one of/],
    [
      'in another ecosystem than the profile’s',
      'profile: karafka, ecosystem: npm, version: 1.0.0',
      /the profile is for rubygems/,
    ],
    [
      'with another name than the profile’s',
      'profile: karafka, name: karafka, version: 1.0.0',
      /the profile is for karafka-license/,
    ],
    [
      'with a name that is none of the profile’s',
      'profile: tiptap, name: "@tiptap/x", version: 1.0.0',
      /is for @tiptap-pro/,
    ],
    ['with a mistyped key', 'profile: karafka, version: 1.0.0, digest: x', /Did you mean `digests`\?/],
    ['with a mistyped key inside', `${gem}, content: {filez: [a]}`, /Did you mean `files`\?/],
    ['with a mistyped key of a file', `${gem}, content: {files: [{patern: a}]}`, /Did you mean `pattern`\?/],
    ['with a mistyped feature', `${gem}, content: {allow: [plugin]}`, /Did you mean `plugins`\?/],
    ['with a mistyped origin', `${gem}, digests: [{digest: "${sha256}", origin: mail}]`, /Did you mean `email`\?/],
    ['with a mistyped scheme', `${gem}, token: {scheme: rsa-recovr, path: a}`, /Did you mean `rsa-recover`\?/],
    ['with a key twice', `${gem}, version: 1.0.1`, /twice/],
    ['with `__proto__`', `${gem}, __proto__: {}`, /"__proto__" is not a key/],
    ['with `__proto__` among claims', `${gem}, token: {claims: {__proto__: a}}`, /"__proto__" is not a key/],
    ['with a number for a version', 'profile: karafka, version: 7', /Put it in quotes/],
    ['with an entry that is a text', `${gem}, publishers: [github]`, /a mapping is expected/],
    [
      'with publishers that its ecosystem does not have',
      `${gem}, publishers: [{kind: registry-key}]`,
      /registries of gems sign nothing/,
    ],
    [
      'with publishers of other versions',
      `${gem}, publishers: [{kind: google, email: a@b.example, versions: "< 2"}]`,
      /the purl already names one version/,
    ],
  ])('%s', (_what, entry, message) => {
    if (typeof message === 'string') expect(licenseRefusal(entry)).toContain(message);
    else expect(licenseRefusal(entry)).toMatch(message);
  });

  it.each(['~> 1.0', '>= 1', '^2.0', '1.x', '1.2.*', '*', 'latest', '1.0 || 2.0', '1.0, 2.0', '>1', '1.0 - 2.0', 'x'])(
    'with the range or tag %j for a version',
    (version) => {
      for (const entry of [
        `profile: karafka, version: "${version}"`,
        `ecosystem: npm, name: a, source: "https://a.example", version: "${version}"`,
        `ecosystem: composer, name: a/b, source: "https://a.example", version: "${version}"`,
        `ecosystem: generic, name: a, source: "https://a.example/x", version: "${version}"`,
      ]) {
        expect(licenseRefusal(entry)).toMatch(/^3: this is a range or a tag/);
      }
    },
  );

  it.each([
    ['rubygems', 'ACME'],
    ['npm', 'ACME'],
    ['composer', 'dev-main'],
    ['generic', '../x'],
    ['generic', 'a/b'],
    ['rubygems', `1.${'1'.repeat(300)}`],
  ])('with a version that %s does not have: %j', (ecosystem, version) => {
    const name = ecosystem === 'composer' ? 'a/b' : 'a';
    const source = `https://a.example${ecosystem === 'generic' ? '/x' : ''}`;
    const entry = `ecosystem: ${ecosystem}, name: ${name}, source: "${source}", version: "${version}"`;
    expect(licenseRefusal(entry)).toMatch(/^3: this is no version/);
  });

  it.each([
    ['npm', 'Acme'],
    ['npm', '@acme'],
    ['npm', '@acme/a/b'],
    ['npm', '../x'],
    ['npm', 'a b'],
    ['npm', 'a@1'],
    ['npm', '.a'],
    ['npm', 'a'.repeat(215)],
    ['rubygems', '@acme/ui'],
    ['rubygems', 'a/b'],
    ['rubygems', '..'],
    ['rubygems', '-a'],
    ['rubygems', 'a*'],
    ['composer', 'acme'],
    ['composer', 'acme/ui/x'],
    ['composer', 'Acme/ui'],
    ['composer', '../ui'],
    ['generic', 'a/b'],
    ['generic', '..'],
    ['generic', 'a b'],
  ])('with a name that %s does not have: %j', (ecosystem, name) => {
    const source = `https://a.example${ecosystem === 'generic' ? '/x' : ''}`;
    const entry = `ecosystem: ${ecosystem}, name: "${name}", source: "${source}", version: 1.0.0`;
    expect(licenseRefusal(entry)).toMatch(/^3: this is no name of/);
  });

  it.each([
    ['MD5', `md5:${'a'.repeat(32)}`, /this is an MD5/],
    ['MD5 without its name', 'a'.repeat(32), /this is an MD5/],
    ['SHA-1', `sha1:${'a'.repeat(40)}`, /this is a SHA-1/],
    ['SHA-1 without its name', 'A'.repeat(40), /this is a SHA-1/],
    ['SHA-1 as in a lockfile', `sha1-${'A'.repeat(27)}=`, /this is a SHA-1/],
    ['too few digits', `sha256:${'a'.repeat(63)}`, /a digest is written/],
    ['another length than its name says', `sha512:${sha256}`, /a digest is written/],
    ['no hex', `sha256:${'g'.repeat(64)}`, /a digest is written/],
    ['base64 that is not canonical', `sha256-${'A'.repeat(42)}B=`, /this is not a digest/],
  ])('with a digest that is %s', (_what, digest, message) => {
    expect(with_(`digests: ["${digest}"]`)).toMatch(message);
    expect(with_(`digests: [{digest: "${digest}"}]`)).toMatch(message);
  });

  it('with two digests of one algorithm, wherever they come from', () => {
    const message = /two digests of one algorithm differ/;
    expect(with_(`digests: ["${sha256}", "${other}"]`)).toMatch(message);
    const profile = `profile: 1\nid: a\necosystem: rubygems\nname: a\nversion: 1.0.0\ndigests: ['${other}']\n`;
    const profiles = new Map([['./a.yaml', encoder.encode(profile)]]);
    expect(
      licenseRefusal(`profile: ./a.yaml, source: "https://a.example", digests: ["${sha256}"]`, { profiles }),
    ).toMatch(message);
    expect(licenseRefusal('profile: ./a.yaml, source: "https://a.example", version: 1.0.1', { profiles })).toMatch(
      /the profile is for version 1\.0\.0/,
    );
  });

  it.each([
    ['source: "http://b.example"', /plain http/],
    ['redirects: ["http://b.example"]', /plain http/],
    ['namesakes: ["http://b.example"]', /plain http/],
    ['checksums: [{url: "http://b.example/x"}]', /plain http/],
    ['source: "https://b.example/?token=x"', /a URL is written/],
    ['source: "https://b.example/#x"', /a URL is written/],
    ['source: "ftp://b.example"', /a URL is written/],
    ['source: b.example', /a URL is written/],
    ['source: "https://b:99999/"', /this is not a URL/],
    ['insecure: false', /only true is understood/],
    ['redirects: ["https://b.example/x"]', /an origin is written/],
    ['checksums: [{}]', /either a `url` or a `file`/],
    ['checksums: [{url: "https://b.example/x", file: y}]', /either a `url` or a `file`/],
    ['checksums: [{url: "https://b.example/"}]', /not the URL of a file/],
    ['checksums: [{url: "https://b.example/{id}"}]', /only \{name\} and \{version\}/],
    ['checksums: [{file: "{name"}]', /only \{name\} and \{version\}/],
    ['checksums: [{file: ../x}]', /a path is relative/],
    ['checksums: [{file: a, keys: [AAAA]}]', /this is not a public key/],
    ['namesakes: ["https://b.example", "https://A.example/"]', /the package’s own source/],
    ['credentials: npmrc', /npmrc holds no credentials of this ecosystem/],
    ['credentials: auth.json', /auth\.json holds no credentials/],
    ['credentials: {env: {}}', /either a password or a token/],
    ['credentials: {env: {username: A_B}}', /either a password or a token/],
    ['credentials: {env: {username: A_B, token: A_C}}', /either a password or a token/],
    ['platform: ruby', /`ruby` is every platform/],
    ['platform: a/b', /this is no platform/],
    ['bundled: /etc/passwd', /a bundled licence is a path|a path is relative/],
    ['bundled: {path: a/../b}', /a path is relative/],
    ['bundled: {path: "C:\\\\x"}', /a path is relative/],
    ['content: {files: [a, {pattern: a}]}', /this pattern stands twice/],
    ['content: {files: [/a]}', /a pattern is relative/],
    ['content: {files: [a/../b]}', /a pattern is relative/],
    ['content: {maxFiles: -1}', /from 0 on/],
    ['content: {maxFiles: 1.5}', /number is expected/],
    ['content: {dependencies: [a]}', /none are allowed/],
    ['content: {maxCodeBytes: 1}', /no rule names any/],
    ['content: {code: unchecked, files: [{pattern: a, kind: code}]}', /code is not checked/],
    [`content: {code: unchecked, templates: [{name: a, pattern: a, sha256: "${sha256}"}]}`, /is not checked/],
    ['content: {files: [{pattern: a, kind: token}]}', /nothing says how to read it/],
    ['content: {files: [a]}, token: {scheme: opaque, path: b}', /no rule under `files` allows the token/],
    ['token: {}, content: {files: [{pattern: a, kind: token}]}', /nothing says how to read it/],
    ['token: {scheme: jwt}', /which file holds the token/],
    ['token: {path: a}', /how the token is made/],
    ['token: {scheme: jwt, path: a, entity: Acme}', /anybody could have written this entity/],
    ['token: {scheme: rsa-recover, path: a, entity: Acme}', /anybody could have written this entity/],
    ['token: {scheme: jwt, path: a, claims: {iss: a}}', /anybody could have written these claims/],
    ['token: {scheme: opaque, path: a, entity: Acme}', /cannot answer `entity`/],
    ['token: {scheme: text, path: a, keys: [MAMBAf8=]}', /cannot answer `keys`/],
    ['token: {scheme: rsa-recover, path: a, keys: [MAMBAf8=], claims: {iss: a}}', /cannot answer `claims`/],
    ['token: {scheme: opaque, path: a, fingerprints: [abc]}', /a SHA-256 is expected/],
    ['token: {scheme: jwt, path: a, keys: ["!"]}', /a public key is written/],
    ['token: {scheme: jwt, path: a, keys: [AAAA]}', /this is not a public key/],
    ['token: {scheme: jwt, path: a, revocations: ../x}', /a path is relative/],
    ['source: none, bundled: a, locked: true', /no lockfile locks what is not downloaded/],
    ['entitlement: {until: 2027-02-30}', /must exist/],
    ['entitlement: {until: soon}', /YYYY-MM-DD/],
    ['entitlement: {}', /this key is missing/],
    ['contact: "javascript:x"', /a contact is/],
    ['id: "--all"', /an id is written/],
    ['id: "a b"', /an id is written/],
  ])('with %s', (rest, message) => {
    const base = rest.startsWith('source') ? gem.replace(', source: "https://a.example"', '') : gem;
    expect(licenseRefusal(`${base}, ${rest}`)).toMatch(message);
  });

  it('with a private key, whose text is not repeated', () => {
    const pem = '-----BEGIN PRIVATE KEY-----\\nMAMBAf8=\\n-----END PRIVATE KEY-----';
    const message = with_(`token: {scheme: jwt, path: a, keys: ["${pem}"]}`);
    expect(message).toMatch(/this is a private key/);
    expect(message).not.toContain('MAMBAf8');
  });

  it('with a key that those who will use it cannot use', () => {
    const readers = { ...vocabulary.readers, licenseKeyProblem: () => 'The key is weak.' };
    const entry = `${gem}, token: {scheme: jwt, path: a, keys: [MAMBAf8=]}`;
    expect(licenseRefusal(entry, { vocabulary: { ...vocabulary, readers } })).toMatch(/The key is weak/);
    const signers = { ...vocabulary.readers, checksumKeyProblem: () => 'It signs nothing.' };
    const list = `${gem}, checksums: [{file: a.json, keys: [MAMBAf8=]}]`;
    expect(licenseRefusal(list, { vocabulary: { ...vocabulary, readers: signers } })).toMatch(/It signs nothing/);
    expect(() => licenseRefusal(list, { vocabulary: { ...vocabulary, readers } })).toThrow();
  });

  it('as a package of Composer that a lockfile should lock, which nobody reads', () => {
    const entry = 'ecosystem: composer, name: acme/ui, version: 1.0.0, source: "https://a.example"';
    expect(licenseRefusal(`${entry}, locked: true`)).toMatch(/composer.lock is not read yet/);
  });

  it('as a plain file that a lockfile should lock, or that is a folder', () => {
    const file = 'ecosystem: generic, name: a, version: 1.0.0, source:';
    expect(licenseRefusal(`${file} "https://a.example/x", locked: true`)).toMatch(/locks a plain file/);
    expect(licenseRefusal(`${file} "https://a.example/x/"`)).toMatch(/not the URL of a file/);
    expect(licenseRefusal(`${file} "https://a.example"`)).toMatch(/not the URL of a file/);
    expect(licenseRefusal(`${file} "https://a.example/x", platform: java`)).toMatch(/only gems have platforms/);
  });
});

describe('licence packages are refused', () => {
  const list = (...entries: readonly string[]) =>
    refusalOf(`version: 1\nlicensePackages:\n${entries.map((entry) => `  - {${entry}}\n`).join('')}`);

  it('when one stands twice, however it is spelled', () => {
    expect(list(gem, `${gem}, id: b`)).toMatch(/^4: this package stands twice/);
    expect(list(gem, `${gem.replace('1.0.0', 'v1.0.0')}, id: b`)).toMatch(/^4: this package stands twice/);
    expect(list(`${gem}, platform: java`, `${gem}, platform: java, id: b`)).toMatch(/^4: this package stands twice/);
    expect(
      parseText(`version: 1\nlicensePackages: [{${gem}}, {${gem}, platform: java, id: b}]`).licensePackages,
    ).toHaveLength(2);
  });

  it('when two have one id', () => {
    expect(list('profile: karafka, version: 1.0.0', 'profile: karafka, version: 2.0.0')).toMatch(
      /^4: another entry has the id "karafka" \(Give each an `id`/,
    );
  });

  it('when publishers of one package are named twice', () => {
    const google = 'publishers: [{kind: google, email: a@b.example}]';
    expect(list(`${gem}, ${google}`, `${gem}, platform: java, id: b, ${google}`)).toMatch(/^4: .*named twice/);
    const text = `version: 1\npublishers: [{purl: pkg:gem/a@1.0.0, kind: google, email: a@b.example}]\nlicensePackages: [{${gem}, ${google}}]`;
    expect(refusalOf(text)).toMatch(/named twice/);
  });

  it('when there are more than can be meant, and quickly', () => {
    const many = (count: number, entry: string) => Array.from({ length: count }, () => entry).join(', ');
    expect(refusalOf(`version: 1\nlicensePackages: [${many(1001, '{}')}]`)).toMatch(/at most 1,000/);
    expect(with_(`digests: [${many(51, `"${sha256}"`)}]`)).toMatch(/at most 50/);
    expect(
      with_(`content: {files: [${Array.from({ length: 201 }, (_, index) => `f${String(index)}`).join(', ')}]}`),
    ).toMatch(/at most 200/);
    expect(with_(`token: {fingerprints: [${many(201, `"${sha256}"`)}]}`)).toMatch(/at most 200/);
    expect(with_(`checksums: [${many(21, '{file: a}')}]`)).toMatch(/at most 20/);
    expect(refusalOf(`version: 1\nlicensePackages: ${'['.repeat(40)}${']'.repeat(40)}`)).toMatch(/deep|levels|nest/i);
  });

  it.each(['{}', 'karafka', '~', '[karafka]', '[~]', '[[]]', '[7]'])('written as %s', (value) => {
    expect(refusalOf(`version: 1\nlicensePackages: ${value}`)).toMatch(/expected|nothing says/);
  });

  it.each(['!!map {}', '!ruby/object:Gem::Version {}', '&a {}'])('with the tag or anchor %s', (value) => {
    expect(() => parseText(`version: 1\nlicensePackages: [${value}]`)).toThrow(AssayError);
  });
});

describe('any licence package', () => {
  it('is read or refused with a line, whatever its values are', () => {
    const scalar = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.constantFrom('none', './a.yaml', 'karafka', '1.0.0', 'a', sha256),
    );
    const keys = [
      'id',
      'profile',
      'ecosystem',
      'name',
      'version',
      'platform',
      'source',
      'credentials',
      'digests',
      'checksums',
      'content',
      'token',
      'bundled',
      'namesakes',
      'locked',
      'entitlement',
      'contact',
      'publishers',
      'env',
      'files',
      'path',
      'keys',
      'url',
      'file',
      'pattern',
      '__proto__',
    ];
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'small' }, scalar, fc.array(tie('value'), { maxLength: 3 }), tie('map')),
      map: fc.dictionary(fc.constantFrom(...keys), tie('value'), { maxKeys: 5 }),
    }));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 8 }), (entry) => {
        const text = `version: 1\nlicensePackages: [${JSON.stringify({ profile: 'karafka', version: '1.0.0', ...entry })}]`;
        try {
          expect(parseText(text).licensePackages).toHaveLength(1);
        } catch (error) {
          expect(error).toBeInstanceOf(AssayError);
          expect(error).toMatchObject({ code: 'ERR_POLICY', line: 2 });
        }
      }),
      { numRuns: 300 },
    );
  });

  it('that is good stays good in the flow and the block style', () => {
    expect(parseLicense(gem)).toEqual(
      parseText(
        licenseText(gem).replace('{', '\n      ').replace('}', '').replaceAll(', ', '\n      '),
      ).licensePackages.map((each) => ({ ...each, line: 3 }))[0],
    );
  });
});

describe('rules, waivers and publishers', () => {
  it('may be about licence packages of any ecosystem', () => {
    const policy = parseText(`version: 1
rules:
  - { select: { ecosystem: composer, purl: 'pkg:composer/acme/*' }, checks: { source: prefer } }
  - { select: { ecosystem: generic, purl: pkg:generic/acme }, checks: { source: ignore } }
`);
    expect(policy.rules.map(({ select }) => select)).toEqual([
      { ecosystem: 'composer', purl: 'pkg:composer/acme/*' },
      { ecosystem: 'generic', purl: 'pkg:generic/acme@*' },
    ]);
  });

  it.each([
    ['pkg:composer/acme', /no name of a Composer package/],
    ['pkg:composer/acme/ui/x', /no name of a Composer package/],
    ['pkg:cargo/acme', /a package is named by its purl/],
  ])('are refused for %s', (purl, message) => {
    expect(refusalOf(`version: 1\npublishers: [{purl: '${purl}', kind: google, email: a@b.example}]`)).toMatch(message);
  });
});
