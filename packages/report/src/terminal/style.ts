/** Colours, or their absence. Colour never carries information alone. */

/** Marks a text, or returns it unchanged. */
export type Mark = (text: string) => string;

/** How text is marked. Every function returns the text unchanged when colours are off. */
export interface Style {
  readonly bold: Mark;
  readonly dim: Mark;
  readonly red: Mark;
  readonly green: Mark;
  readonly yellow: Mark;
  readonly cyan: Mark;
}

/** ANSI SGR styles, or plain text. */
export function createStyle(color: boolean): Style {
  const sgr = (on: number, off: number) => (text: string) =>
    color && text !== '' ? `\u001b[${String(on)}m${text}\u001b[${String(off)}m` : text;
  return {
    bold: sgr(1, 22),
    dim: sgr(2, 22),
    red: sgr(31, 39),
    green: sgr(32, 39),
    yellow: sgr(33, 39),
    cyan: sgr(36, 39),
  };
}
