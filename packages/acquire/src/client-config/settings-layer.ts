/** npm's and pnpm's settings, by where they come from. */

import type { RegistryOrigin } from '@assay/model';

/** The settings of one trusted place: a file of the user or machine, the environment, npm's built-in defaults. */
export interface SettingsLayer {
  readonly from: Extract<RegistryOrigin, 'client-default' | 'user' | 'environment'>;
  /** For messages: the file's path, or `the environment`. */
  readonly label: string;
  /** The file, for errors that name a line. */
  readonly file: string | null;
  /** Parsed values, `${ENV}` already expanded as the client does. */
  readonly values: ReadonlyMap<string, unknown>;
}

/** A value and where it was said. */
export interface Setting {
  readonly value: unknown;
  readonly layer: SettingsLayer;
}

/** What the first layer that has the key says; null when none has it. Layers stand in order of precedence. */
export function settingOf(layers: readonly SettingsLayer[], key: string): Setting | null {
  for (const layer of layers) {
    if (layer.values.has(key)) return { value: layer.values.get(key), layer };
  }
  return null;
}

/** The same, if it is text and not empty. */
export function textSettingOf(layers: readonly SettingsLayer[], key: string): string | null {
  const value = settingOf(layers, key)?.value;
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Every key of every layer, once, in order of precedence. */
export function settingKeys(layers: readonly SettingsLayer[]): readonly string[] {
  return [...new Set(layers.flatMap((layer) => [...layer.values.keys()]))];
}
