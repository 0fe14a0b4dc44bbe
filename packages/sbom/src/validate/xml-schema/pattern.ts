import { parsePattern, type CharacterSet, type Pattern } from './parse-pattern.js';

/** A place in a pattern: what may come next. */
interface State {
  readonly steps: { readonly set: CharacterSet; readonly to: State }[];
  readonly jumps: State[];
}

/** The places where one may be after the same characters, and where each next character leads from there. */
interface Row {
  readonly accepts: boolean;
  readonly states: readonly State[];
  readonly next: (Row | undefined)[];
}

/** Rows that are remembered; a schema's patterns need a few hundred at most, whatever the texts are. */
const mostRows = 5000;

/** Characters beyond these look their row up anew: a document must not fill the memory with them. */
const asciiEnd = 0x80;

/**
 * Compiles a pattern of an XML schema to a test of whole texts. It takes linear time for every text: all ways through the pattern are
 * followed at once. The pattern for CPE names has thousands of ways that a backtracking engine would try one after the other.
 */
export function compilePattern(source: string): (text: string) => boolean {
  const end: State = { steps: [], jumps: [] };
  const rows = new Map<string, Row>();
  const numbers = new Map<State, number>();
  const start = rowOf([stateFor(parsePattern(source), end)]);

  function rowOf(seeds: readonly State[]): Row {
    const states = withJumps(seeds);
    const name = states
      .map(numberOf)
      .sort((a, b) => a - b)
      .join();
    const known = rows.get(name);
    if (known !== undefined) return known;
    const row: Row = { accepts: states.includes(end), states, next: [] };
    if (rows.size < mostRows) rows.set(name, row);
    return row;
  }

  function numberOf(state: State): number {
    const number = numbers.get(state) ?? numbers.size;
    numbers.set(state, number);
    return number;
  }

  function after(row: Row, code: number): Row {
    const known = row.next[code];
    if (known !== undefined) return known;
    const steps = row.states.flatMap((state) => state.steps);
    const next = rowOf(steps.filter(({ set }) => set(code)).map(({ to }) => to));
    if (code < asciiEnd) row.next[code] = next;
    return next;
  }

  return (text) => {
    let row = start;
    for (let at = 0; at < text.length && row.states.length > 0; at++) {
      const code = text.codePointAt(at) ?? 0;
      if (code > 0xffff) at++;
      row = after(row, code);
    }
    return row.accepts;
  };
}

/** The states and all that can be reached from them without a character. */
function withJumps(seeds: readonly State[]): readonly State[] {
  const reached = new Set(seeds);
  for (const state of reached) for (const next of state.jumps) reached.add(next);
  return [...reached];
}

/** A state from which what `pattern` matches leads to `to`. */
function stateFor(pattern: Pattern, to: State): State {
  switch (pattern.kind) {
    case 'set':
      return { steps: [{ set: pattern.set, to }], jumps: [] };
    case 'sequence':
      return pattern.parts.reduceRight((next, part) => stateFor(part, next), to);
    case 'choice':
      return { steps: [], jumps: pattern.parts.map((part) => stateFor(part, to)) };
    case 'repeat':
      return repeated(pattern.part, pattern, to);
  }
}

function repeated(part: Pattern, { least, most }: { least: number; most: number }, to: State): State {
  let state = to;
  if (most === Infinity) {
    state = { steps: [], jumps: [to] };
    state.jumps.push(stateFor(part, state));
  } else {
    for (let count = least; count < most; count++) state = { steps: [], jumps: [to, stateFor(part, state)] };
  }
  for (let count = 0; count < least; count++) state = stateFor(part, state);
  return state;
}
