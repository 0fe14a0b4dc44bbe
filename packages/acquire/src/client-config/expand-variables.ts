type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Expands `${NAME}`, `${NAME?}`, `${NAME-fallback}` and `${NAME:-fallback}` as pnpm does in the user’s own files. What is not
 * set and has no fallback stays as it stands. Never for a file of the checkout: a pull request would send a token to a
 * server of its choice (GHSA-3qhv-2rgh-x77r).
 */
export function expandVariables(text: string, env: Environment): string {
  return text.replaceAll(/\$\{([^${}]+)\}/gu, (whole: string, inside: string) => expansion(inside, env) ?? whole);
}

function expansion(inside: string, env: Environment): string | undefined {
  if (inside.endsWith('?')) return env[inside.slice(0, -1)] ?? '';
  const dash = inside.indexOf('-');
  if (dash < 0) return env[inside];
  const skipsEmpty = inside.charAt(dash - 1) === ':';
  const value = env[inside.slice(0, skipsEmpty ? dash - 1 : dash)];
  const fallback = inside.slice(dash + 1);
  return skipsEmpty && value === '' ? fallback : (value ?? fallback);
}
