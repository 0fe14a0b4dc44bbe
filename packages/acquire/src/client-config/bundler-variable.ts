import { lookupKey } from './bundler-config.js';
import { parseHttpUrl } from './parse-http-url.js';

/**
 * The environment variable in which Bundler looks for the credential of a gem server (`BUNDLE_GEMS__KARAFKA__IO`), for hints. Null for what
 * is no http(s) URL, and for hosts whose name no shell takes in a variable's name.
 */
export function bundlerVariableOf(url: string): string | null {
  const parsed = parseHttpUrl(url);
  const name = parsed === null ? '' : lookupKey(parsed.hostname);
  return /^\w+$/.test(name) ? name : null;
}
