import type { Registry } from '@assay/model';
import type { Journal } from './journal.js';
import { shownList } from './shown.js';

/** Proposals that no trusted registry covers already, each once. */
export function openProposals(proposals: readonly Registry[], trusted: readonly Registry[]): readonly Registry[] {
  const seen = new Set(trusted.map(({ ecosystem, url }) => `${ecosystem} ${url}`));
  const open = new Map<string, Registry>();
  for (const entry of proposals) {
    if (seen.has(`${entry.ecosystem} ${entry.url}`)) continue;
    const key = `${entry.ecosystem} ${entry.url} ${entry.names.join(' ')}`;
    if (!open.has(key)) open.set(key, entry);
  }
  return [...open.values()];
}

/** Tells the user what a file of the checkout proposes and how to accept it. */
export function noteProposals(who: string, open: readonly Registry[], journal: Journal): void {
  if (open.length === 0) return;
  const urls = shownList([...new Set(open.map(({ url }) => url))]);
  journal.note(
    `${who} names ${urls}: a checkout can only propose. If it is right, list it under \`registries\` in the policy or in your own configuration.`,
  );
}
