import { decodeUtf8 } from '@assay/documents';
import { maxConfigurationBytes } from './read-regular-file.js';

/** How Yarn 1 reaches the network; npm's settings have the same names. */
export const yarnrcNetwork: readonly string[] = ['https-proxy', 'proxy', 'cafile', 'strict-ssl'];

/** Everything in it that is read, besides the registries; `yarn-path` is what Yarn 1 runs in its own place. */
const settings: readonly string[] = [...yarnrcNetwork, 'yarn-path'];

/**
 * The registries that a `.yarnrc` of Yarn 1 names, how it reaches them, and what it runs in its own place: lines of a key and a value, each
 * in quotes or not. Everything else in it is left aside. Null where it is no text.
 */
export function parseYarnrc(bytes: Uint8Array): ReadonlyMap<string, string> | null {
  const decoded = decodeUtf8(bytes, { maxBytes: maxConfigurationBytes, bom: 'accept' });
  if (!decoded.ok) return null;
  const values = new Map<string, string>();
  for (const line of decoded.text.split(/\r?\n/)) {
    const space = line.indexOf(' ');
    const key = unquoted(line.slice(0, Math.max(space, 0)));
    const isRegistry = key === 'registry' || (key.startsWith('@') && key.endsWith(':registry'));
    if (isRegistry || settings.includes(key)) values.set(key, unquoted(line.slice(space + 1).trim()));
  }
  return values;
}

function unquoted(text: string): string {
  return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1) : text;
}
