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
