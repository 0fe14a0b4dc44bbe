import type { ArchiveListing, Subject } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { npm } from '../npm.js';

const file = { name: 'a-1.0.0.tgz', pins: [], malformedPins: [] };
const subject: Subject = {
  id: 'pkg:npm/a@1.0.0',
  purl: 'pkg:npm/a@1.0.0',
  ecosystem: 'npm',
  name: 'a',
  version: '1.0.0',
  source: { kind: 'registry' },
  files: [file],
  conflictsWith: [],
};

function runsOf(packageJson: string, files: readonly string[] = []) {
  const listing: ArchiveListing = {
    format: 'npm-tgz',
    entries: ['package/package.json', ...files].map((path) => ({ path, type: 'file', mode: 0o644, size: 1 })),
    problems: [],
    members: new Map([['package.json', new TextEncoder().encode(packageJson)]]),
    complete: true,
  };
  const manifest = npm.manifest(subject, file, listing);
  return 'problem' in manifest ? manifest : manifest.runs;
}

const id = '"name":"a","version":"1.0.0"';
const withScripts = (scripts: string, more = '') => `{${id},"scripts":${scripts}${more}}`;
const post = [{ kind: 'script', name: 'postinstall', command: 'x' }];
const build = { kind: 'build', name: 'binding.gyp', command: 'node-gyp rebuild' };

describe('scripts that run at install', () => {
  it('are the three that clients run of an archive, in their order', () => {
    const scripts = '{"postinstall":"c","test":"t","install":"b","prepare":"p","prepublish":"p","preinstall":"a"}';
    expect(runsOf(withScripts(scripts))).toEqual([
      { kind: 'script', name: 'preinstall', command: 'a' },
      { kind: 'script', name: 'install', command: 'b' },
      { kind: 'script', name: 'postinstall', command: 'c' },
    ]);
  });

  it.each([
    ['no scripts', `{${id}}`],
    ['only those of development', withScripts('{"test":"x","prepare":"x"}')],
    ['`Scripts` in another case', `{${id},"Scripts":{"postinstall":"x"}}`],
    ['a name in another case', withScripts('{"PostInstall":"x"}')],
    ['a list of scripts', withScripts('["postinstall"]')],
    ['a text for scripts', withScripts('"postinstall"')],
    ['what JavaScript takes for nothing', withScripts('{"preinstall":null,"install":"","postinstall":false}')],
    ['scripts of a member', `{${id},"config":{"scripts":{"postinstall":"x"}}}`],
  ])('are none with %s', (_title, text) => {
    expect(runsOf(text)).toEqual([]);
  });

  it('are found behind an escaped spelling of their key', () => {
    expect(runsOf(`{${id},"scr\\u0069pts":{"post\\u0069nstall":"x"}}`)).toEqual(post);
  });

  it('are no property of every object', () => {
    expect(runsOf(withScripts('{"__proto__":{"postinstall":"x"}}'))).toEqual([]);
    expect(runsOf(`{${id},"__proto__":{"scripts":{"postinstall":"x"}}}`)).toEqual([]);
  });

  it.each(['1', 'true', '["x"]', '{"a":"x"}'])('cannot be %s: some clients pass over it, others fail', (value) => {
    expect(runsOf(withScripts(`{"postinstall":${value}}`))).toMatchObject({ problem: 'script-no-text' });
  });

  it('of one megabyte are read whole', () => {
    const command = 'x'.repeat(1024 * 1024);
    expect(runsOf(withScripts(JSON.stringify({ install: command })))).toEqual([
      { kind: 'script', name: 'install', command },
    ]);
  });
});

describe('scripts that stand twice', () => {
  it.each([
    ['the section, the second without', `{${id},"scripts":{"postinstall":"x"},"scripts":{"test":"y"}}`],
    ['the section, the first without', `{${id},"scripts":{"test":"y"},"scripts":{"postinstall":"x"}}`],
    ['the section, the first in an escaped spelling', `{${id},"scripts":{"post\\u0069nstall":"x"},"scripts":{}}`],
    ['the script', withScripts('{"postinstall":"x","postinstall":"y"}')],
    ['the script, the second of which is empty', withScripts('{"postinstall":"x","postinstall":""}')],
  ])('leave it open what runs: %s', (_title, text) => {
    expect(runsOf(text)).toMatchObject({ problem: 'script-twice' });
  });

  it.each([
    ['say the same', withScripts('{"postinstall":"x","postinstall":"x"}'), post],
    ['name none that runs at install', `{${id},"scripts":{"test":"x"},"scripts":{"test":"y"}}`, []],
    ['are of development alone', withScripts('{"test":"x","test":"y","postinstall":"x"}'), post],
  ])('do no harm where they %s', (_title, text, runs) => {
    expect(runsOf(text)).toEqual(runs);
  });
});

describe('the build that clients start by themselves', () => {
  const gyp = 'package/binding.gyp';

  it.each([
    ['with nothing but a binding.gyp', `{${id}}`, gyp, [build]],
    [
      'whatever gypfile says: npm does not see it when it installs by a lockfile',
      `{${id},"gypfile":false}`,
      gyp,
      [build],
    ],
    ['beside other scripts', withScripts('{"postinstall":"x"}'), gyp, [...post, build]],
    ['whatever the root folder is called', `{${id}}`, 'a/binding.gyp', [build]],
    ['as file systems without case find it', `{${id}}`, 'package/Binding.GYP', [build]],
    ['with empty parts in its path', `{${id}}`, './package//binding.gyp', [build]],
  ])('happens %s', (_title, text, path, runs) => {
    expect(runsOf(text, [path])).toEqual(runs);
  });

  it.each([
    ['where an install script takes its place', withScripts('{"install":"x"}'), gyp],
    ['for a file deeper down', `{${id}}`, 'package/deps/binding.gyp'],
    ['for a file of another name', `{${id}}`, 'package/my-binding.gyp'],
    ['for gypfile alone', `{${id},"gypfile":true}`, 'package/index.js'],
  ])('does not happen %s', (_title, text, path) => {
    expect(runsOf(text, [path])).not.toContainEqual(build);
  });
});

describe('what a registry says of install scripts', () => {
  function statedBy(manifest: object) {
    const body = new TextEncoder().encode(JSON.stringify({ name: 'a', version: '1.0.0', ...manifest }));
    const release = npm.release(subject, { state: 'found', size: body.length, digests: [], body });
    return 'problem' in release ? release : release.install;
  }

  it.each([
    ['nothing', {}, undefined],
    ['scripts', { scripts: { postinstall: 'x', test: 'y' } }, { runs: post }],
    ['scripts of development alone', { scripts: { test: 'y' } }, { runs: [] }],
    ['the short form', { hasInstallScript: true }, { hasScript: true }],
    ['the short form of none', { hasInstallScript: false }, { hasScript: false }],
    ['a short form that is none', { hasInstallScript: 'false' }, undefined],
    ['both', { hasInstallScript: true, scripts: {} }, { hasScript: true, runs: [] }],
    ['scripts that are none', { scripts: 'x' }, undefined],
    ['a script that is no text', { scripts: { install: 7 } }, undefined],
  ])('is read: %s', (_title, manifest, stated) => {
    expect(statedBy(manifest)).toEqual(stated);
  });

  it('twice is no answer', () => {
    const text = '{"name":"a","version":"1.0.0","scripts":{"install":"x"},"scripts":{}}';
    const body = new TextEncoder().encode(text);
    expect(npm.release(subject, { state: 'found', size: body.length, digests: [], body })).toMatchObject({
      problem: 'ambiguous',
    });
  });
});

describe('packages inside an archive', () => {
  const inner = { ...subject, bundles: ['node_modules/b', 'node_modules/@c/d'] };
  const encode = (text: string) => new TextEncoder().encode(text);

  function runsWith(manifests: Readonly<Record<string, string>>, files: readonly string[] = [], bundling = inner) {
    const paths = bundling.bundles.map((folder) => `${folder}/package.json`);
    const all = { 'package.json': `{${id}}`, ...manifests };
    const listing: ArchiveListing = {
      format: 'npm-tgz',
      entries: ['package.json', ...paths, ...files].map((path) => {
        return { path: `package/${path}`, type: 'file', mode: 0o644, size: 1 };
      }),
      problems: [],
      members: new Map(Object.entries(all).map(([name, text]) => [name, encode(text)])),
      complete: true,
    };
    const manifest = npm.manifest(bundling, file, listing);
    return 'problem' in manifest ? manifest : manifest.runs;
  }

  const b = 'node_modules/b/package.json';
  const d = 'node_modules/@c/d/package.json';
  const plain = '{"name":"x"}';

  it('run their scripts and builds as others do, each told with its folder', () => {
    const manifests = { [b]: '{"scripts":{"postinstall":"x"}}', [d]: plain };
    expect(runsWith(manifests, ['node_modules/@c/d/binding.gyp', 'node_modules/b/deps/binding.gyp'])).toEqual([
      { ...post[0], folder: 'node_modules/b' },
      { ...build, folder: 'node_modules/@c/d' },
    ]);
  });

  it.each([
    ['is not there', { [d]: plain }],
    ['is no JSON', { [b]: '{', [d]: plain }],
    ['is no object', { [b]: '[]', [d]: plain }],
    ['is too large', { [b]: `{"a":"${'x'.repeat(1024 * 1024)}"}`, [d]: plain }],
  ])('are not passed over where a manifest %s', (_title, manifests) => {
    expect(runsWith(manifests)).toMatchObject({ problem: 'bundled-unread' });
  });

  it('leave it open what runs where a script stands twice', () => {
    const manifests = { [b]: '{"scripts":{"install":"x","install":"y"}}', [d]: plain };
    expect(runsWith(manifests)).toMatchObject({ problem: 'script-twice' });
  });

  it('are more than are read, from a thousand on', () => {
    const bundles = Array.from({ length: 1001 }, (_, index) => `node_modules/p${String(index)}`);
    expect(runsWith({}, [], { ...inner, bundles })).toMatchObject({ problem: 'bundled-unread' });
  });
});
