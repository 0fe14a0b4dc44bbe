import type { Requirement } from '@assay/model';
import { describe, expect, it } from 'vitest';
import { comesFrom } from './comes-from.js';
import { askedOf } from './requirement.js';
import { file, occurrence, policy, registries, registry, rule, subject } from './testing/judge-case.js';

const acme = 'https://npm.acme.example/';
const open = 'https://public.example/';
const from = (...urls: readonly string[]) => subject({ files: urls.map((url) => ({ ...file('x.tgz'), url })) });
const unsaid = subject();

describe('a package whose lockfile names no registry (pnpm’s never do, and `resolved` can be left out)', () => {
  it('comes from the only registry that may be asked for it', () => {
    expect(comesFrom(unsaid, acme, registries(registry(acme)))).toBe('yes');
    expect(comesFrom(unsaid, open, registries(registry(acme)))).toBe('no');
    expect(comesFrom(unsaid, acme, registries(registry(acme, { names: ['left-*'] }), registry(open)))).toBe('yes');
    expect(comesFrom(unsaid, acme, registries(registry(acme, { names: ['@acme/*'] }), registry(open)))).toBe('no');
  });

  it.each([acme, open])('may come from any of several: %s', (url) => {
    expect(comesFrom(unsaid, url, registries(registry(acme), registry(open)))).toBe('open');
  });

  it('may come from anywhere when no registry is known', () => {
    expect(comesFrom(unsaid, acme, registries())).toBe('open');
    expect(comesFrom(unsaid, acme, registries(registry(acme, { from: 'project' })))).toBe('open');
    expect(comesFrom(unsaid, acme, registries(registry(acme, { ecosystem: 'rubygems' })))).toBe('open');
  });

  it.each([
    [{ kind: 'git', url: `${acme}x.git` } as const],
    [{ kind: 'directory', path: 'x' } as const],
    [{ kind: 'bundled', within: 'pkg:npm/a@1' } as const],
  ])('comes from none when it is %j', (source) => {
    expect(comesFrom(subject({ source }), acme, registries(registry(acme)))).toBe('no');
  });
});

describe('a package whose lockfile names a URL', () => {
  const mirrored = registries(registry(acme, { aliases: [open] }));

  it('comes from the registry that stands for the URL, and may come from the URL’s own', () => {
    expect(comesFrom(from(`${open}a.tgz`), acme, mirrored)).toBe('yes');
    expect(comesFrom(from(`${open}a.tgz`), open, mirrored)).toBe('open');
  });

  it.each(['url', 'git'] as const)(
    'comes from the registry that the URL lies under, locked as a package of kind %s too',
    (kind) => {
      const locked = { ...from(`${acme}a.tgz`), source: { kind, url: `${acme}a.tgz` } };
      expect(comesFrom(locked, acme, registries(registry(acme)))).toBe('yes');
      expect(comesFrom(locked, open, registries(registry(acme), registry(open)))).toBe('no');
    },
  );

  it('comes from nowhere else', () => {
    expect(comesFrom(from(`${open}a.tgz`), acme, registries(registry(acme), registry(open)))).toBe('no');
  });

  it('may come from the first registry where the URL lies under none that may be asked', () => {
    const elsewhere = from('https://evil.example/a.tgz');
    expect(comesFrom(elsewhere, acme, registries(registry(acme)))).toBe('open');
    expect(comesFrom({ ...elsewhere, source: { kind: 'url', url: open } }, acme, registries(registry(acme)))).toBe(
      'no',
    );
  });

  it('may come from a registry under which only some of its URLs lie', () => {
    const both = from(`${acme}a.tgz`, `${open}a.tgz`);
    expect(comesFrom(both, acme, registries(registry(acme), registry(open)))).toBe('open');
  });
});

describe('a rule for a registry of which it is open whether the package comes from it', () => {
  const table = registries(registry(acme), registry(open));
  const locked = { subject: unsaid, occurrences: [occurrence(unsaid)], registries: table };
  const word = (...words: readonly (readonly [Requirement, string?])[]) => {
    const rules = words.map(([each, url]) => rule({ source: each }, url === undefined ? {} : { registry: url }));
    return askedOf(policy({ rules, defaults: new Map([['source', 'prefer']]) }), locked).requirementOf('source');
  };

  it('counts where it asks for more, and not where it asks for less', () => {
    expect(word(['require', acme])).toBe('require');
    expect(word(['ignore', acme])).toBe('prefer');
    expect(word(['ignore'], ['prefer', acme])).toBe('prefer');
    expect(word(['ignore', acme], ['prefer', open])).toBe('prefer');
    expect(word(['require', acme], ['ignore', open])).toBe('require');
  });

  it('is taken back by a later rule that is about the package for sure', () => {
    expect(word(['require', acme], ['ignore'])).toBe('ignore');
  });

  it('hardens', () => {
    const harden = new Map([['source', ['code']]]);
    const rules = [{ ...rule({}, { registry: acme }), harden }];
    expect(askedOf(policy({ rules }), locked).isHardened('source', 'code')).toBe(true);
  });
});
