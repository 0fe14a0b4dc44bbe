import { describe, expect, it } from 'vitest';
import { asXmlHolds, xmlText } from './xml-text.js';

describe('xmlText', () => {
  it('what means something in XML is written as a reference', () => {
    expect(xmlText('a<b>&"c"]]>')).toBe('a&lt;b&gt;&amp;&quot;c&quot;]]&gt;');
    expect(xmlText('&lt;')).toBe('&amp;lt;');
  });

  it('line ends and tabs are references, so that no reader changes them', () => {
    expect(xmlText('a\r\nb\tc')).toBe('a&#13;&#10;b&#9;c');
  });

  it('control characters become their pictures, two of them stay two', () => {
    expect(xmlText('\u0000\u0001\u001b[2J\u001f')).toBe('␀␁␛[2J␟');
  });

  it('halves of surrogate pairs and noncharacters become U+FFFD, whole pairs stay', () => {
    expect(xmlText('a\ud800b\udc00c\ufffe\uffff😀\u{10ffff}')).toBe('a\ufffdb\ufffdc\ufffd\ufffd😀\u{10ffff}');
  });

  it('a plain text is left alone, in any script', () => {
    for (const text of ['', 'left-pad', 'ünïcödé', '漢字', "it's", '\u007f\u0085\u2028'])
      expect(xmlText(text)).toBe(text);
  });

  it('asXmlHolds says what a reader finds', () => {
    expect(asXmlHolds('a<\r\n\u0001\ud800')).toBe('a<\r\n␁\ufffd');
  });
});
