/** Turns offsets into 1-based lines. Made for offsets that mostly grow: it walks from the last one asked for. */
export class LineCursor {
  readonly #text: string;
  #at = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  /** The line of an offset; CR LF, LF and CR end a line. The last line asked for when the offset is negative. */
  lineAt(offset: number): number {
    if (offset >= 0) {
      while (this.#at < offset) this.#line += this.#endsLine(this.#at++) ? 1 : 0;
      while (this.#at > offset) this.#line -= this.#endsLine(--this.#at) ? 1 : 0;
    }
    return this.#line;
  }

  #endsLine(at: number): boolean {
    const code = this.#text.charCodeAt(at);
    return code === 0x0a || (code === 0x0d && this.#text.charCodeAt(at + 1) !== 0x0a);
  }
}
