/** Our purls against packageurl-js, the reference implementation. */

import fc from 'fast-check';
import { PackageURL } from 'packageurl-js';
import { describe, expect, it } from 'vitest';
import { isPurl, purlOf } from './purl.js';
import type { EcosystemId } from './subject.js';

const types = { npm: 'npm', rubygems: 'gem', composer: 'composer', generic: 'generic' } as const;

const part = fc.string({ unit: fc.constantFrom(...'abcxyzABC0189.-_~+:@é '), minLength: 1, maxLength: 12 });
const name = fc.oneof(
  fc.record({
    ecosystem: fc.constantFrom<EcosystemId>('npm', 'rubygems', 'generic'),
    namespace: fc.constant(''),
    base: part,
  }),
  fc.record({ ecosystem: fc.constant<EcosystemId>('npm'), namespace: part.map((text) => `@${text}`), base: part }),
  fc.record({ ecosystem: fc.constant<EcosystemId>('composer'), namespace: part, base: part }),
);
const version = fc.oneof(part, fc.constant(''));

/** What the library writes; null where it refuses the name or reads another one back. */
function theirs(ecosystem: EcosystemId, namespace: string, base: string, stated: string): string | null {
  try {
    const text = new PackageURL(types[ecosystem], namespace, base, stated, undefined, undefined).toString();
    const read = PackageURL.fromString(text);
    const same = read.name === base && (read.namespace ?? '') === namespace && (read.version ?? '') === stated;
    return same ? text : null;
  } catch {
    return null;
  }
}

describe('a purl of ours', () => {
  it('is what the library writes for every name that it keeps as it is', () => {
    let compared = 0;
    fc.assert(
      fc.property(name, version, ({ ecosystem, namespace, base }, stated) => {
        const text = theirs(ecosystem, namespace, base, stated);
        if (text === null || (namespace === '' && base.startsWith('@'))) return;
        compared++;
        expect(purlOf(ecosystem, namespace === '' ? base : `${namespace}/${base}`, stated)).toBe(text);
      }),
      { numRuns: 5000 },
    );
    expect(compared).toBeGreaterThan(500);
  });

  it('has the shape of a purl', () => {
    fc.assert(
      fc.property(name, version, ({ ecosystem, namespace, base }, stated) => {
        expect(isPurl(purlOf(ecosystem, namespace === '' ? base : `${namespace}/${base}`, stated))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('whatever has the shape of a purl, the library reads, but for blank names', () => {
    const text = fc.string({ unit: fc.constantFrom(...'pkg:npm/%40aB@1?=#. é+'), maxLength: 12 });
    fc.assert(
      fc.property(text, (rest) => {
        const purl = `pkg:npm/${rest}`;
        if (isPurl(purl) && !/\s/.test(decodeURIComponent(purl)))
          expect(() => PackageURL.fromString(purl)).not.toThrow();
      }),
      { numRuns: 5000 },
    );
  });
});
