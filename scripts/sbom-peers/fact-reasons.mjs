/** Peers' facts that `assay sbom` states in another place: the fact's name (a prefix with `*`), and where. */
export const elsewhere = [];

/** Peers' facts that it does not state on purpose: the fact's name, and why. docs/sbom-peers.md says the same. */
export const onPurpose = [];

/** What a list says of a fact, or undefined. */
export function reasonFor(list, fact) {
  return list.find(([name]) => (name.endsWith('*') ? fact.startsWith(name.slice(0, -1)) : fact === name))?.[1];
}
