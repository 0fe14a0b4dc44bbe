import { keyNamed, type KeyKind, type MintedKey } from './minted-key.js';
import { planWorld, type World } from './world.js';

/** A key that nobody trusts. */
export function strangerKey(kind: KeyKind = 'p256'): MintedKey {
  return keyNamed('a stranger', kind);
}

/** An instance that nobody trusts, alike in every name: only its keys differ. */
export function strangerWorld({ operator }: World): World {
  const own = planWorld({ name: operator });
  const stranger = <Part extends { readonly key: MintedKey }>(part: Part): Part => ({
    ...part,
    key: strangerKey(part.key.kind),
  });
  const [root, ...below] = own.authority;
  return {
    ...own,
    authority: [stranger(root), ...below.map(stranger)],
    tsa: { ...own.tsa, authority: [stranger(own.tsa.authority[0])] },
  };
}
