/**
 * Patterns over names and purls: literal text in which `*` stands for any run of characters except `/`, and `**` for any
 * run at all. Anchored at both ends, compared by bytes. Never compiled to a regular expression (THREATS row 25): the
 * matcher below is linear in pattern × text at worst.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === text;
  return text.startsWith(pattern.slice(0, star)) && matchTokens(tokenise(pattern.slice(star)), text.slice(star));
}

/** True for patterns without wildcards: they can match only one text. */
export function isExactPattern(pattern: string): boolean {
  return !pattern.includes('*');
}

type Token = { readonly kind: 'char'; readonly char: string } | { readonly kind: 'star' | 'globstar' };

function tokenise(pattern: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern.charAt(i);
    if (char !== '*') tokens.push({ kind: 'char', char });
    else if (pattern.charAt(i + 1) === '*') {
      tokens.push({ kind: 'globstar' });
      i++;
    } else tokens.push({ kind: 'star' });
  }
  return tokens;
}

/** Runs all positions of the pattern at once (a set of states), so no input backtracks. */
function matchTokens(tokens: readonly Token[], text: string): boolean {
  let states = closure(tokens, new Set([0]));
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    const next = new Set<number>();
    for (const state of states) step(tokens[state], state, char, next);
    states = closure(tokens, next);
    if (states.size === 0) return false;
  }
  return states.has(tokens.length);
}

function step(token: Token | undefined, state: number, char: string, next: Set<number>): void {
  if (token === undefined) return;
  if (token.kind === 'char') {
    if (token.char === char) next.add(state + 1);
  } else if (token.kind === 'globstar' || char !== '/') next.add(state);
}

/** A star may stand for nothing, so the state after it is reachable too. */
function closure(tokens: readonly Token[], states: Set<number>): Set<number> {
  for (const state of states) {
    const token = tokens[state];
    if (token !== undefined && token.kind !== 'char') states.add(state + 1);
  }
  return states;
}
