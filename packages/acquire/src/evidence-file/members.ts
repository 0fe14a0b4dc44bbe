/** Names of an evidence file's members, in the order they come. */

/** First: the run it was recorded from. */
export const headerMember = 'assay-evidence.json';

/** The lockfiles, in the header's order. */
export function lockfileMember(index: number): string {
  return `lockfiles/${index}`;
}

/** Bytes that answers were made from, each once. */
export function bodyMember(sha256: string): string {
  return `bodies/${sha256}`;
}

/** Request → answer. */
export const indexMember = 'index.json';

/** Last: what `sha256sum --check` reads; covers every member before it. */
export const checksumMember = 'SHA256SUMS';

/** The checksum list's only form. */
export function checksumText(members: readonly { readonly name: string; readonly sha256: string }[]): string {
  return members.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('');
}
