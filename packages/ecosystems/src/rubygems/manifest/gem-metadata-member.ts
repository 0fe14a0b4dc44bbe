import type { Unreadable } from '@assay/model';
import type { GemMembers } from './gem-members.js';

/** The names under which a gem holds its metadata. */
export const metadataMembers = ['metadata.gz', 'metadata'] as const;

/** The unpacked metadata of a gem; Unreadable where there is none, or two. */
export function gemMetadataMember(members: GemMembers): Uint8Array | Unreadable {
  const present = metadataMembers.filter((name) => members.entries.has(name));
  if (present.length > 1) return unreadable('manifest-ambiguous', 'The gem holds both `metadata` and `metadata.gz`.');
  const [name] = present;
  if (name === undefined) return unreadable('manifest-missing', 'The gem holds no metadata.');
  return members.content.get(name) ?? unreadable('manifest-unreadable', `\`${name}\` could not be unpacked.`);
}

function unreadable(problem: string, detail: string): Unreadable {
  return { problem, detail };
}
