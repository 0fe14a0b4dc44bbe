import type { Journal } from './journal.js';

/** What a checkout's file sets that only the user's own configuration may. */
export interface IgnoredSettings {
  /** The file, as the subject of a sentence. */
  readonly who: string;
  readonly credentials: boolean;
  readonly settings: readonly string[];
}

/** Says so in one sentence; nothing where there is nothing to say. */
export function noteIgnored({ who, credentials, settings }: IgnoredSettings, journal: Journal): void {
  const ignored = credentials ? ['credentials', ...settings] : settings;
  if (ignored.length > 0)
    journal.note(`${who} sets ${ignored.join(', ')}, which is ignored: only your own configuration may.`);
}

/** True where npm's settings hold a credential, which stands under the registry that it is for. */
export function holdsCredentials(values: ReadonlyMap<string, unknown>): boolean {
  return [...values.keys()].some((key) => key.startsWith('//'));
}
