import { describe, expect, it } from 'vitest';
import { allowedRegistries, isTrusted, registryOfUrl } from './registry-choice.js';
import type { Registry, RegistryOrigin } from './registry.js';

function registry(url: string, options: Partial<Registry> = {}): Registry {
  return { ecosystem: 'npm', url, from: 'user', names: [], redirects: [], aliases: [], ...options };
}

const urls = (registries: readonly Registry[]) => registries.map((entry) => entry.url);

describe('isTrusted', () => {
  it.each<[RegistryOrigin, boolean]>([
    ['client-default', true],
    ['user', true],
    ['environment', true],
    ['policy', true],
    ['project', false],
  ])('of a registry from %s is %j', (from, trusted) => {
    expect(isTrusted(registry('https://a.example/', { from }))).toBe(trusted);
  });
});

describe('allowedRegistries', () => {
  const open = registry('https://public.example/', { from: 'client-default' });
  const acme = registry('https://acme.example/', { from: 'policy', names: ['@acme/*', 'acme-*'] });
  const mirror = registry('https://mirror.example/', { from: 'policy', names: ['@acme/*'] });
  const proposed = registry('https://evil.example/', { from: 'project', names: ['@acme/*', 'left-pad'] });
  const table = { registries: [open, acme, mirror, proposed] };

  it('a claimed name comes only from registries that claim it (dependency confusion)', () => {
    expect(urls(allowedRegistries(table, 'npm', '@acme/core'))).toEqual([
      'https://acme.example/',
      'https://mirror.example/',
    ]);
    expect(urls(allowedRegistries(table, 'npm', 'acme-core'))).toEqual(['https://acme.example/']);
  });

  it('an unclaimed name never comes from a registry that claims some', () => {
    expect(urls(allowedRegistries(table, 'npm', 'left-pad'))).toEqual(['https://public.example/']);
  });

  it.each(['@acme', '@acme-evil/core', '@evil/@acme/core', 'xacme-core', '@ACME/core', '@acme/a/b', 'acme'])(
    'a name that only looks claimed is not: %s',
    (name) => {
      expect(urls(allowedRegistries(table, 'npm', name))).toEqual(['https://public.example/']);
    },
  );

  it('what the checkout proposes is never allowed, and claims nothing', () => {
    const alone = { registries: [proposed] };
    expect(allowedRegistries(alone, 'npm', '@acme/core')).toEqual([]);
    expect(allowedRegistries({ registries: [open, proposed] }, 'npm', '@acme/core')).toEqual([open]);
  });

  it('a claim in one ecosystem is none in another', () => {
    const gems = registry('https://gems.example/', { ecosystem: 'rubygems' });
    expect(allowedRegistries({ registries: [gems, acme, open] }, 'rubygems', 'acme-core')).toEqual([gems]);
    expect(allowedRegistries({ registries: [gems] }, 'npm', 'left-pad')).toEqual([]);
  });

  it('with no registry for unclaimed names there is none', () => {
    expect(allowedRegistries({ registries: [acme] }, 'npm', 'left-pad')).toEqual([]);
    expect(allowedRegistries({ registries: [] }, 'npm', 'left-pad')).toEqual([]);
  });
});

describe('registryOfUrl', () => {
  const open = registry('https://public.example/', { aliases: ['https://old.example/npm/'] });
  const nested = registry('https://public.example/private/');

  it('says which registry, by which base, and the path below it', () => {
    expect(registryOfUrl([open], 'https://public.example/a/-/a-1.tgz')).toEqual({
      registry: open,
      base: 'https://public.example/',
      path: 'a/-/a-1.tgz',
    });
    expect(registryOfUrl([open], 'https://old.example/npm/a')).toMatchObject({
      base: 'https://old.example/npm/',
      path: 'a',
    });
  });

  it.each([[[open, nested]], [[nested, open]]])('the longest base wins, whatever the order', (registries) => {
    expect(registryOfUrl(registries, 'https://public.example/private/a')?.registry).toBe(nested);
    expect(registryOfUrl(registries, 'https://public.example/private/../a')?.registry).toBe(open);
    expect(registryOfUrl(registries, 'https://public.example/private')?.registry).toBe(open);
  });

  it('the first of two with the same base wins', () => {
    const again = registry('https://public.example/');
    expect(registryOfUrl([open, again], 'https://public.example/a')?.registry).toBe(open);
  });

  it.each(['https://old.example/a', 'https://public.example.evil.test/a', 'http://public.example/a', 'nonsense', ''])(
    'of %j there is none',
    (url) => {
      expect(registryOfUrl([open, nested], url)).toBeNull();
    },
  );

  it('of a base that names no whole origin there is none', () => {
    const cut = [registry('https://'), registry('https://public.exam'), registry('https://public.example')];
    expect(registryOfUrl(cut, 'https://public.example/a')).toBeNull();
  });

  it('is found as fast among twenty thousand: a lockfile with as many remotes names them all', () => {
    const remotes = Array.from({ length: 20_000 }, (_, i) => `https://e${i}.example/`);
    const mirror = registry('https://mirror.example/', { aliases: remotes });
    const table = { registries: [mirror, ...remotes.map((url) => registry(url, { from: 'project' }))] };
    const found = remotes.filter(
      (remote) => registryOfUrl(allowedRegistries(table, 'npm', 'a'), `${remote}gems/a.gem`)?.base === remote,
    );
    expect(found).toHaveLength(remotes.length);
  }, 2_000);
});
