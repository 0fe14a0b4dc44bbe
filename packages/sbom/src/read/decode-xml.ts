import { decodeUtf8, type DocProblem } from '@assay/documents';
import { illegalCharacter } from './xml-references.js';
import { XmlRefusal } from './xml-refusal.js';

/** The characters of a document, with line ends as LF. */
export interface XmlText {
  readonly text: string;
  /** Where the document begins after its XML declaration. */
  readonly start: number;
}

const declaration =
  /<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*(?:"([^"<]*)"|'([^'<]*)')(?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*(?:"([A-Za-z][\w.-]*)"|'([A-Za-z][\w.-]*)'))?(?:[ \t\n]+standalone[ \t\n]*=[ \t\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\n]*\?>/y;

/** The text of a document in UTF-8, or in UTF-16 with its byte order mark, as every XML reader must take (XML 1.0 §4.3.3). Throws XmlRefusal. */
export function decodeXml(bytes: Uint8Array, maxBytes: number): XmlText {
  const wide = wideEncoding(bytes);
  const decoded = wide === undefined ? decodeNarrow(bytes, maxBytes) : decodeWide(bytes, wide, maxBytes);
  const text = decoded.includes('\r') ? decoded.replaceAll(/\r\n?/g, '\n') : decoded;
  const illegal = text.search(illegalCharacter);
  if (illegal >= 0) {
    const line = text.slice(0, illegal).split('\n').length;
    throw refusal('syntax', 'The document is not well-formed XML: it holds a character that XML does not allow.', line);
  }
  return { text, start: declarationEnd(text, wide === undefined) };
}

function wideEncoding([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

function decodeNarrow(bytes: Uint8Array, maxBytes: number): string {
  const decoded = decodeUtf8(bytes, { maxBytes, bom: 'accept' });
  if (!decoded.ok) throw new XmlRefusal(decoded.problem);
  return decoded.text;
}

function decodeWide(bytes: Uint8Array, encoding: string, maxBytes: number): string {
  if (bytes.length > maxBytes) throw refusal('too-large', `The document has more than ${maxBytes} bytes.`);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw refusal('encoding', 'The document is not UTF-16, as its first bytes say.');
  }
}

/** A declaration must say what the bytes are, for readers that believe it. */
function declarationEnd(text: string, isNarrow: boolean): number {
  if (!/^<\?xml[ \t\n]/.test(text)) return 0;
  declaration.lastIndex = 0;
  const found = declaration.exec(text);
  if (found === null) throw refusal('syntax', 'The document is not well-formed XML: its declaration is not.');
  const version = found[1] ?? found[2];
  const encoding = found[3] ?? found[4];
  if (version !== '1.0') throw refusal('unsupported', 'Only XML 1.0 is read.');
  const right = isNarrow ? /^(?:utf-?8|us-ascii)$/i : /^utf-?16(?:le|be)?$/i;
  if (encoding === undefined || right.test(encoding)) return found[0].length;
  const read = isNarrow ? 'Only UTF-8 and marked UTF-16 are read' : 'The document is UTF-16';
  throw refusal('encoding', `${read}, and the document says that it is ${encoding.slice(0, 120)}.`);
}

function refusal(problem: DocProblem['problem'], detail: string, line = 1): XmlRefusal {
  return new XmlRefusal({ problem, detail, line });
}
