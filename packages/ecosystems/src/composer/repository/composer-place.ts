import { allowedRegistries, normaliseRegistryUrl, originOf, registryOfUrl, type NeedsContext } from '@assay/model';
import { isComposerName } from '../composer-name.js';
import { normaliseComposerVersion } from '../composer-version.js';

/** The repository that is asked. */
export interface ComposerPlace {
  /** Its base URL in the table: decides about the credential. */
  readonly registry: string;
  /** URL of its `packages.json`. */
  readonly root: string;
  /** What the files that `packages.json` includes are named from; ends with `/`. */
  readonly base: string;
  /** Origins it may lead to. */
  readonly origins: ReadonlySet<string>;
}

/** The repository for a subject; null when none may serve its name, or name or version are none. */
export function composerPlace({ subject, registries }: NeedsContext): ComposerPlace | null {
  const { source, name, version } = subject;
  if (source.kind !== 'registry' || !isComposerName(name) || normaliseComposerVersion(version) === null) return null;
  const allowed = allowedRegistries(registries, 'composer', name);
  const named = source.url === undefined ? allowed[0]?.url : normaliseRegistryUrl(source.url);
  const match = registryOfUrl(allowed, named ?? '');
  if (match === null) return null;
  const { registry } = match;
  const origins = [registry.url, ...registry.redirects].flatMap((url) => originOf(url) ?? []);
  return { registry: registry.url, ...addresses(`${registry.url}${match.path}`), origins: new Set(origins) };
}

/** A repository may be named by its folder, or by the file itself. */
function addresses(url: string): Pick<ComposerPlace, 'root' | 'base'> {
  if (!url.endsWith('.json/')) return { root: `${url}packages.json`, base: url };
  const root = url.slice(0, -1);
  return { root, base: root.slice(0, root.lastIndexOf('/') + 1) };
}

/** The URL as it is asked for, if the repository may lead there; null otherwise. Userinfo and fragment never go along. */
export function urlWithin({ origins }: ComposerPlace, text: string): string | null {
  const origin = originOf(text);
  if (origin === null || !origins.has(origin)) return null;
  const url = new URL(text);
  url.username = '';
  url.password = '';
  url.hash = '';
  return url.href;
}

/** As Composer resolves what a repository states: a path from the root of the origin, or a whole URL. Never relative, never `//host`. */
export function resolved({ root }: ComposerPlace, stated: string): string {
  return stated.startsWith('/') ? `${originOf(root) ?? ''}${stated}` : stated;
}
