const start =
  'A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C-\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}';
const inside = `\\u0300-\\u036F\\-.0-9\\u00B7\\u203F\\u2040${start}`;
const name = `[${start}][${inside}]*`;

/** A name with or without a prefix (Namespaces in XML 1.0 §4, XML 1.0 §2.3). */
const qualifiedName = new RegExp(`(?:(${name}):)?(${name})(?!:)(?![${inside}])`, 'uy');

/** What may stand in a name of ASCII. */
const plain: readonly boolean[] = Array.from({ length: 0x80 }, (_, code) => /[\w.:-]/.test(String.fromCharCode(code)));

/** Names that are kept: a document has a few dozen, however large it is. */
const mostKept = 1000;

/** A name as it is written. */
export interface WrittenName {
  /** With its prefix. */
  readonly name: string;
  readonly prefix: string;
  readonly local: string;
  /** `xmlns`, or a name with that prefix. */
  readonly declares: boolean;
}

/** Reads names, and gives the same one for the same text. */
export class NameReader {
  readonly #known = new Map<string, WrittenName>();

  /** The name that begins at `start`, undefined where none does. */
  read(text: string, start: number): WrittenName | undefined {
    let end = start;
    while (plain[text.charCodeAt(end)] === true) end++;
    const known = text.charCodeAt(end) < 0x80 ? this.#known.get(text.slice(start, end)) : undefined;
    return known ?? this.#readNew(text, start);
  }

  #readNew(text: string, start: number): WrittenName | undefined {
    qualifiedName.lastIndex = start;
    const [name, prefix = '', local = ''] = qualifiedName.exec(text) ?? [];
    if (name === undefined) return undefined;
    const written = { name, prefix, local, declares: prefix === 'xmlns' || name === 'xmlns' };
    if (this.#known.size < mostKept) this.#known.set(name, written);
    return written;
  }
}
