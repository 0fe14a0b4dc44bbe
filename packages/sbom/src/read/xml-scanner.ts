import type { DocProblemKind } from '@assay/documents';
import type { ReadLimits } from './limits.js';
import type { XmlAttribute, XmlHandler } from './xml-handler.js';
import { NameReader, type WrittenName } from './xml-name-reader.js';
import { isDeclarable, namespaceOf, type NamespaceScope } from './xml-namespaces.js';
import { resolveReferences } from './xml-references.js';
import { XmlRefusal } from './xml-refusal.js';

/** The longest name, in code units. What names hold comes back in details and is compared often. */
const longestName = 1000;

/** Attributes of one element: CycloneDX has five at most, and namespaces come beside them. */
const mostAttributes = 256;

const none: readonly XmlAttribute[] = [];

interface OpenElement {
  /** As it is written, with its prefix. */
  readonly name: string;
  readonly scope: NamespaceScope | null;
}

interface WrittenAttribute {
  readonly written: WrittenName;
  readonly value: string;
}

/** Reads a well-formed XML 1.0 text with namespaces in one pass, without going back. Lines end in LF. Throws XmlRefusal. */
export class XmlScanner {
  readonly #text: string;
  readonly #handler: XmlHandler;
  readonly #limits: ReadLimits;
  readonly #open: OpenElement[] = [];
  readonly #names = new NameReader();
  #at: number;
  #line = 1;
  /** The first line break that is not counted yet: a document of one line is not searched through at every tag. */
  #nextBreak: number;
  #values = 0;
  #hasRoot = false;

  /** Begins at `start`, after the XML declaration. */
  constructor(text: string, start: number, { handler, limits }: { handler: XmlHandler; limits: ReadLimits }) {
    this.#text = text;
    this.#nextBreak = breakFrom(text, 0);
    this.#at = start;
    this.#handler = handler;
    this.#limits = limits;
  }

  readDocument(): void {
    while (this.#at < this.#text.length) {
      const tag = this.#text.indexOf('<', this.#at);
      const end = tag < 0 ? this.#text.length : tag;
      if (end > this.#at) this.#readText(end);
      if (tag >= 0) this.#readMarkup();
    }
    const open = this.#open.at(-1);
    if (open !== undefined) this.#refuse('syntax', `the element ${cut(open.name)} does not end`);
    if (!this.#hasRoot) this.#refuse('syntax', 'there is no element');
  }

  #readText(end: number): void {
    const raw = this.#text.slice(this.#at, end);
    if (this.#open.length === 0) {
      if (/[^ \t\n]/.test(raw)) this.#refuse('syntax', 'there is text outside of the root element');
    } else {
      if (raw.includes(']]>')) this.#refuse('syntax', 'a text holds "]]>"');
      this.#count();
      this.#handler.text(this.#resolved(raw));
    }
    this.#at = end;
  }

  #readMarkup(): void {
    const next = this.#text.charCodeAt(this.#at + 1);
    if (next === 0x2f) this.#readEndTag();
    else if (next === 0x3f) this.#readInstruction();
    else if (next === 0x21) this.#readDeclaration();
    else this.#readStartTag();
  }

  #readDeclaration(): void {
    if (this.#text.startsWith('<!--', this.#at)) this.#readComment();
    else if (this.#text.startsWith('<![CDATA[', this.#at) && this.#open.length > 0) this.#readCharacterData();
    else if (!this.#text.startsWith('<!DOCTYPE', this.#at) || this.#hasRoot || !this.#text.includes('>', this.#at)) {
      this.#refuse('syntax', 'there is markup of no known kind');
    } else this.#refuse('unsupported', 'The document has a document type declaration (DOCTYPE).');
  }

  #readComment(): void {
    const end = this.#find('--', this.#at + 4, 'a comment');
    if (this.#text.charCodeAt(end + 2) !== 0x3e) this.#refuse('syntax', 'a comment holds "--"');
    this.#at = end + 3;
  }

  #readCharacterData(): void {
    const start = this.#at + '<![CDATA['.length;
    const end = this.#find(']]>', start, 'character data');
    this.#count();
    this.#handler.text(this.#text.slice(start, end));
    this.#at = end + 3;
  }

  /** Instructions say nothing here; `xml` is the name of the declaration, which may stand only at the start (XML 1.0 §2.6). */
  #readInstruction(): void {
    this.#at += 2;
    const { name, prefix } = this.#readName();
    const end = this.#find('?>', this.#at, 'a processing instruction');
    const isApart = end === this.#at || /[ \t\n]/.test(this.#text.charAt(this.#at));
    if (!isApart || prefix !== '' || name.toLowerCase() === 'xml') {
      this.#refuse('syntax', 'there is a processing instruction with a name that none may have');
    }
    this.#at = end + 2;
  }

  #readEndTag(): void {
    this.#at += 2;
    const { name } = this.#readName();
    this.#skipSpace();
    const open = this.#open.pop();
    if (open?.name !== name) {
      this.#refuse(
        'syntax',
        `the tag ${cut(name)} ends, and ${open === undefined ? 'nothing' : cut(open.name)} is open`,
      );
    }
    this.#expect('>');
    this.#handler.close(this.#lineHere(-1));
  }

  #readStartTag(): void {
    if (this.#hasRoot && this.#open.length === 0) this.#refuse('syntax', 'there are two root elements');
    this.#hasRoot = true;
    this.#at++;
    const line = this.#lineHere();
    const element = this.#readName();
    this.#count();
    if (this.#open.length >= this.#limits.maxDepth) {
      this.#refuse('too-deep', `The document nests deeper than ${this.#limits.maxDepth} levels.`);
    }
    const written = this.#readAttributes();
    const scope = this.#scopeOf(written);
    const uri = this.#namespace(element, scope);
    this.#handler.open({ name: element.local, uri, attributes: this.#attributes(written, scope), line });
    if (this.#text.charCodeAt(this.#at) === 0x2f) {
      this.#at++;
      this.#expect('>');
      this.#handler.close(this.#lineHere(-1));
      return;
    }
    this.#expect('>');
    this.#open.push({ name: element.name, scope });
  }

  /** Up to `>` or `/`. */
  #readAttributes(): readonly WrittenAttribute[] {
    const attributes: WrittenAttribute[] = [];
    for (;;) {
      const isApart = this.#skipSpace();
      const next = this.#text.charCodeAt(this.#at);
      if (next === 0x3e || next === 0x2f) return attributes;
      if (!isApart) this.#refuse('syntax', 'there is no space before an attribute');
      const attribute = this.#readAttribute();
      if (attributes.length >= mostAttributes) {
        this.#refuse('too-large', `An element has over ${mostAttributes} attributes.`);
      }
      const { name } = attribute.written;
      if (attributes.some(({ written }) => written.name === name)) {
        this.#refuse('syntax', `the attribute ${cut(name)} stands twice`);
      }
      attributes.push(attribute);
    }
  }

  #readAttribute(): WrittenAttribute {
    const written = this.#readName();
    this.#count();
    this.#skipSpace();
    this.#expect('=');
    this.#skipSpace();
    const quote = this.#text.charAt(this.#at);
    if (quote !== '"' && quote !== "'") this.#refuse('syntax', 'the value of an attribute is not in quotes');
    const end = this.#find(quote, this.#at + 1, 'the value of an attribute');
    const raw = this.#text.slice(this.#at + 1, end);
    if (raw.includes('<')) this.#refuse('syntax', 'the value of an attribute holds "<"');
    this.#at = end + 1;
    // What is written as white space is a space, what a reference stands for stays (XML 1.0 §3.3.3).
    return { written, value: this.#resolved(/[\t\n]/.test(raw) ? raw.replaceAll(/[\t\n]/g, ' ') : raw) };
  }

  #scopeOf(attributes: readonly WrittenAttribute[]): NamespaceScope | null {
    const above = this.#open.at(-1)?.scope ?? null;
    if (!attributes.some(({ written }) => written.declares)) return above;
    const declared = new Map<string, string>();
    for (const { written, value } of attributes) {
      if (!written.declares) continue;
      const prefix = written.prefix === '' ? '' : written.local;
      if (!isDeclarable(prefix, value)) this.#refuse('syntax', `the prefix ${cut(prefix)} must not be declared so`);
      declared.set(prefix, value);
    }
    return { above, declared };
  }

  /** Namespace declarations are left out: what they say stands in the names. */
  #attributes(written: readonly WrittenAttribute[], scope: NamespaceScope | null): readonly XmlAttribute[] {
    if (written.length === 0) return none;
    const attributes: XmlAttribute[] = [];
    for (const attribute of written) {
      const { value } = attribute;
      const { declares, prefix, local: name } = attribute.written;
      if (declares) continue;
      const uri = prefix === '' ? '' : this.#namespace(attribute.written, scope);
      // Two prefixes may stand for one namespace (Namespaces in XML 1.0 §6.3).
      if (uri !== '' && attributes.some((other) => other.uri === uri && other.name === name)) {
        this.#refuse('syntax', `the attribute ${cut(name)} stands twice`);
      }
      attributes.push({ name, uri, value });
    }
    return attributes.length === 0 ? none : attributes;
  }

  #namespace({ prefix }: WrittenName, scope: NamespaceScope | null): string {
    return namespaceOf(prefix, scope) ?? this.#refuse('syntax', `nothing binds the prefix ${cut(prefix)}`);
  }

  #readName(): WrittenName {
    const written = this.#names.read(this.#text, this.#at) ?? this.#refuse('syntax', 'a name is expected');
    if (written.name.length > longestName)
      this.#refuse('too-large', `A name is longer than ${longestName} characters.`);
    this.#at += written.name.length;
    return written;
  }

  #resolved(raw: string): string {
    const resolved = resolveReferences(raw);
    if ('text' in resolved) return resolved.text;
    return this.#refuse(
      'syntax',
      `there is no character or entity ${JSON.stringify(`&${resolved.unknown.slice(0, 32)}`)}`,
    );
  }

  #count(): void {
    if (++this.#values <= this.#limits.maxValues) return;
    this.#refuse('too-large', `The document has more than ${this.#limits.maxValues} values.`);
  }

  /** Whether there was any. */
  #skipSpace(): boolean {
    const start = this.#at;
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x09) return this.#at > start;
      this.#at++;
    }
  }

  #expect(character: string): void {
    if (this.#text.charAt(this.#at) !== character) this.#refuse('syntax', `${JSON.stringify(character)} is expected`);
    this.#at++;
  }

  #find(ending: string, from: number, what: string): number {
    const end = this.#text.indexOf(ending, from);
    return end < 0 ? this.#refuse('syntax', `${what} does not end`) : end;
  }

  /** Lines are counted once, as they are passed. */
  #lineHere(offset = 0): number {
    const to = this.#at + offset;
    while (this.#nextBreak < to) {
      this.#line++;
      this.#nextBreak = breakFrom(this.#text, this.#nextBreak + 1);
    }
    return this.#line;
  }

  #refuse(kind: DocProblemKind, detail: string): never {
    const sentence = kind === 'syntax' ? `The document is not well-formed XML: ${detail}.` : detail;
    throw new XmlRefusal({ problem: kind, detail: sentence, line: this.#lineHere() });
  }
}

function breakFrom(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  return at < 0 ? Infinity : at;
}

/** Names may be long. */
function cut(text: string): string {
  return JSON.stringify(text.length <= 120 ? text : `${text.slice(0, 120).toWellFormed()}…`);
}
