/** Bun’s own user configuration: `~/.bunfig.toml` and the `BUN_CONFIG_…` variables. */

import { AssayError } from '@assay/model';
import { join } from 'node:path';
import { addBunCredential, parseBunToml } from './bun-toml.js';
import { environmentLayer } from './environment-layer.js';
import { readOwnFile, type OwnFileContext } from './own-file.js';
import type { SettingsLayer } from './settings-layer.js';

/** Bun’s settings: the environment’s, which stand above npm’s variables, and the file’s, which stand between those and npm’s files. */
export interface BunSettings {
  readonly environment: SettingsLayer;
  readonly files: readonly SettingsLayer[];
}

/** Reads Bun’s settings. A file of the user’s that cannot be read or parsed throws ERR_CONFIG. */
export async function readBunSettings(context: OwnFileContext): Promise<BunSettings> {
  const path = userFile(context);
  const file = path === null ? null : await fileLayer(path, context);
  return { environment: bunEnvironment(context.env, file), files: file === null ? [] : [file] };
}

/** Bun looks into the one folder or the other, never into both. */
function userFile({ env, home }: OwnFileContext): string | null {
  const folder = [env['XDG_CONFIG_HOME'], home].find((path) => path !== undefined && path !== null && path !== '');
  return folder === undefined || folder === null ? null : join(folder, '.bunfig.toml');
}

function bunEnvironment(env: OwnFileContext['env'], file: SettingsLayer | null): SettingsLayer {
  const credential = { token: env['BUN_CONFIG_TOKEN'] ?? '', username: '', password: '' };
  return environmentLayer({
    registry: env['BUN_CONFIG_REGISTRY'] ?? '',
    file,
    addCredential: (values, server) => {
      addBunCredential(values, server, credential);
    },
  });
}

async function fileLayer(path: string, context: OwnFileContext): Promise<SettingsLayer | null> {
  const content = await readOwnFile('Bun’s', path, context);
  if (content.kind === 'absent') return null;
  const parsed =
    content.kind === 'bytes' ? parseBunToml(content.bytes, (text) => expandDollar(text, context.env)) : null;
  if (parsed?.ok === true) return { from: 'user', label: path, file: path, values: parsed.values };
  const why = content.kind === 'refused' ? content.why : (parsed?.why ?? '');
  throw new AssayError('ERR_CONFIG', `Bun’s configuration cannot be read: ${why}`, {
    hint: 'Correct the file or remove it: it may name registries.',
    file: path,
  });
}

/** Bun expands a value that is one variable, `$NAME`; what is not set stays as it stands. */
function expandDollar(text: string, env: OwnFileContext['env']): string {
  return text.startsWith('$') ? (env[text.slice(1)] ?? text) : text;
}
