import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bom } from '../cyclonedx/index.js';
import { anyBom } from '../testing/any-bom.js';
import { plainValue } from '../testing/plain-value.js';
import { asXmlHolds } from '../write/xml-text.js';
import { renderJson } from '../write/render-json.js';
import { renderXml } from '../write/render-xml.js';
import { parseBom } from './parse-bom.js';

const versions = ['1.6', '1.7'] as const;

function readBack(chunks: Iterable<string>): unknown {
  const result = parseBom(new TextEncoder().encode([...chunks].join('')));
  if (!result.ok) throw new Error(result.problem.detail);
  return plainValue(result.bom.root);
}

/** What a format can hold of a document's texts, and what only JSON says. */
function held(value: unknown, text: (text: string) => string): unknown {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((item) => held(item, text));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key, one]) => key !== '$schema' && one !== undefined);
  return Object.fromEntries(entries.map(([key, one]) => [key, held(one, text)]));
}

describe.each(versions)('CycloneDX %s', (version) => {
  it('what is read from XML is what is read from JSON, but for the characters that XML cannot hold', () => {
    fc.assert(
      fc.property(anyBom(version), (bom) => {
        expect(readBack(renderXml(bom))).toEqual(held(readBack(renderJson(bom)), asXmlHolds));
      }),
    );
  });

  it('a document that is read and written again is the same', () => {
    fc.assert(
      fc.property(anyBom(version), (bom) => {
        const json = readBack(renderJson(bom));
        expect(readBack(renderJson(json as Bom))).toEqual(json);
        const xml = readBack(renderXml(bom));
        expect(readBack(renderXml(xml as Bom))).toEqual(xml);
      }),
    );
  });
});

it('1.7 says everything: what is read from JSON is the document', () => {
  fc.assert(
    fc.property(anyBom('1.7'), (bom) => {
      expect(held(readBack(renderJson(bom)), String)).toEqual(held(bom, (text) => text.toWellFormed()));
    }),
  );
});
