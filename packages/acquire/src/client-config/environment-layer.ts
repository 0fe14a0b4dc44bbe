import type { SettingsLayer } from './settings-layer.js';

/** What a client's variables say. */
interface EnvironmentRegistry {
  /** The registry that a variable names; empty where none does. */
  readonly registry: string;
  /** The client's file of the user's. */
  readonly file: SettingsLayer | null;
  /** Puts the credential of the environment beside the registry that it is for. */
  readonly addCredential: (values: Map<string, string>, server: string) => void;
}

/** A layer of the environment's settings. A credential without a registry beside it is for the one that is configured in the file. */
export function environmentLayer({ registry, file, addCredential }: EnvironmentRegistry): SettingsLayer {
  const values = new Map<string, string>();
  if (registry !== '') values.set('registry', registry);
  const configured = file?.values.get('registry');
  addCredential(values, registry === '' && typeof configured === 'string' ? configured : registry);
  return { from: 'environment', label: 'the environment', file: null, values };
}
