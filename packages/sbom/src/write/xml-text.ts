/** What stands for itself in a text and in an attribute, whatever the quotes. */
const needsCare = /[^ !#-%'-;=?-\ud7ff\ue000-\ufffd]/;
const special = /[^ !#-%'-;=?-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/**
 * Text for an element's content or a quoted attribute. Line ends and tabs are written as references, for a reader must otherwise
 * change them (XML 1.0 §2.11, §3.3.3). What XML 1.0 cannot hold at all (§2.2) is replaced, and can be seen: control characters by
 * their pictures (U+2400 and on, so that two of them stay two), halves of surrogate pairs and U+FFFE and U+FFFF by U+FFFD.
 */
export function xmlText(text: string): string {
  return needsCare.test(text) ? text.toWellFormed().replace(special, written) : text;
}

/** What a reader of the XML finds for this text. */
export function asXmlHolds(text: string): string {
  return text.toWellFormed().replace(special, (char) => replacement(char.charCodeAt(0)) ?? char);
}

function written(char: string): string {
  switch (char) {
    case '&':
      return '&amp;';
    case '<':
      return '&lt;';
    case '>':
      return '&gt;';
    case '"':
      return '&quot;';
    default:
      return replacement(char.charCodeAt(0)) ?? `&#${char.charCodeAt(0)};`;
  }
}

function replacement(code: number): string | undefined {
  if (code >= 0xfffe) return '\ufffd';
  if (code >= 0x20 || code === 0x09 || code === 0x0a || code === 0x0d) return undefined;
  return String.fromCharCode(0x2400 + code);
}
