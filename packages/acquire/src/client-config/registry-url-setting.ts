import { normaliseRegistryUrl } from '@assay/model';
import { basicOfUrl } from './authorization.js';
import { configurationError } from './configuration-error.js';
import type { Journal } from './journal.js';
import type { Setting } from './settings-layer.js';

/** A registry’s URL, and the credential that stood in it. */
export interface RegistryUrl {
  /** Normalised, without userinfo. */
  readonly url: string;
  /** A value of the `authorization` header. Secret. */
  readonly credential: string | null;
}

/** Parses the URL of a registry; null when it is none. Its userinfo becomes a credential and a secret. */
export function parseRegistryUrl(text: string, journal: Journal): RegistryUrl | null {
  const url = normaliseRegistryUrl(text);
  return url === null ? null : { url, credential: basicOfUrl(new URL(text), journal) };
}

/**
 * The URL that a trusted setting names. Throws ERR_CONFIG when it is no registry URL: the package manager would warn and go
 * to its default instead, and a verifier must not.
 */
export async function registryUrlSetting(key: string, setting: Setting, journal: Journal): Promise<RegistryUrl> {
  const { value, layer } = setting;
  if (typeof value !== 'string') throw await configurationError(key, layer, 'is not a URL');
  if (value.includes('${')) throw await configurationError(key, layer, 'uses a variable that is not set');
  const parsed = parseRegistryUrl(value, journal);
  if (parsed === null) throw await configurationError(key, layer, 'is not the http(s) URL of a registry');
  return parsed;
}
