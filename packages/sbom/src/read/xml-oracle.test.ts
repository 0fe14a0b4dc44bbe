import { SaxesParser } from 'saxes';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readXml } from './xml-events.js';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What a reader tells of a document, or that it refuses it. Texts are joined: where they are cut is nobody's concern. */
type Told = string;

function ours(text: string): Told {
  const told: string[] = [];
  const problem = readXml(encode(text), {
    open: ({ name, uri, attributes, line }) =>
      told.push(`\n<${JSON.stringify([uri, name, line, attributes.map((one) => [one.uri, one.name, one.value])])}>`),
    text: (piece) => told.push(piece),
    close: () => told.push('\n</>'),
  });
  return problem === undefined ? told.join('') : 'refused';
}

function theirs(text: string): Told {
  const told: string[] = [];
  const parser = new SaxesParser({ xmlns: true, defaultXMLVersion: '1.0', forceXMLVersion: true } as const);
  let depth = 0;
  let line = 0;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new TypeError('document type');
  });
  parser.on('xmldecl', ({ version, encoding }) => {
    if (version !== '1.0' || (encoding !== undefined && !/^utf-8$/i.test(encoding))) throw new TypeError('declaration');
  });
  parser.on('opentagstart', () => {
    line = parser.column === 0 ? parser.line - 1 : parser.line;
  });
  parser.on('opentag', ({ local, uri, attributes }) => {
    depth++;
    const own = Object.values(attributes).filter(({ prefix, name }) => prefix !== 'xmlns' && name !== 'xmlns');
    told.push(`\n<${JSON.stringify([uri, local, line, own.map((one) => [one.uri, one.local, one.value])])}>`);
  });
  const take = (piece: string): void => {
    if (depth > 0) told.push(piece);
  };
  parser.on('text', take);
  parser.on('cdata', take);
  parser.on('closetag', () => {
    depth--;
    told.push('\n</>');
  });
  try {
    parser.write(text).close();
  } catch {
    return 'refused';
  }
  return told.join('');
}

const pieces = [
  ...[
    '<a>',
    '</a>',
    '<a/>',
    '<b ',
    '>',
    '/>',
    '</b>',
    '<p:a>',
    '</p:a>',
    ' p:x="1"',
    ' x="1"',
    " y='2'",
    ' x = "&lt;\n\t&#10;"',
    ' xmlns="u"',
    ' xmlns:p="u"',
    ' xmlns:q="u"',
    ' q:x="2"',
    ' xmlns:p=""',
    ' xmlns=""',
  ],
  ...[
    ' xmlns:xml="http://www.w3.org/XML/1998/namespace"',
    ' xmlns:xmlns="u"',
    ' xml:lang="de"',
    '<xml:a/>',
    '<xmlns:a/>',
    '<é ü="ö"/>',
    '<·/>',
    '<a·/>',
    '<:a/>',
    '<a:/>',
    '<𐀀/>',
  ],
  ...[
    'text',
    ' ',
    '\n',
    '\r\n',
    '\r',
    '&amp;',
    '&#65;',
    '&#x1F600;',
    '&#0;',
    '&#xD800;',
    '&nope;',
    '&',
    '&#;',
    '&#x;',
    ';',
    ']]>',
    '<![CDATA[',
    '<![CDATA[<&]]>',
    '<!-- c -->',
    '<!-- -- -->',
    '<!---->',
    '<!--->',
    '-->',
  ],
  ...[
    '<?pi?>',
    '<?pi x?>',
    '<?xml version="1.0"?>',
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>',
    '<?XML x?>',
    '<?p:i x?>',
    '<?',
    '?>',
    '<!DOCTYPE a>',
    '<!',
    '<',
    '"',
    "'",
    '=',
    '\u0000',
    '\ufffe',
    '\u0085',
    'é',
    '😀',
  ],
];

/** Trees of elements with something wrong now and then, which random pieces alone hardly make. */
const { tree } = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(...pieces),
    fc
      .tuple(
        fc.constantFrom('a', 'b', 'p:a', 'é'),
        fc.array(fc.constantFrom(...pieces.filter((piece) => /^ \S/.test(piece))), { maxLength: 3 }),
        fc.array(tie('tree'), { maxLength: 4 }),
      )
      .map(([name, attributes, inner]) => `<${name}${attributes.join('')}>${inner.join('')}</${name}>`),
  ),
}));

describe('what is read is what saxes reads', () => {
  it('of pieces in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (parts) => {
        expect(ours(parts.join(''))).toBe(theirs(parts.join('')));
      }),
      { numRuns: 1000 },
    );
  });

  it('of trees', () => {
    fc.assert(
      fc.property(tree, (inner) => {
        const text = `<?xml version="1.0"?>\n<r xmlns:p="urn:p">${inner}</r>\n`;
        expect(ours(text)).toBe(theirs(text));
      }),
      { numRuns: 1000 },
    );
  });
});
