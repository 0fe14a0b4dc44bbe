/** Bun takes its registry from `.env` files, too, as if their lines were variables. */

/** Every name under which Bun reads such a file in some mode. */
export const dotenvNames: readonly string[] = ['', '.production', '.development', '.test'].flatMap((mode) => [
  `.env${mode}`,
  `.env${mode}.local`,
]);

const variables: ReadonlySet<string> = new Set(['BUN_CONFIG_REGISTRY', 'NPM_CONFIG_REGISTRY', 'npm_config_registry']);

/** The registries that the lines of such a file name. No other line is kept, and nothing is expanded. */
export function registriesOfDotenv(bytes: Uint8Array): readonly string[] {
  // Lines that are no UTF-8 keep no reader from the others.
  const text = new TextDecoder().decode(bytes);
  return text.split('\n').flatMap((line) => {
    const equals = line.indexOf('=');
    const name = line.slice(0, Math.max(equals, 0)).replace('export ', '').trim();
    return variables.has(name) ? [unquoted(line.slice(equals + 1).trim())] : [];
  });
}

/** What stands between quotes, else what stands before a comment. */
function unquoted(text: string): string {
  const quote = text.charAt(0);
  if (quote === '"' || quote === "'" || quote === '`') return text.slice(1).split(quote, 1)[0] ?? '';
  return text.split(' #', 1)[0]?.trim() ?? '';
}
