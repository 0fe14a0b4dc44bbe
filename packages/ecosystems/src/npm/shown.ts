import { withoutCredentials } from '@assay/model';

/** Attacker-controlled text as it may stand in a sentence: quoted, without credentials, and no longer than a line. */
export function shown(text: string): string {
  const { url } = withoutCredentials(text);
  return JSON.stringify(url.length > 120 ? `${url.slice(0, 120)}…` : url);
}
