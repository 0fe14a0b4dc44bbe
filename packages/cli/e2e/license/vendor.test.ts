/** A vendor's release: the package is inspected and sealed, and the customer verifies what was sealed. */

import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  hasClient,
  mintLicenseGem,
  mintLicenseIssuer,
  mintLicenseTarball,
  mintLicenseZip,
  runClient,
  startRegistry,
  startVendorServer,
  temporaryFolder,
  type TemporaryFolder,
} from '@assay/testkit';
import type { Report } from '@assay/model';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lookAtLicense } from './look-at-license.js';
import { runAssay } from './run-assay.js';

const issuer = mintLicenseIssuer();
const token = issuer.token('Acme Ltd');
const gem = mintLicenseGem({ id: '1000.42', token });
const tarball = mintLicenseTarball({ version: '1.0.0', token });
const zip = mintLicenseZip({ version: '1.2.3', token });
const at = ['--at', '2026-05-01T00:00:00Z'];

const kinds = [
  [
    'gem',
    'pro.gem',
    gem.bytes,
    'rubygems',
    'lib/license.txt',
    (m: 'extra-file') => mintLicenseGem({ id: '1000.42', token, mistake: m }).bytes,
  ],
  [
    'tgz',
    'pro.tgz',
    tarball.bytes,
    'npm',
    'license.txt',
    (m: 'extra-file') => mintLicenseTarball({ version: '1.0.0', token, mistake: m }).bytes,
  ],
  [
    'zip',
    'pro.zip',
    zip.bytes,
    'composer',
    'license.txt',
    (m: 'extra-file') => mintLicenseZip({ version: '1.2.3', token, mistake: m }).bytes,
  ],
] as const;
const files = {
  rubygems: ['lib/karafka-license.rb', 'lib/license.txt', 'lib/version.txt'],
  npm: ['package.json', 'index.js', 'license.txt'],
  composer: ['composer.json', 'src/License.php', 'license.txt'],
};
const pem = (key: KeyObject) => String(key.export({ format: 'pem', type: key.type === 'private' ? 'pkcs8' : 'spki' }));

let folder: TemporaryFolder;
const path = (name: string) => join(folder.path, name);
const put = (name: string, content: string | Uint8Array) => writeFile(path(name), content);
const assay = (...args: string[]) => runAssay(args, folder.path);

beforeEach(async () => {
  folder = await temporaryFolder();
  for (const [, name, bytes] of kinds) await put(name, bytes);
});
afterEach(() => folder.remove());

/** A vendor's own profile, beside its packages. */
async function profile(ecosystem: keyof typeof files, tokenPath: string): Promise<string> {
  const name = { rubygems: gem.name, npm: tarball.name, composer: zip.name }[ecosystem];
  const rules = {
    profile: 1,
    id: 'acme-pro',
    vendor: 'Acme',
    ecosystem,
    name,
    source: 'https://packages.vendor.example/',
    content: { files: files[ecosystem] },
    token: { scheme: 'rsa-recover', path: tokenPath, keys: [issuer.publicKeyPem] },
  };
  await put('vendor.yaml', JSON.stringify(rules));
  return path('vendor.yaml');
}

describe.each(kinds)('a vendor’s %s', (_kind, file, bytes, ecosystem, tokenPath, wrong) => {
  const sealing = async (...more: string[]) => {
    await put('key.pem', pem(generateKeyPairSync('ed25519').privateKey));
    return ['license', 'seal', path(file), '--profile', await profile(ecosystem, tokenPath), ...at, ...more];
  };

  test('is inspected, and the right one is fit to be published', async () => {
    const own = await profile(ecosystem, tokenPath);
    const { status, stdout } = await assay(
      'license',
      'inspect',
      path(file),
      '--profile',
      own,
      ...at,
      '--format',
      'json',
    );
    const { report } = JSON.parse(stdout) as { readonly report: Pick<Report, 'findings'> };
    expect([status, report.findings.map(({ code }) => code)]).toEqual([
      0,
      ['license-content-allowed', 'license-code-unchecked', 'license-token-verified'],
    ]);
  });

  test('with code that a template should know is not proven fit, and shows the template', async () => {
    const own = await profile(ecosystem, tokenPath);
    const rules = JSON.parse(await readFile(own, 'utf8')) as { content: object };
    await put('vendor.yaml', JSON.stringify({ ...rules, content: { ...rules.content, code: 'templates' } }));
    const { status, stdout } = await assay('license', 'inspect', path(file), '--profile', own, ...at);
    expect([status, stdout]).toEqual([3, expect.stringMatching(/license-code-unknown[^]*- name: code/)]);
    const args = await sealing('--key', path('key.pem'), '--output', path('sealed.json'));
    await put('vendor.yaml', JSON.stringify({ ...rules, content: { ...rules.content, code: 'templates' } }));
    const sealed = await assay(...args);
    expect([sealed.status, sealed.stdout]).toEqual([3, expect.stringContaining('license-code-unknown')]);
    await expect(readFile(path('sealed.json'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('with a file too much is refused, and not sealed', async () => {
    await put(file, wrong('extra-file'));
    const own = await profile(ecosystem, tokenPath);
    const inspected = await assay('license', 'inspect', path(file), '--profile', own, ...at);
    expect([inspected.status, inspected.stdout]).toEqual([1, expect.stringContaining('license-file-unexpected')]);
    const sealed = await assay(...(await sealing('--key', path('key.pem'), '--output', path('sealed.json'))));
    expect(sealed.status).toBe(1);
    await expect(readFile(path('sealed.json'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('is sealed, and its customer proves it by the vendor’s key', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const args = await sealing('--key', path('own.pem'), '--output', path('sealed.json'));
    await put('own.pem', pem(privateKey));
    expect(await assay(...args)).toEqual({ status: 0, stdout: '', stderr: '' });
    const codes = async (name: string, keys: readonly KeyObject[], sealed = 'sealed.json') => {
      const entry = {
        profile: './vendor.yaml',
        version: { rubygems: '1000.42', npm: '1.0.0', composer: '1.2.3' }[ecosystem],
        source: 'none',
        bundled: `./${name}`,
        checksums: [{ file: `./${sealed}`, keys: keys.map(pem) }],
      };
      const env = { HOME: folder.path };
      const { bad, good } = await lookAtLicense({ entry, project: folder.path, env, phases: ['bundled'] });
      return [...bad, ...good].filter((code) => code.includes('checksum'));
    };
    expect(await codes(file, [publicKey])).toEqual(['bundled license-checksum-stated']);
    const other = generateKeyPairSync('ed25519').publicKey;
    expect(await codes(file, [other])).toEqual(['bundled license-checksum-foreign-signer']);
    expect(await codes(file, [other, publicKey])).toEqual(['bundled license-checksum-stated']);
    expect(await codes(file, [])).toEqual(['bundled license-checksum-signer-unknown']);
    const republished = `x${file}`;
    await put(republished, wrong('extra-file'));
    expect(await codes(republished, [publicKey])).toEqual(['bundled license-checksum-content-mismatch']);
    const text = await readFile(path('sealed.json'), 'utf8');
    await put('cut.json', text.slice(0, -20));
    expect(await codes(file, [publicKey], 'cut.json')).toEqual(['bundled license-checksum-document-malformed']);
  });

  test('that a new one replaces is told, by what the new one’s statement says', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const old = createHash('sha256').update(wrong('extra-file')).digest('hex');
    const args = await sealing('--key', path('own.pem'), '--supersedes', old, '--output', path('sealed.json'));
    await put('own.pem', pem(privateKey));
    expect((await assay(...args)).status).toBe(0);
    await put(file, wrong('extra-file'));
    const entry = {
      profile: './vendor.yaml',
      version: { rubygems: '1000.42', npm: '1.0.0', composer: '1.2.3' }[ecosystem],
      source: 'none',
      bundled: `./${file}`,
      checksums: [{ file: './sealed.json', keys: [pem(publicKey)] }],
    };
    const { bad } = await lookAtLicense({
      entry,
      project: folder.path,
      env: { HOME: folder.path },
      phases: ['bundled'],
    });
    expect(bad).toContain('bundled license-checksum-superseded');
    expect(createHash('sha256').update(bytes).digest('hex')).not.toBe(old);
  });
});

/** What DSSE has signed: its own encoding around the payload. */
function preAuthEncoding(payloadType: string, payload: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${String(payloadType.length)} ${payloadType} ${String(payload.length)} `),
    payload,
  ]);
}

describe.skipIf(!hasClient('openssl', 'version'))('an envelope, asked of openssl', () => {
  const pss = ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:32'];
  const digest = (hash: string, ...more: string[]) => [
    'dgst',
    `-${hash}`,
    ...more,
    '-verify',
    'key.pub',
    '-signature',
    'sig',
    'signed',
  ];
  const keys = [
    [
      'Ed25519',
      () => generateKeyPairSync('ed25519'),
      ['pkeyutl', '-verify', '-rawin', '-pubin', '-inkey', 'key.pub', '-sigfile', 'sig', '-in', 'signed'],
    ],
    ['P-256', () => generateKeyPairSync('ec', { namedCurve: 'P-256' }), digest('sha256')],
    ['P-384', () => generateKeyPairSync('ec', { namedCurve: 'P-384' }), digest('sha384')],
    ['RSA', () => generateKeyPairSync('rsa', { modulusLength: 3072 }), digest('sha256', ...pss)],
  ] as const;

  test.each(keys)('is signed with %s as that tool signs', async (_name, make, command) => {
    const { privateKey, publicKey } = make();
    await put('key.pem', pem(privateKey));
    await put('key.pub', pem(publicKey));
    const own = await profile('npm', 'license.txt');
    const { status, stdout } = await assay(
      'license',
      'seal',
      path('pro.tgz'),
      '--profile',
      own,
      '--key',
      path('key.pem'),
      ...at,
    );
    expect(status).toBe(0);
    const envelope = JSON.parse(stdout) as { payload: string; payloadType: string; signatures: { sig: string }[] };
    const payload = Buffer.from(envelope.payload, 'base64');
    await put('signed', preAuthEncoding(envelope.payloadType, payload));
    await put('sig', Buffer.from(envelope.signatures[0]?.sig ?? '', 'base64'));
    expect((await runClient('openssl', command, { cwd: folder.path })).status).toBe(0);
    await put('signed', preAuthEncoding(envelope.payloadType, Buffer.concat([payload, Buffer.from(' ')])));
    expect((await runClient('openssl', command, { cwd: folder.path })).status).not.toBe(0);
    expect(JSON.parse(payload.toString('utf8'))).toMatchObject({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [
        { name: 'license-1.0.0.tgz', digest: { sha256: createHash('sha256').update(tarball.bytes).digest('hex') } },
      ],
      predicate: { package: 'pkg:npm/%40acme-pro/license@1.0.0', licenseId: '1.0.0', vendor: 'Acme' },
    });
  });
});

describe('sealing', () => {
  const seal = async (...more: string[]) =>
    assay('license', 'seal', path('pro.tgz'), '--profile', await profile('npm', 'license.txt'), ...at, ...more);

  test('without a key gives the bare statement, where that is said', async () => {
    const { status, stdout } = await seal('--unsigned');
    expect([status, JSON.parse(stdout)]).toEqual([
      0,
      expect.objectContaining({ _type: 'https://in-toto.io/Statement/v1' }),
    ]);
    expect((await seal()).status).toBe(2);
    await put('key.pem', pem(generateKeyPairSync('ed25519').privateKey));
    expect((await seal('--unsigned', '--key', path('key.pem'))).status).toBe(2);
  });

  const encrypted = generateKeyPairSync('ed25519').privateKey.export({
    format: 'pem',
    type: 'pkcs8',
    cipher: 'aes-256-cbc',
    passphrase: 'secret',
  });
  test.each([
    ['is not there', () => Promise.resolve()],
    ['is a folder', () => mkdir(path('key.pem'))],
    ['is encrypted', () => put('key.pem', encrypted)],
    ['is a public key', () => put('key.pem', pem(generateKeyPairSync('ed25519').publicKey))],
    ['is no key', () => put('key.pem', 'hello SECRET')],
    [
      'is RSA with 2048 bits',
      () => put('key.pem', pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)),
    ],
    ['is too large', () => put('key.pem', 'x'.repeat(100_000))],
  ])('with a key that %s is refused, and nothing is written', async (_what, make) => {
    await make();
    const { status, stdout, stderr } = await seal('--key', path('key.pem'), '--output', path('out.json'));
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).not.toMatch(/SECRET|ENCRYPTED|MC4CAQ/);
    expect(stderr).toMatch(/key/);
    await expect(readFile(path('out.json'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('of what is no archive, is not there, or states no version is refused', async () => {
    const own = await profile('npm', 'license.txt');
    await put('x.txt', 'x');
    await put('bad.tgz', 'x');
    for (const name of ['x.txt', 'bad.tgz', 'none.tgz']) {
      expect((await assay('license', 'seal', path(name), '--profile', own, '--unsigned')).status).toBe(2);
    }
    const bare = mintLicenseZip({ version: '1.2.3', token, files: { 'composer.json': `{"name":"${zip.name}"}\n` } });
    await put('bare.zip', bare.bytes);
    const composer = await profile('composer', 'license.txt');
    const { status, stderr } = await assay('license', 'seal', path('bare.zip'), '--profile', composer, '--unsigned');
    expect([status, stderr]).toEqual([2, expect.stringContaining('does not state its version')]);
  });

  test('by a built-in profile holds the package to it', async () => {
    const { status, stdout } = await assay('license', 'inspect', path('pro.gem'), '--profile', 'karafka', ...at);
    expect([status, stdout]).toEqual([1, expect.stringContaining('license-token-foreign-key')]);
    expect((await assay('license', 'inspect', path('pro.gem'), '--profile', 'tiptap')).status).toBe(2);
    expect((await assay('license', 'inspect', path('pro.gem'), '--profile', 'nobody')).status).toBe(2);
  });

  test.skipIf(process.getuid?.() === 0)('with a key that may not be read is refused', async () => {
    await put('key.pem', pem(generateKeyPairSync('ed25519').privateKey));
    await chmod(path('key.pem'), 0o000);
    expect((await seal('--key', path('key.pem'))).status).toBe(2);
  });
});

describe('a vendor’s list of checksums', () => {
  const hex = (alg: string, bytes: Uint8Array) => createHash(alg).update(bytes).digest('hex');
  const entry = (source: string, change: object) => ({
    ecosystem: 'npm',
    name: tarball.name,
    version: '1.0.0',
    source,
    insecure: true,
    credentials: 'none',
    locked: false,
    content: { code: 'unchecked' },
    ...change,
  });
  const codes = async (change: object, files: Readonly<Record<string, string>> = {}) => {
    await using server = await startVendorServer({ npm: [tarball] });
    for (const [name, text] of Object.entries(files)) await put(name, text);
    const env = { HOME: folder.path };
    const at = { entry: entry(server.url, change), project: folder.path, env, phases: ['before'] as const };
    const { bad, good } = await lookAtLicense(at);
    return [...bad, ...good].filter((code) => code.includes('checksum'));
  };
  const name = 'license-1.0.0.tgz';
  const listed = [{ file: './SUMS' }];

  test.each([
    ['of SHA-256 proves the file', `${hex('sha256', tarball.bytes)}  ${name}\n`, 'license-checksum-listed'],
    ['of SHA-512 proves the file', `${hex('sha512', tarball.bytes)} *${name}\n`, 'license-checksum-listed'],
    ['with another SHA-256 refutes it', `${hex('sha256', zip.bytes)}  ${name}\n`, 'license-checksum-unlisted'],
    ['of MD5 is refused, though it is right', `${hex('md5', tarball.bytes)}  ${name}\n`, 'license-checksum-file-weak'],
    ['without the file says nothing', `${hex('sha256', tarball.bytes)}  other.tgz\n`, 'license-checksum-file-silent'],
    ['that is a web page is none', '<!doctype html>', 'license-checksum-file-malformed'],
  ])('%s', async (_what, text, code) => {
    expect(await codes({ checksums: listed }, { SUMS: text })).toEqual([`before ${code}`]);
  });

  test('that is not there is told', async () => {
    expect(await codes({ checksums: listed })).toEqual(['before license-checksum-unread']);
  });

  test('may lie at a URL of another server, over http where the policy says so', async () => {
    const body = new TextEncoder().encode(`${hex('sha256', tarball.bytes)}  ${name}\n`);
    const respond = ({ path: asked }: { readonly path: string }) =>
      asked === '/1.0.0/SUMS' ? { body, type: 'text/plain' } : { status: 404 };
    await using other = await startRegistry({ respond });
    expect(await codes({ checksums: [{ url: `${other.url}{version}/SUMS` }] })).toEqual([
      'before license-checksum-listed',
    ]);
    expect(await codes({ checksums: [{ url: `${other.url}SUMS` }] })).toEqual(['before license-checksum-unread']);
  });
});
