/** Turns offsets into 1-based lines. Made for offsets that mostly grow: it walks from the last one asked for, from line to line. */
export class LineCursor {
  readonly #text: string;
  readonly #plain: boolean;
  #at = 0;
  #line = 1;
  /** Where the line ends that the last offset lies in. */
  #end: number;

  constructor(text: string) {
    this.#text = text;
    this.#plain = !text.includes('\r');
    this.#end = this.#endFrom(0);
  }

  /** The line of an offset; CR LF, LF and CR end a line. The last line asked for when the offset is negative. */
  lineAt(offset: number): number {
    if (offset < 0) return this.#line;
    for (; this.#end < offset; this.#line++) this.#end = this.#endFrom(this.#end + 1);
    if (offset < this.#at) this.#goBack(offset);
    this.#at = offset;
    return this.#line;
  }

  #goBack(offset: number): void {
    for (let at = this.#at - 1; at >= offset; at--) this.#line -= this.#endsLine(at) ? 1 : 0;
    this.#end = this.#endFrom(offset);
  }

  #endFrom(start: number): number {
    if (this.#plain) {
      const end = this.#text.indexOf('\n', start);
      return end === -1 ? Infinity : end;
    }
    for (let at = start; at < this.#text.length; at++) if (this.#endsLine(at)) return at;
    return Infinity;
  }

  #endsLine(at: number): boolean {
    const code = this.#text.charCodeAt(at);
    return code === 0x0a || (code === 0x0d && this.#text.charCodeAt(at + 1) !== 0x0a);
  }
}
