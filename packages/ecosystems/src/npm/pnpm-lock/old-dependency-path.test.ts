import { DocMap, asMap, parseYaml } from '@assay/documents';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oldReferredKey, parseOldPath, withoutKeyCredentials } from './old-dependency-path.js';

function entry(text: string): DocMap {
  const result = parseYaml(new TextEncoder().encode(text), { maxBytes: 10_000, scalars: 'text' });
  return (result.ok ? asMap(result.documents[0]?.value) : undefined) ?? new DocMap(1);
}

const plain = entry('resolution: {integrity: sha512-x}');
const elsewhere = entry('resolution: {tarball: https://registry.example/a.tgz}\nname: a\nversion: 1.0.0');

describe('keys of lockfileVersion 5', () => {
  it.each([
    ['/a/1.0.0', 'a', '1.0.0'],
    ['/@s/a/1.0.0', '@s/a', '1.0.0'],
    ['/a/1.0.0_react@17.0.2', 'a', '1.0.0'],
    ['/a/1.0.0_@babel+core@7.0.0+react@17.0.2', 'a', '1.0.0'],
    ['/a/1.0.0-rc.1+build_rszs4ssu3hjbruhzajramqeml4', 'a', '1.0.0-rc.1+build'],
  ])('%s', (key, name, reference) => {
    expect(parseOldPath(key, plain, '/')).toEqual({ name, reference, isVersion: true });
  });

  it.each(['a', '/a', '/a/', '//1.0.0', '/a/b/1.0.0', '/@s/1.0.0', '/a/1.x', '/a@1.0.0', '/', '', '/a/1.0.0/b'])(
    'names no package: %j',
    (key) => {
      expect(parseOldPath(key, plain, '/')).toBeNull();
    },
  );
});

describe('keys of lockfileVersion 6', () => {
  it.each([
    ['/a@1.0.0', 'a', '1.0.0'],
    ['/@s/a@1.0.0', '@s/a', '1.0.0'],
    ['/a@1.0.0(react@17.0.2)', 'a', '1.0.0'],
    ['/a@1.0.0(@s/b@7.0.0(c@1.0.0))(react@17.0.2)', 'a', '1.0.0'],
    ['/a@1.0.0_rszs4ssu3hjbruhzajramqeml4', 'a', '1.0.0'],
    ['/a@1.0.0(patch_hash=x)(b@1.0.0)', 'a', '1.0.0'],
  ])('%s', (key, name, reference) => {
    expect(parseOldPath(key, plain, '@')).toEqual({ name, reference, isVersion: true });
  });

  it.each(['a@1.0.0', '/a', '/a@', '/@1.0.0', '/a/1.0.0', '/a/b@1.0.0', '/@s@1.0.0', '/a@latest', '/a@npm:b@1.0.0'])(
    'names no package: %j',
    (key) => {
      expect(parseOldPath(key, plain, '@')).toBeNull();
    },
  );
});

describe('keys that hold more than a name and a version', () => {
  it.each([
    ['registry.example/a/1.0.0', '/'],
    ['registry.example+4873/a/1.0.0_b@1.0.0', '/'],
    ['registry.example/a@1.0.0(b@1.0.0)', '@'],
  ] as const)('another registry: %s', (key, separator) => {
    expect(parseOldPath(key, elsewhere, separator)).toEqual({ name: 'a', reference: '1.0.0', isVersion: true });
    expect(parseOldPath(key, plain, separator)?.problem).toBe(
      'The key names a registry, but the entry no archive there.',
    );
  });

  it.each([['name: b\nversion: 1.0.0'], ['version: 1.0.1'], ['name: b']])(
    'an entry that says otherwise than its key: %j',
    (fields) => {
      const meta = entry(`resolution: {integrity: sha512-x}\n${fields}`);
      expect(parseOldPath('/a/1.0.0', meta, '/')?.problem).toContain('different packages');
      expect(parseOldPath('/a@1.0.0', meta, '@')?.problem).toContain('different packages');
    },
  );

  it('a name of its own is taken from the entry, the place from the resolution', () => {
    const folder = entry('resolution: {directory: local, type: directory}\nname: local');
    expect(parseOldPath('file:local', folder, '@')).toEqual({
      name: 'local',
      reference: 'file:local',
      isVersion: false,
    });
    const url = '@gitlab.example/api/v4/a.tgz';
    expect(parseOldPath(url, elsewhere, '/')).toMatchObject({ name: 'a', reference: 'https://registry.example/a.tgz' });
    const git = entry('resolution: {type: git, repo: https://git.example/r.git, commit: x}\nname: a');
    expect(parseOldPath('git.example/o/r/x', git, '@')).toEqual({
      name: 'a',
      reference: 'git.example/o/r/x',
      isVersion: false,
    });
  });

  it('does not show what a URL in a key held', () => {
    expect(withoutKeyCredentials('@user:hunter2@host.example/a.tgz')).toBe('@host.example/a.tgz');
    expect(withoutKeyCredentials('@host.example/@s/a.tgz')).toBe('@host.example/@s/a.tgz');
    expect(withoutKeyCredentials('/@s/a@1.0.0')).toBe('/@s/a@1.0.0');
  });
});

it.each([
  ['/', 'a', '1.0.0', '/a/1.0.0'],
  ['/', 'a', '1.0.0_b@1.0.0', '/a/1.0.0_b@1.0.0'],
  ['/', 'a', '/b/1.0.0', '/b/1.0.0'],
  ['/', 'a', 'registry.example/a/1.0.0', 'registry.example/a/1.0.0'],
  ['/', 'a', 'file:a_b@1.0.0', 'file:a_b@1.0.0'],
  ['/', 'a', 'link:../a', null],
  ['@', '@s/a', '1.0.0', '/@s/a@1.0.0'],
  ['@', 'a', '1.0.0(@s/b@1.0.0)', '/a@1.0.0(@s/b@1.0.0)'],
  ['@', 'a', '/b@1.0.0(@s/b@1.0.0)', '/b@1.0.0(@s/b@1.0.0)'],
  ['@', 'a', 'git.example/o/r/x', 'git.example/o/r/x'],
  ['@', 'a', 'link:a', null],
] as const)('%s: what %s: %s refers to', (separator, alias, reference, key) => {
  expect(oldReferredKey(alias, reference, separator)).toBe(key);
});

describe('any text', () => {
  const names = fc.constantFrom('a', '@s/a', '__proto__', '@babel/core', 'A.b_c');
  const versions = fc.constantFrom('1.0.0', '0.0.0-rc.1', '1.2.3+x', '10.20.30-a.b-c+d');
  const peers = fc.constantFrom('', 'react@17.0.2', '@babel+core@7.0.0+react@17.0.2', 'rszs4ssu3hjbruhzajramqeml4');

  it('a written key is read as what it was written from, and its own reference refers to it', () => {
    fc.assert(
      fc.property(names, versions, peers, (name, version, suffix) => {
        for (const separator of ['/', '@'] as const) {
          const end = suffix === '' ? '' : separator === '/' ? `_${suffix}` : `(${suffix.replace('+', '/')})`;
          const key = `/${name}${separator}${version}${end}`;
          expect(parseOldPath(key, plain, separator)).toEqual({ name, reference: version, isVersion: true });
          expect(oldReferredKey(name, `${version}${end}`, separator)).toBe(key);
        }
      }),
    );
  });

  it('throws nothing, and promises a version only where the key ends in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'a/@_(1.0):+-\u0000ä'), maxLength: 30 }), (key) => {
        for (const separator of ['/', '@'] as const) {
          const path = parseOldPath(key, plain, separator);
          if (path?.isVersion === true) expect(key).toContain(`/${path.name}${separator}${path.reference}`);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
