import { decodeUtf8, type DocProblem, type DocProblemKind } from '@assay/documents';
import { SaxesParser, type SaxesTagNS, type XMLDecl } from 'saxes';
import { defaultReadLimits, type ReadLimits } from './limits.js';

/** An attribute that is no namespace declaration. Names and values are the document's: data, never property keys. */
export interface XmlAttribute {
  /** Without prefix. */
  readonly name: string;
  /** Empty for names without a prefix. */
  readonly uri: string;
  readonly value: string;
}

export interface XmlElement {
  /** Without prefix. */
  readonly name: string;
  /** Namespace name; empty for elements in none. */
  readonly uri: string;
  readonly attributes: readonly XmlAttribute[];
  /** 1-based line of the tag's name. */
  readonly line: number;
}

/** What is told of a document, in its order. Every `open` is followed by its `close` unless the document is refused. */
export interface XmlHandler {
  readonly open: (element: XmlElement) => void;
  /** A piece of character data, references and CDATA resolved; one text may come in several pieces. */
  readonly text: (text: string) => void;
  /** The innermost open element ends. `line` is 1-based. */
  readonly close: (line: number) => void;
}

/** The longest name, in code units. What names hold comes back in details and is compared often. */
const longestName = 1000;

/** Attributes of one element: CycloneDX has five at most, and namespaces come beside them. */
const mostAttributes = 256;

const withNamespaces = { xmlns: true, position: false, defaultXMLVersion: '1.0', forceXMLVersion: true } as const;

type Parser = SaxesParser<typeof withNamespaces>;

/** Carries a problem out of the parser; caught at its entry. */
class XmlRefusal extends Error {
  readonly problem: DocProblem;

  constructor(problem: DocProblemKind, detail: string, line: number) {
    super(detail);
    this.problem = { problem, detail, line };
  }
}

/**
 * Reads bytes as one XML 1.0 document with namespaces, strictly, in one pass, and tells `handler` what it holds; returns why the
 * document was refused, or undefined. What was told before a refusal counts for nothing.
 *
 * Refused besides what is not well-formed: document type declarations, whose entities read files and multiply (CVE-2024-34345,
 * billion laughs), XML 1.1, encodings other than UTF-8, and whatever exceeds the limits. Details quote the document: escape them
 * before printing. What `handler` throws is thrown.
 */
export function readXml(
  bytes: Uint8Array,
  handler: XmlHandler,
  limits: ReadLimits = defaultReadLimits,
): DocProblem | undefined {
  const decoded = decodeUtf8(bytes, { maxBytes: limits.maxBytes, bom: 'accept' });
  if (!decoded.ok) return decoded.problem;
  const parser = new SaxesParser(withNamespaces);
  try {
    refuseWhatIsNotRead(parser);
    tellWithin(parser, handler, limits);
    parser.write(decoded.text).close();
    return undefined;
  } catch (error) {
    if (error instanceof XmlRefusal) return error.problem;
    throw error;
  }
}

function refuseWhatIsNotRead(parser: Parser): void {
  parser.on('error', ({ message }) => refuse(parser, 'syntax', `The document is not well-formed XML: ${cut(message)}`));
  parser.on('doctype', () => refuse(parser, 'unsupported', 'The document has a document type declaration (DOCTYPE).'));
  parser.on('xmldecl', ({ version, encoding }: XMLDecl) => {
    if (version !== undefined && version !== '1.0') refuse(parser, 'unsupported', 'Only XML 1.0 is read.');
    if (encoding !== undefined && !/^(?:utf-?8|us-ascii)$/i.test(encoding)) {
      refuse(parser, 'encoding', `Only UTF-8 is read, and the document says that it is ${cut(encoding)}.`);
    }
  });
}

/** Refuses what exceeds the limits before it is kept or told. */
function tellWithin(parser: Parser, handler: XmlHandler, { maxDepth, maxValues }: ReadLimits): void {
  let depth = 0;
  let values = 0;
  let attributes = 0;
  let line = 0;
  const count = (name: string): void => {
    if (++values > maxValues) refuse(parser, 'too-large', `The document has more than ${maxValues} values.`);
    if (name.length > longestName) refuse(parser, 'too-large', `A name is longer than ${longestName} characters.`);
  };
  parser.on('opentagstart', ({ name }) => {
    count(name);
    if (++depth > maxDepth) refuse(parser, 'too-deep', `The document nests deeper than ${maxDepth} levels.`);
    attributes = 0;
    line = lineOfTag(parser);
  });
  parser.on('attribute', ({ name }) => {
    count(name);
    if (++attributes > mostAttributes) refuse(parser, 'too-large', `An element has over ${mostAttributes} attributes.`);
  });
  parser.on('opentag', (tag) => handler.open({ name: tag.local, uri: tag.uri, attributes: attributesOf(tag), line }));
  const text = (piece: string): void => {
    count('');
    if (depth > 0) handler.text(piece);
  };
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('closetag', () => {
    depth--;
    handler.close(parser.line);
  });
}

/** The parser has read one character past the name: a line end there is not the tag's own. */
function lineOfTag({ line, column }: Parser): number {
  return column === 0 ? line - 1 : line;
}

const none: readonly XmlAttribute[] = [];

/** Namespace declarations are left out: what they say stands in the names. */
function attributesOf({ attributes }: SaxesTagNS): readonly XmlAttribute[] {
  const found: XmlAttribute[] = [];
  for (const { name, prefix, local, uri, value } of Object.values(attributes)) {
    if (prefix !== 'xmlns' && name !== 'xmlns') found.push({ name: local, uri, value });
  }
  return found.length === 0 ? none : found;
}

function refuse({ line }: Parser, problem: DocProblemKind, detail: string): never {
  throw new XmlRefusal(problem, detail, line);
}

/** Messages and values quote the document, which may hold a name of any length. */
function cut(text: string): string {
  return text.length <= 120 ? text : `${text.slice(0, 120).toWellFormed()}…`;
}
