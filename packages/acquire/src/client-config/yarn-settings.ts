/** Yarn’s own user configuration: `~/.yarnrc.yml` and `YARN_…` variables of Yarn 2 and later, `~/.yarnrc` of Yarn 1. */

import { AssayError } from '@assay/model';
import { dirname, join } from 'node:path';
import { environmentLayer } from './environment-layer.js';
import { expandVariables } from './expand-variables.js';
import { readOwnFile, type OwnFileContext } from './own-file.js';
import { parseYarnrc } from './parse-yarnrc.js';
import type { SettingsLayer } from './settings-layer.js';
import { yarnNetwork, yarnNetworkVariables } from './yarn-network.js';
import { addCredential, npmSettingsOf, parseYarnYaml } from './yarn-yaml.js';

/** Yarn’s settings: those above npm’s configuration in order of precedence, and those below it. */
export interface YarnSettings {
  readonly above: readonly SettingsLayer[];
  readonly below: readonly SettingsLayer[];
}

/** Reads Yarn’s settings. A file of the user’s that cannot be read or parsed throws ERR_CONFIG. */
export async function readYarnSettings(context: OwnFileContext): Promise<YarnSettings> {
  const { env, home } = context;
  const yaml = home === null ? null : await yamlLayer(join(home, '.yarnrc.yml'), context);
  const classic = home === null ? null : await classicLayer(join(home, '.yarnrc'), context);
  const above = [yarnEnvironment(env, yaml), yaml].filter((layer) => layer !== null);
  return { above, below: classic === null ? [] : [classic] };
}

function yarnEnvironment(env: OwnFileContext['env'], file: SettingsLayer | null): SettingsLayer {
  const variables = new Map([
    ['npmAuthToken', 'YARN_NPM_AUTH_TOKEN'],
    ['npmAuthIdent', 'YARN_NPM_AUTH_IDENT'],
  ]);
  const layer = environmentLayer({
    registry: env['YARN_NPM_REGISTRY_SERVER'] ?? '',
    file,
    addCredential: (values, server) => {
      addCredential(values, server, (key) => env[variables.get(key) ?? ''] ?? '');
    },
  });
  return { ...layer, values: new Map([...layer.values, ...yarnNetworkVariables(env)]) };
}

async function yamlLayer(path: string, context: OwnFileContext): Promise<SettingsLayer | null> {
  const bytes = await ownBytes(path, context);
  if (bytes === null) return null;
  const parsed = parseYarnYaml(bytes);
  if (!parsed.ok) throw unparsable(path, parsed.problem.detail, parsed.problem.line);
  const expand = (text: string) => expandVariables(text, context.env);
  const network = yarnNetwork(parsed.root, expand, dirname(path));
  const values = new Map([...npmSettingsOf(parsed.root, expand), ...network]);
  return { from: 'user', label: path, file: path, values };
}

async function classicLayer(path: string, context: OwnFileContext): Promise<SettingsLayer | null> {
  const bytes = await ownBytes(path, context);
  if (bytes === null) return null;
  const values = parseYarnrc(bytes);
  if (values === null) throw unparsable(path, 'it is not UTF-8');
  return { from: 'user', label: path, file: path, values };
}

function unparsable(path: string, why: string, line?: number): AssayError {
  return new AssayError('ERR_CONFIG', `Yarn’s configuration cannot be parsed: ${why}`, {
    hint: 'Correct the file: it may name registries.',
    file: path,
    ...(line === undefined ? {} : { line }),
  });
}

async function ownBytes(path: string, context: OwnFileContext): Promise<Uint8Array | null> {
  const content = await readOwnFile('Yarn’s', path, context);
  if (content.kind === 'refused')
    throw new AssayError('ERR_CONFIG', `Yarn’s configuration cannot be read: ${content.why}`, {
      hint: 'Make it readable or remove it: without it, packages might come from another registry.',
      file: path,
    });
  return content.kind === 'bytes' ? content.bytes : null;
}
