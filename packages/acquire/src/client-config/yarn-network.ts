/** How Yarn 2 and later reach the network, under the names that npm’s settings have. */

import { asText, type DocMap } from '@assay/documents';
import { resolve } from 'node:path';

/** Yarn’s setting, the variable that stands for it, and npm’s name of the same. */
const settings = [
  ['httpProxy', 'YARN_HTTP_PROXY', 'http-proxy'],
  ['httpsProxy', 'YARN_HTTPS_PROXY', 'https-proxy'],
  ['caFilePath', 'YARN_CA_FILE_PATH', 'cafile'],
  ['httpsCaFilePath', 'YARN_HTTPS_CA_FILE_PATH', 'cafile'],
  ['enableStrictSsl', 'YARN_ENABLE_STRICT_SSL', 'strict-ssl'],
] as const;

type Settings = ReadonlyMap<string, string>;

/** Of the user’s `.yarnrc.yml`, which lies in `folder`: paths are relative to it. `caFilePath` is what Yarn 2 called `httpsCaFilePath`. */
export function yarnNetwork(root: DocMap | null, expand: (text: string) => string, folder: string): Settings {
  return networkOf((key) => expand(asText(root?.get(key)) ?? ''), 0, folder);
}

/** Of the environment. */
export function yarnNetworkVariables(env: Readonly<Record<string, string | undefined>>): Settings {
  return networkOf((name) => env[name] ?? '', 1, '.');
}

function networkOf(read: (key: string) => string, column: 0 | 1, folder: string): Settings {
  const values = new Map<string, string>();
  for (const setting of settings) {
    const value = read(setting[column]);
    const key = setting[2];
    if (value !== '') values.set(key, key === 'cafile' ? resolve(folder, value) : value);
  }
  return values;
}
