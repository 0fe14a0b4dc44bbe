import type { Evidence, Gathered, Need, NeedsContext, Registry, Subject } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { composer } from '../composer.js';
import { readListedFacts } from '../../package-facts.js';

const base = 'https://repo.vendor.example/';
const cdn = 'https://cdn.vendor.example';
const file = { name: 'acme-pro-1.2.3.zip', pins: [], malformedPins: [] };

const subject: Subject = {
  id: 'pkg:composer/acme/pro@1.2.3',
  purl: 'pkg:composer/acme/pro@1.2.3',
  ecosystem: 'composer',
  name: 'acme/pro',
  version: '1.2.3',
  source: { kind: 'registry', url: base },
  files: [file],
  conflictsWith: [],
};

const registry: Registry = {
  ecosystem: 'composer',
  url: base,
  from: 'policy',
  names: ['acme/pro'],
  redirects: [cdn],
  aliases: [],
};

const dist = { type: 'zip', url: `${base}dist/acme-pro-1.2.3.zip`, reference: 'abc123', shasum: '' };
const record = { name: 'acme/pro', version: '1.2.3', version_normalized: '1.2.3.0', dist };
const inline = (...records: readonly object[]) => ({ packages: { 'acme/pro': records } });

type Server = Readonly<Record<string, unknown>>;

function answer(served: unknown): Evidence {
  if (served === undefined) return { state: 'absent', status: 404 };
  if (typeof served === 'number') return { state: 'denied', status: served };
  const body = new TextEncoder().encode(typeof served === 'string' ? served : JSON.stringify(served));
  return { state: 'found', size: body.length, digests: [], body };
}

/** All that is asked of a server, round by round, as the engine asks. */
function rounds(server: Server, context: Partial<NeedsContext> = {}): { asked: readonly Need[][]; have: Gathered[] } {
  const have: Gathered[] = [];
  const asked: Need[][] = [];
  for (let round = 0; round < 10; round++) {
    const needs = composer.needs({
      subject,
      have,
      wants: ['release', 'artifact'],
      registries: { registries: [registry] },
      lockfile: '',
      needsPublishTime: () => false,
      ...context,
    });
    if (needs.length === 0) return { asked, have };
    asked.push([...needs]);
    have.push(...needs.map((need) => ({ ...need, evidence: answer(server[need.request.url]) })));
  }
  throw new Error('asks for ever');
}

const urls = (server: Server, context?: Partial<NeedsContext>) =>
  rounds(server, context).asked.map((needs) => needs.map(({ want, request }) => `${want} ${request.url}`));

function releaseOf(server: Server, context?: Partial<NeedsContext>): unknown {
  const last = rounds(server, context).have.find(({ want }) => want === 'release')?.evidence;
  return last?.state === 'found' ? composer.release(context?.subject ?? subject, last) : last;
}

const artifactUrl = (server: Server, context?: Partial<NeedsContext>) =>
  rounds(server, context).have.find(({ want }) => want === 'artifact')?.request.url;

const root = `${base}packages.json`;
const p2 = `${base}p2/acme/pro.json`;

describe('a private repository', () => {
  it('that lists its packages in packages.json is asked for that and the zip', () => {
    const server = { [root]: inline(record) };
    expect(urls(server)).toEqual([[`history ${root}`], [`release ${root}`], [`artifact ${dist.url}`]]);
    expect(releaseOf(server)).toEqual({
      name: 'acme/pro',
      version: '1.2.3',
      files: [{ name: file.name, url: dist.url, digests: [], malformedDigests: [] }],
    });
  });

  it('is asked with its own registry’s credential, never for a SHA-1, and for a listing', () => {
    const pins = [
      { alg: 'sha1', value: 'a'.repeat(40), covers: 'artifact' },
      { alg: 'sha512', value: 'b'.repeat(128), covers: 'artifact' },
    ] as const;
    const { asked } = rounds({ [root]: inline(record) }, { subject: { ...subject, files: [{ ...file, pins }] } });
    expect(asked.at(-1)?.[0]?.request).toMatchObject({
      kind: 'artifact',
      registry: base,
      pins,
      algorithms: ['sha256', 'sha512'],
      listing: { format: 'zip', members: ['composer.json', '*/composer.json'] },
    });
    expect(asked.flat().every(({ request }) => request.registry === base)).toBe(true);
  });

  it('that includes a file, as Satis does, is asked for it, dollar escaped as Composer does', () => {
    const included = `${base}include/all%24abc.json`;
    const server = {
      [root]: { packages: [], includes: { 'include/all$abc.json': { sha1: 'wrong' } } },
      [included]: inline(record),
    };
    expect(urls(server)).toEqual([
      [`history ${root}`],
      [`history ${included}`],
      [`release ${included}`],
      [`artifact ${dist.url}`],
    ]);
  });

  it.each([
    ['a path', '/p2/%package%.json'],
    ['a whole URL', `${base}p2/%package%.json`],
  ])('with a file for each package is asked for that of the name: %s', (_what, template) => {
    const server = { [root]: { packages: [], 'metadata-url': template }, [p2]: inline(record) };
    expect(urls(server)).toEqual([[`history ${root}`], [`history ${p2}`], [`release ${p2}`], [`artifact ${dist.url}`]]);
  });

  it('has branches in a file of their own', () => {
    const branch = { ...record, version: 'dev-main', version_normalized: 'dev-main' };
    const dev = `${base}p2/acme/pro~dev.json`;
    const server = { [root]: { 'metadata-url': '/p2/%package%.json' }, [dev]: inline(branch) };
    expect(artifactUrl(server, { subject: { ...subject, version: 'dev-main' } })).toBe(dist.url);
  });

  it('that lists the package in packages.json, too, is believed there, as Composer does', () => {
    const other = { ...record, dist: { ...dist, url: `${base}other.zip` } };
    const server = { [root]: { ...inline(record), 'metadata-url': '/p2/%package%.json' }, [p2]: inline(other) };
    expect(urls(server).flat()).not.toContain(`history ${p2}`);
    expect(artifactUrl(server)).toBe(dist.url);
  });

  it('may be named by its packages.json, and lie in a folder', () => {
    const folder = { ...registry, url: `${base}acme/packages.json/` };
    const context = {
      subject: { ...subject, source: { kind: 'registry', url: `${base}acme/packages.json` } },
      registries: { registries: [folder] },
    } as const;
    const server = {
      [`${base}acme/packages.json`]: { includes: { 'x.json': {} } },
      [`${base}acme/x.json`]: inline(record),
    };
    expect(artifactUrl(server, context)).toBe(dist.url);
  });

  it('states minified versions by what differs from the one before', () => {
    const versions = [
      { name: 'acme/pro', version: '2.0.0', version_normalized: '2.0.0.0', dist, bin: ['x'], type: 'composer-plugin' },
      { version: '1.2.3', version_normalized: '1.2.3.0', bin: '__unset', dist: { ...dist, url: `${base}b.zip` } },
      { version: '1.0.0', version_normalized: '1.0.0.0', type: 'library' },
    ];
    const document = { minified: 'composer/2.0', packages: { 'acme/pro': versions } };
    const server = { [root]: { 'metadata-url': '/p2/%package%.json' }, [p2]: document };
    expect(artifactUrl(server)).toBe(`${base}b.zip`);
    const found = answer(document);
    expect(found.state === 'found' && readListedFacts(subject, found)).toMatchObject({
      features: { plugins: ['type: composer-plugin'], executables: [] },
    });
    const old = { ...subject, version: '1.0.0' };
    expect(found.state === 'found' && readListedFacts(old, found)).toMatchObject({ features: { plugins: [] } });
    const plain = answer({ packages: document.packages });
    expect(plain.state === 'found' && composer.release(subject, plain)).toMatchObject({ problem: 'version-missing' });
  });

  it('serves zips from another origin only if that may be redirected to', () => {
    const at = (url: string) => artifactUrl({ [root]: inline({ ...record, dist: { ...dist, url } }) });
    expect(at(`${cdn}/x.zip?token=1`)).toBe(`${cdn}/x.zip?token=1`);
    for (const url of [
      'https://evil.example/x.zip',
      'http://repo.vendor.example/x.zip',
      'https://repo.vendor.example.evil.example/x.zip',
      'https://repo.vendor.example@evil.example/x.zip',
      'https://repo.vendor.example:8443/x.zip',
      'file:///etc/passwd',
      '../x.zip',
      '//evil.example/x.zip',
    ]) {
      expect(at(url)).toBeUndefined();
    }
  });

  it('never gets userinfo that it wrote itself', () => {
    const server = { [root]: inline({ ...record, dist: { ...dist, url: 'https://u:p@repo.vendor.example/x.zip#f' } }) };
    expect(artifactUrl(server)).toBe(`${base}x.zip`);
  });

  it('leads to no document on another origin', () => {
    for (const template of [
      'https://evil.example/%package%.json',
      'evil/%package%.json',
      'http://repo.vendor.example/%package%',
    ]) {
      expect(urls({ [root]: { 'metadata-url': template } }).flat()).toEqual([`history ${root}`, `release ${root}`]);
    }
    expect(urls({ [root]: { 'metadata-url': '//evil.example/%package%.json' } })[1]).toEqual([
      'history https://repo.vendor.example//evil.example/acme/pro.json',
    ]);
    const includes = { '../../up.json': {}, 'https://evil.example/x.json': {}, '//evil.example/y.json': {} };
    for (const url of urls({ [root]: { includes } }).flat()) expect(url).toContain(` ${base}`);
  });

  it('has its preferred mirror asked, as Composer asks it', () => {
    const mirrors = [
      { 'dist-url': '/no/%package%.zip', preferred: false },
      { 'dist-url': '/dists/%package%/%version%/r%reference%.%type%', preferred: true },
    ];
    const server = { [root]: { ...inline(record), mirrors } };
    expect(artifactUrl(server)).toBe(`${base}dists/acme/pro/1.2.3.0/rabc123.zip`);
    const evil = [{ 'dist-url': 'https://evil.example/%package%.zip', preferred: true }];
    expect(artifactUrl({ [root]: { ...inline(record), mirrors: evil } })).toBeUndefined();
    const odd = { ...record, dist: { ...dist, reference: '../../x' } };
    expect(artifactUrl({ [root]: { ...inline(odd), mirrors } })).toBeUndefined();
  });
});

describe('what does not come is told as the release', () => {
  it('where packages.json is denied or missing', () => {
    expect(releaseOf({ [root]: 401 })).toEqual({ state: 'denied', status: 401 });
    expect(releaseOf({})).toEqual({ state: 'absent', status: 404 });
    expect(artifactUrl({ [root]: 403 })).toBeUndefined();
  });

  it('where the package’s file, or one of several included, is', () => {
    expect(releaseOf({ [root]: { 'metadata-url': '/p2/%package%.json' } })).toEqual({ state: 'absent', status: 404 });
    const server = {
      [root]: { includes: { 'a.json': {}, 'b.json': {} } },
      [`${base}a.json`]: inline(record),
      [`${base}b.json`]: 401,
    };
    expect(releaseOf(server)).toEqual({ state: 'denied', status: 401 });
    expect(artifactUrl(server)).toBeUndefined();
  });

  it('where an answer is no document', () => {
    for (const served of ['<html>', '[]', '', '{"packages":{},"packages":[]}']) {
      expect(releaseOf({ [root]: served })).toMatchObject({
        problem: expect.stringMatching(/^(not-json|not-an-object|release-ambiguous)$/) as string,
      });
    }
  });

  it('where the version is listed nowhere, twice, in two places, or with two versions', () => {
    expect(releaseOf({ [root]: inline({ ...record, version: '1.2.4', version_normalized: '1.2.4.0' }) })).toMatchObject(
      {
        problem: 'version-missing',
      },
    );
    const twice = { [root]: inline(record, { ...record, version: 'v1.2.3', version_normalized: undefined }) };
    expect(releaseOf(twice)).toMatchObject({ problem: 'release-ambiguous' });
    expect(artifactUrl(twice)).toBeUndefined();
    const hidden = { packages: { 'acme/pro': [record], 'acme/other': [{ ...record, name: 'ACME/Pro' }] } };
    expect(releaseOf({ [root]: hidden })).toMatchObject({ problem: 'release-ambiguous' });
    const elsewhere = {
      [root]: { ...inline(record), includes: { 'a.json': {} } },
      [`${base}a.json`]: inline(record),
    };
    expect(artifactUrl(elsewhere)).toBeUndefined();
    for (const version of [{ version: '9.9.9' }, { version_normalized: '9.9.9.0' }]) {
      const two = { [root]: inline({ ...record, ...version }) };
      expect(releaseOf(two)).toMatchObject({ problem: 'release-ambiguous' });
      expect(artifactUrl(two)).toBeUndefined();
    }
  });

  it('where the archive is no zip, or there is none', () => {
    const offered = (served: unknown) => releaseOf({ [root]: inline({ ...record, dist: served }) });
    expect(offered({ ...dist, type: 'tar' })).toMatchObject({
      problem: 'dist-unsupported',
      detail: expect.stringContaining('"tar"') as string,
    });
    expect(offered(undefined)).toMatchObject({ problem: 'dist-missing' });
    expect(offered({ ...dist, url: undefined })).toMatchObject({ problem: 'dist-missing' });
    expect(offered([dist])).toMatchObject({ problem: 'dist-missing' });
    expect(artifactUrl({ [root]: inline({ ...record, dist: { ...dist, type: 'path' } }) })).toBeUndefined();
  });
});

describe('nothing is asked', () => {
  it('of a repository that may not serve the name, or that a checkout proposes', () => {
    const not = (context: Partial<NeedsContext>) => expect(urls({ [root]: inline(record) }, context)).toEqual([]);
    not({ registries: { registries: [] } });
    not({ registries: { registries: [{ ...registry, from: 'project' }] } });
    not({ registries: { registries: [{ ...registry, names: ['acme/other'] }] } });
    not({ subject: { ...subject, source: { kind: 'registry', url: 'https://evil.example/' } } });
    not({ subject: { ...subject, source: { kind: 'git', url: base } } });
    not({ wants: ['attestations', 'history'] });
  });

  it.each([
    '../../x',
    'acme',
    'acme/pro/x',
    'Acme/Pro',
    'acme/pro%2f',
    'acme/..',
    'a--/b',
    '/b',
    `a/${'b'.repeat(200)}`,
  ])('about %j, which is no name', (name) => {
    const open = { ...registry, names: [] };
    expect(urls({}, { subject: { ...subject, name }, registries: { registries: [open] } })).toEqual([]);
  });

  it('about what is no version', () => {
    expect(urls({}, { subject: { ...subject, version: '^1.0' } })).toEqual([]);
  });

  it('for ever: files that include each other, and hundreds of them', () => {
    const includes = { 'a.json': {}, 'packages.json': {} };
    expect(urls({ [root]: { includes }, [`${base}a.json`]: { includes } })).toHaveLength(3);
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`${at}.json`, {}]));
    expect(urls({ [root]: { includes: many } })).toHaveLength(2);
  });
});

it('a repository of a hundred thousand versions is read in a moment', () => {
  const versions = Array.from({ length: 100_000 }, (_, at) => ({
    version: `0.${at}`,
    version_normalized: `0.${at}.0.0`,
  }));
  const [first = {}, ...rest] = versions;
  const document = { minified: 'composer/2.0', packages: { 'acme/pro': [{ ...record, ...first }, ...rest] } };
  const before = performance.now();
  expect(releaseOf({ [root]: document })).toMatchObject({ problem: 'version-missing' });
  expect(performance.now() - before).toBeLessThan(30_000);
});

it('a lockfile of Composer’s is refused with what to do, and not known by name', () => {
  expect(composer.lockfileNames).toEqual([]);
  expect(composer.unsupportedLockfiles).toEqual({});
  expect(() => composer.parseLockfile({ path: 'composer.lock', bytes: new Uint8Array() })).toThrow(/not read yet/);
});

describe('the manifest of a zip', () => {
  const listing = (members: Readonly<Record<string, string>>) => ({
    format: 'zip' as const,
    entries: [],
    problems: [],
    complete: true,
    members: new Map(Object.entries(members).map(([name, text]) => [name, new TextEncoder().encode(text)])),
  });

  it('lies at its root or in its one folder, and often leaves the version to the repository', () => {
    expect(
      composer.manifest(subject, file, listing({ 'composer.json': '{"name":"acme/pro","version":"v1.2.3"}' })),
    ).toEqual({
      name: 'acme/pro',
      version: 'v1.2.3',
      notes: [],
    });
    expect(composer.manifest(subject, file, listing({ '*/composer.json': '{"name":"acme/other"}' }))).toEqual({
      name: 'acme/other',
      version: '1.2.3',
      notes: [expect.stringContaining('states no version') as string],
    });
    expect(composer.manifest(subject, file, listing({}))).toMatchObject({ problem: 'manifest-missing' });
  });
});
