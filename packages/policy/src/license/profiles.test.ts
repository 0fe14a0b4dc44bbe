import { AssayError, digestOf } from '@assay/model';
import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseLicense } from '../testing/parse-text.js';
import { vocabulary } from '../testing/vocabulary.js';
import { builtInProfile, licenseProfileIds, licenseProfileText } from './built-in-profiles.js';
import { parseLicenseProfile } from './parse-license-profile.js';

const { readers } = vocabulary;
const parse = (text: string) =>
  parseLicenseProfile({ bytes: new TextEncoder().encode(text), file: './acme.yaml', readers });

/** A version and, where a profile leaves it open, a name and a source. */
const rest: Readonly<Record<string, string>> = {
  avo: 'name: avo-pro',
  fontawesome: 'name: "@fortawesome/fontawesome-pro"',
  tiptap: 'name: "@tiptap-pro/extension-x"',
  'generic-gem': 'name: acme, source: "https://a.example"',
  'generic-npm': 'name: "@acme/ui", source: "https://a.example"',
  'generic-composer': 'name: acme/ui, source: "https://a.example"',
  'generic-file': 'name: acme, source: "https://a.example/x.zip"',
};

describe('a built-in profile', () => {
  it.each(licenseProfileIds)('%s is a file like any vendor’s, and gives a whole package', (id) => {
    expect(parse(licenseProfileText(id) ?? '')).toEqual(builtInProfile(id, readers));
    expect(builtInProfile(id, readers)?.id).toBe(id);
    const license = parseLicense(`profile: ${id}, version: 1.0.0${rest[id] === undefined ? '' : `, ${rest[id]}`}`);
    expect(license.profile).toBe(id);
    expect(license.source).toMatch(/^https:/);
    expect(license.content.allow).not.toContain('plugins');
    expect(license.content.allow).not.toContain('scripts');
  });

  it('is not found by another name', () => {
    expect(builtInProfile('__proto__', readers)).toBeNull();
    expect(licenseProfileText('constructor')).toBeNull();
  });

  it('of Karafka holds the key of the public karafka gem, and allows three files', () => {
    const { token, content, versionIsLicenseId } = parseLicense('profile: karafka, version: 1.0.0');
    const [pem = ''] = token?.keys ?? [];
    const der = createPublicKey(pem).export({ type: 'spki', format: 'der' });
    expect(digestOf('sha256', der).value).toBe('fb87855042718a3de1782cb82a7009d891500daa7c39c016272cb5aa5592c7d3');
    expect(content.files.map(({ pattern, kind }) => [pattern, kind])).toEqual([
      ['lib/karafka-license.rb', 'code'],
      ['lib/license.txt', 'token'],
      ['lib/version.txt', 'version'],
    ]);
    expect(content).toMatchObject({ maxFiles: 3, allow: [], code: 'templates', templates: [] });
    expect(versionIsLicenseId).toBe(true);
  });

  it('of a vendor that publishes checksums says where', () => {
    const locations = (entry: string) => parseLicense(entry).checksums.map(({ location }) => location);
    expect(locations('profile: sidekiq-ent, version: 8.0.0')).toEqual(['https://sidekiq.org/sha256sum.txt']);
    expect(locations('profile: graphql-pro, version: 1.30.4')).toEqual([
      'https://raw.githubusercontent.com/rmosolgo/graphql-ruby/master/guides/pro/checksums/graphql-pro-1.30.4.txt',
    ]);
  });
});

describe('a vendor’s profile', () => {
  const acme = 'profile: 1\nid: acme\necosystem: rubygems\nname: acme-license\n';

  it('needs no more than who it is and what for', () => {
    expect(parse(acme)).toEqual({
      id: 'acme',
      vendor: null,
      ecosystem: 'rubygems',
      name: 'acme-license',
      names: null,
      parts: { digests: [], content: {}, token: {} },
      publishers: null,
    });
  });

  it.each([
    ['an empty file', '', '1: the profile is empty (A profile starts with `profile: 1`.)'],
    ['another version of the format', acme.replace('1', '2'), /^1: profile: only 1 is understood/],
    ['no id', acme.replace('id: acme\n', ''), /id: this key is missing/],
    ['no ecosystem', acme.replace('ecosystem: rubygems\n', ''), /ecosystem: this key is missing/],
    ['a mistyped key', `${acme}vender: x\n`, /^5: "vender" is not a key of a profile here \(Did you mean `vendor`\?\)/],
    ['a key twice', `${acme}id: b\n`, /twice/],
    ['a tag', `${acme}vendor: !!str x\n`, /^5: /],
    ['an alias', `${acme}vendor: *a\n`, /^5: /],
    ['several documents', `${acme}---\n${acme}`, /one YAML document/],
    ['one name and several', `${acme}names: [a-*]\n`, /^5: a profile has one `name` or several/],
    ['a name that is none', acme.replace('acme-license', 'acme/license'), /^4: this is no name of a gem/],
    ['names with a pattern inside', acme.replace('name: acme-license', 'names: [a*b]'), /names are written/],
    ['digests of any version', `${acme}digests: ['${'ab'.repeat(32)}']\n`, /^5: digests are those of one version/],
    ['a range', `${acme}version: '~> 1'\n`, /^5: this is a range/],
    ['plain http', `${acme}source: http://a.example\n`, /^5: this is plain http/],
    ['a place in the customer’s application', `${acme}bundled: vendor\n`, /^5: "bundled" is not a key/],
    [
      'publishers that its ecosystem does not have',
      `${acme}publishers: [{ kind: registry-key }]\n`,
      /^5: registries of gems/,
    ],
    ['a key that is none', `${acme}token: { keys: [AAAA] }\n`, /^5: this is not a public key/],
  ])('is refused with %s', (_what, text, message) => {
    let said = '';
    try {
      parse(text);
    } catch (error) {
      if (!(error instanceof AssayError)) throw error;
      expect(error).toMatchObject({ code: 'ERR_POLICY', file: './acme.yaml' });
      said = `${String(error.line)}: ${error.message}${error.hint === undefined ? '' : ` (${error.hint})`}`;
    }
    if (typeof message === 'string') expect(said).toBe(message);
    else expect(said).toMatch(message);
  });
});
