import type { GemfileToken } from './gemfile-tokens.js';

/** The words between two ends of lines, `do`, `then` or `end`. */
export interface GemfileStatement {
  readonly tokens: readonly GemfileToken[];
  /** 1-based. */
  readonly line: number;
  /** It ends with `do`: what follows, up to `end`, belongs to it. */
  readonly opensBlock: boolean;
}

/** Words after which a statement goes on in the next line. */
const goesOn: readonly string[] = [',', '=>', '=', '.', '|', '&', '+', '-', '(', '[', '{', ':', '?', '!'];
const openMarks: readonly string[] = ['(', '[', '{'];
const closeMarks: readonly string[] = [')', ']', '}'];

/** Words that are statements of their own, wherever they stand. */
const alone: readonly string[] = ['end', 'else', 'then', 'ensure'];

/** Splits words into statements. Whatever stands in brackets stays together. */
export function gemfileStatements(tokens: readonly GemfileToken[]): readonly GemfileStatement[] {
  const statements: GemfileStatement[] = [];
  let current: GemfileToken[] = [];
  let depth = 0;
  const close = (opensBlock: boolean) => {
    const [first] = current;
    if (first !== undefined) statements.push({ tokens: current, line: first.line, opensBlock });
    current = [];
  };
  tokens.forEach((token, index) => {
    depth += depthChange(token);
    const isWord = token.kind === 'word' && depth === 0 && current.at(-1)?.text !== '.';
    if (token.kind === 'newline') {
      if (depth <= 0 && !continues(current.at(-1), nextWord(tokens, index))) close(false);
    } else if (token.kind === 'mark' && token.text === ';' && depth === 0) close(false);
    else if (isWord && token.text === 'do') close(true);
    else if (isWord && alone.includes(token.text)) {
      close(false);
      current = [token];
      close(false);
    } else current.push(token);
  });
  close(false);
  return statements;
}

function depthChange({ kind, text }: GemfileToken): number {
  if (kind !== 'mark') return 0;
  return openMarks.includes(text) ? 1 : closeMarks.includes(text) ? -1 : 0;
}

/** A line that ends with a comma goes on, and one before a line that begins with a dot. */
function continues(last: GemfileToken | undefined, next: GemfileToken | undefined): boolean {
  const isOpen = last !== undefined && (last.kind === 'label' || (last.kind === 'mark' && goesOn.includes(last.text)));
  return isOpen || (next?.kind === 'mark' && next.text === '.');
}

function nextWord(tokens: readonly GemfileToken[], index: number): GemfileToken | undefined {
  let at = index + 1;
  // Blank lines do not separate; looked through once each, since the first of them closes the statement.
  while (at < index + 3 && tokens[at]?.kind === 'newline') at++;
  return tokens[at];
}
