import { asList, asText, type DocMap } from '@assay/documents';
import type { Release } from '@assay/model';

/** Far more than there are. */
const mostPlatforms = 100;

/**
 * The platforms that a registry’s manifest of a version names, as Yarn 2 and later write them in their lockfile (`os=darwin & cpu=x64`):
 * of a list that is no list they take nothing, of its items the texts. Those that knew no `libc` left it out.
 */
export function statedPlatforms(manifest: DocMap): Pick<Release, 'platforms'> {
  const [os, cpu, libc] = ['os', 'cpu', 'libc'].map((name) => conditionOf(name, manifest));
  const spellings = [
    [os, cpu, libc],
    [os, cpu],
  ].map((parts) => parts.filter((part) => part !== undefined).join(' & '));
  const platforms = [...new Set(spellings)].filter((text) => text !== '');
  return platforms.length === 0 ? {} : { platforms };
}

function conditionOf(name: string, manifest: DocMap): string | undefined {
  const items = (asList(manifest.get(name)) ?? []).flatMap((item) => asText(item) ?? []);
  if (items.length === 0 || items.length > mostPlatforms) return undefined;
  const tokens = items.map((item) => tokenOf(name, item));
  return tokens.length === 1 ? tokens[0] : `(${tokens.join(' | ')})`;
}

/** `!win32` is any other; each further sign of denial takes the last one back. */
function tokenOf(name: string, item: string): string {
  let start = 0;
  while (item.charAt(start) === '!') start++;
  if (start === item.length) return 'invalid';
  return `${start % 2 === 0 ? '' : '!'}${name}=${item.slice(start)}`;
}
