import { describe, expect, it } from 'vitest';
import type { DocProblem } from '@assay/documents';
import { readXml, type XmlElement, type XmlHandler } from './xml-events.js';
import { defaultReadLimits, type ReadLimits } from './limits.js';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

interface Told {
  readonly problem: DocProblem | undefined;
  readonly elements: readonly XmlElement[];
  readonly text: string;
  readonly closed: readonly number[];
}

function read(text: string | Uint8Array, limits?: Partial<ReadLimits>): Told {
  const elements: XmlElement[] = [];
  const closed: number[] = [];
  const pieces: string[] = [];
  const handler: XmlHandler = {
    open: (element) => elements.push(element),
    text: (piece) => pieces.push(piece),
    close: (line) => closed.push(line),
  };
  const bytes = typeof text === 'string' ? encode(text) : text;
  const problem = readXml(bytes, handler, { ...defaultReadLimits, ...limits });
  return { problem, elements, text: pieces.join(''), closed };
}

describe('what is refused', () => {
  it.each([
    ['GHSA-38gf-rh2w-gmj7: an external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'],
    ['entities that multiply', '<!DOCTYPE a [<!ENTITY x "xx"><!ENTITY y "&x;&x;">]><a>&y;</a>'],
    ['an external subset', '<!DOCTYPE a SYSTEM "http://dtd.example/a.dtd"><a/>'],
    ['a bare document type', '<!DOCTYPE a><a/>'],
    ['XML 1.1', '<?xml version="1.1"?><a>&#1;</a>'],
  ])('%s is refused as unsupported', (_, text) => {
    expect(read(text).problem).toMatchObject({ problem: 'unsupported', line: 1 });
  });

  it.each([
    ['nothing', ''],
    ['text alone', 'a'],
    ['two roots', '<a/><b/>'],
    ['an element that does not end', '<a>'],
    ['elements that cross', '<a><b></a></b>'],
    ['an attribute twice', '<a x="1" x="2"/>'],
    ['an attribute twice by way of its namespace', '<a xmlns:p="u" xmlns:q="u" p:x="1" q:x="2"/>'],
    ['a prefix that nothing binds', '<p:a/>'],
    ['an entity that nothing declares', '<a>&x;</a>'],
    ['an entity with the name of a property', '<a>&constructor;&__proto__;</a>'],
    ['a control character', '<a>\u0001</a>'],
    ['a reference to a control character', '<a>&#1;</a>'],
    ['a reference to half of a surrogate pair', '<a>&#xD800;</a>'],
    ['a reference to U+FFFF', '<a>&#xFFFF;</a>'],
    [']]> in a text', '<a>]]></a>'],
    ['a document type that does not end', '<!DOCTYPE a ['],
    ['a declaration that is not at the start', ' <?xml version="1.0"?><a/>'],
    ['an unquoted attribute', '<a x=1/>'],
    ['a colon too many', '<a:b:c xmlns:a="u"/>'],
  ])('%s is refused', (_, text) => {
    expect(read(text).problem).toMatchObject({ problem: 'syntax' });
  });

  it('bytes that are not UTF-8 are refused, whatever the declaration says', () => {
    const latin = Uint8Array.from([
      ...encode('<?xml version="1.0" encoding="ISO-8859-1"?><a>'),
      0xe9,
      0x3c,
      0x2f,
      0x61,
      0x3e,
    ]);
    expect(read(latin).problem?.problem).toBe('encoding');
  });

  it('an encoding that would give other characters is refused where the bytes are UTF-8', () => {
    expect(read('<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>').problem?.problem).toBe('encoding');
    expect(read('<?xml version="1.0" encoding="utf-8"?><a>é</a>')).toMatchObject({ problem: undefined, text: 'é' });
  });

  it('more depth, values, bytes, attributes and longer names than allowed are refused', () => {
    expect(read('<a><a><a/></a></a>', { maxDepth: 2 }).problem?.problem).toBe('too-deep');
    expect(read('<a><b/><b/></a>', { maxValues: 2 }).problem?.problem).toBe('too-large');
    expect(read('<a>x<!-- -->x</a>', { maxValues: 2 }).problem?.problem).toBe('too-large');
    expect(read('<a x="1" y="2"/>', { maxValues: 2 }).problem?.problem).toBe('too-large');
    expect(read('<a/>', { maxBytes: 3 }).problem?.problem).toBe('too-large');
    expect(read(`<a ${Array.from({ length: 300 }, (_, n) => `x${n}=""`).join(' ')}/>`).problem?.problem).toBe(
      'too-large',
    );
    expect(read(`<${'a'.repeat(2000)}/>`).problem?.problem).toBe('too-large');
  });

  it('details do not grow with the document', () => {
    const { problem } = read(`<a></${'b'.repeat(1_000_000)}>`);
    expect(problem?.detail.length).toBeLessThan(300);
  });

  it('the line is that of the fault', () => {
    expect(read('<a>\n\n<b></c>\n</a>').problem?.line).toBe(3);
  });
});

describe('what is told', () => {
  it('names come with their namespace, attributes without the declarations', () => {
    const { elements } = read('<p:a xmlns:p="urn:p" xmlns="urn:d" x="1" p:y="2"><b/></p:a>');
    expect(elements).toEqual([
      {
        name: 'a',
        uri: 'urn:p',
        attributes: [
          { name: 'x', uri: '', value: '1' },
          { name: 'y', uri: 'urn:p', value: '2' },
        ],
        line: 1,
      },
      { name: 'b', uri: 'urn:d', attributes: [], line: 1 },
    ]);
  });

  it('a name that objects have is a name like any other', () => {
    const { problem, elements } = read('<__proto__ __proto__="x" constructor="y" hasOwnProperty="z"/>');
    expect(problem).toBeUndefined();
    expect(elements[0]?.attributes.map(({ name }) => name)).toEqual(['__proto__', 'constructor', 'hasOwnProperty']);
  });

  it('references, CDATA and line ends are resolved', () => {
    expect(read('<a>&lt;&#x1F600;<![CDATA[<&amp;]]>\r\n\r</a>').text).toBe('<😀<&amp;\n\n');
    expect(read('<a x="&lt;&#10;&quot;&#9;\n"/>').elements[0]?.attributes[0]?.value).toBe('<\n"\t ');
  });

  it('comments and processing instructions are passed over', () => {
    expect(read('<?xml version="1.0"?><!-- <b> --><a><?php x?>1<!-- 2 -->3</a>')).toMatchObject({
      problem: undefined,
      text: '13',
      closed: [1],
    });
  });

  it('lines are those of the tags', () => {
    const { elements, closed } = read('<a\n x="1"\n>\n<b>\n</b\n><c/></a>');
    expect(elements.map(({ line }) => line)).toEqual([1, 4, 6]);
    expect(closed).toEqual([6, 6, 6]);
  });

  it('what the handler throws is thrown', () => {
    const handler = {
      open: (): never => {
        throw new RangeError('mine');
      },
      text: (): void => undefined,
      close: (): void => undefined,
    };
    expect(() => readXml(encode('<a/>'), handler)).toThrow(new RangeError('mine'));
  });
});

describe('lines', () => {
  it('are counted once: a document of one long line ends within the time of a test, which searching its rest at every tag would not', () => {
    const { problem, closed } = read(`<a>${'<b>text</b>'.repeat(150_000)}</a>`);
    expect(problem).toBeUndefined();
    expect(new Set(closed)).toEqual(new Set([1]));
  });

  it('are told of opening and closing tags, also after long lines', () => {
    const { elements, closed } = read('<a><b/>\n<b>\n\n</b>\n</a>');
    expect(elements.map(({ line }) => line)).toEqual([1, 1, 2]);
    expect(closed).toEqual([1, 4, 5]);
  });
});

describe('UTF-16', () => {
  const wide = (text: string, little: boolean): Uint8Array =>
    Uint8Array.from(
      [...`\ufeff${text}`].flatMap((character) => {
        const code = character.charCodeAt(0);
        return little ? [code & 0xff, code >> 8] : [code >> 8, code & 0xff];
      }),
    );

  it('is read where the document begins with its mark, as every reader of XML must', () => {
    const text = '<?xml version="1.0" encoding="UTF-16"?><a>é</a>';
    expect(read(wide(text, true))).toMatchObject({ problem: undefined, text: 'é' });
    expect(read(wide(text, false))).toMatchObject({ problem: undefined, text: 'é' });
  });

  it('is refused where document and bytes disagree, or the bytes are not', () => {
    expect(read(wide('<?xml version="1.0" encoding="UTF-8"?><a/>', true)).problem?.problem).toBe('encoding');
    expect(read('<?xml version="1.0" encoding="UTF-16"?><a/>').problem?.problem).toBe('encoding');
    expect(read(Uint8Array.from([0xff, 0xfe, 0x00, 0xd8, 0x3c, 0x00])).problem?.problem).toBe('encoding');
    expect(read(wide('<a/>', true).subarray(2)).problem).toBeDefined();
  });
});
