import { describe, expect, it } from 'vitest';
import { licenseRefusal, parseLicense, refusalOf } from '../testing/parse-text.js';

const base = 'profile: karafka, version: 1.0.0';
const secret = 's3cr3t-9f8e7d6c5b4a';

describe('a secret in a policy', () => {
  it.each([
    `credentials: "bob:${secret}"`,
    `credentials: bob:${secret}`,
    `credentials: ${secret}`,
    `credentials: npm_${'a1B2'.repeat(9)}`,
    `credentials: {username: bob, password: ${secret}}`,
    `credentials: {password: ${secret}}`,
    `credentials: {token: ${secret}}`,
    `credentials: {bob: ${secret}}`,
    `credentials: {"bob:${secret}": x}`,
    `credentials: {bob:${secret}}`,
    `credentials: [bob:${secret}]`,
    `credentials: {env: ${secret}}`,
    `credentials: {env: {password: ${secret}}}`,
    `credentials: {env: {username: bob, password: ${secret}}}`,
    `credentials: {env: {token: ghp_${'a1B2'.repeat(9)}}}`,
    `credentials: {env: {token: AKIA${'A1B2'.repeat(4)}}}`,
    `credentials: {env: {bob:${secret}}}`,
    `credentials: {env: {"${secret}": x}}`,
    `source: "https://bob:${secret}@gems.acme.example/"`,
    `source: bob:${secret}@gems.acme.example`,
    `redirects: ["https://bob:${secret}@gems.acme.example"]`,
    `namesakes: ["https://bob:${secret}@gems.acme.example"]`,
    `namesakes: "https://bob:${secret}@gems.acme.example"`,
    `checksums: [{url: "https://bob:${secret}@gems.acme.example/x"}]`,
    `contact: "https://bob:${secret}@acme.example"`,
    `token: ${secret}`,
    `password: ${secret}`,
    `username: ${secret}`,
    `_authToken: ${secret}`,
    `credentials:bob:${secret}`,
  ])('is refused with the advice to replace it, and never repeated: %s', (rest) => {
    const message = licenseRefusal(`${base}, ${rest}`);
    expect(message).toMatch(/^3: this looks like a secret/);
    expect(message).toMatch(/If the secret was committed, replace it/);
    expect(message).not.toContain(secret);
    expect(message).not.toContain('bob');
  });

  it('is found in a vendor’s profile too', () => {
    const profile = `profile: 1\nid: acme\necosystem: rubygems\nname: acme\ncredentials: bob:${secret}\n`;
    const profiles = new Map([['./acme.yaml', new TextEncoder().encode(profile)]]);
    const message = licenseRefusal('profile: ./acme.yaml, version: 1.0.0', { profiles });
    expect(message).toMatch(/^\.\/acme\.yaml:5: this looks like a secret/);
    expect(message).not.toContain(secret);
  });

  it.each([
    `  - profile: karafka\n    credentials:bob:${secret}\n    version: 1.0.0\n`,
    `  - profile: karafka\n    credentials: bob: ${secret}\n`,
    `  - profile: karafka\n    credentials: "bob:${secret}\n`,
    `  - profile: karafka\n    credentials: @${secret}\n`,
    `  - profile: karafka\n    credentials: *${secret}\n`,
    `  - profile: karafka\n    credentials: !${secret} x\n`,
    `  - profile: karafka\n    credentials: !${secret}\n`,
    `  - profile: karafka\n    credentials: &${secret}\n`,
    `  - profile: karafka\n    credentials: &${secret}, x\n`,
    `  - profile: karafka\n    ? ${secret}: x\n`,
  ])('is not repeated where YAML itself is wrong: %j', (entry) => {
    expect(refusalOf(`version: 1\nlicensePackages:\n${entry}`)).not.toContain(secret);
  });

  it('is found in whichever entry it stands, before anything else is explained', () => {
    const text = `version: 1\nlicensePackages:\n  - {profile: nobody}\n  - {credentials: bob:${secret}}\n`;
    expect(refusalOf(text)).toMatch(/^4: this looks like a secret/);
  });

  it.each([
    'credentials: budler',
    'credentials: npmcr',
    'credentials: env',
    'credentials: ""',
    'credentials: {evn: {}}',
  ])('is not suspected in a typo: %s', (rest) => {
    expect(licenseRefusal(`${base}, ${rest}`)).not.toMatch(/secret/);
  });

  it.each(['ACME_PASSWORD', 'GEMS_TOKEN_2', 'PASSWORD', 'BUNDLE_GEMS__KARAFKA__IO', '_X'])(
    'is not suspected in the name of a variable: %s',
    (name) => {
      expect(parseLicense(`${base}, credentials: {env: {token: ${name}}}`).credentials).toEqual({
        from: 'env',
        token: name,
      });
    },
  );
});
