import type { AuthorityPlan } from './certificate-authority.js';
import { noteKeyHash } from './checkpoint.js';
import { keyNamed, spkiSha256, type KeyKind, type MintedKey } from './minted-key.js';
import type { LogPlan } from './transparency-log.js';
import type { World } from './world.js';

/** A key that nobody trusts. */
export function strangerKey(kind: KeyKind = 'p256'): MintedKey {
  return keyNamed('a stranger', kind);
}

/** An instance that nobody trusts, alike in every name: only its keys differ, and the ids that follow from them. */
export function strangerWorld(world: World): World {
  const [root, ...below] = world.authority;
  const { tsa } = world;
  return {
    ...world,
    authority: [strangerAuthority(root), ...below.map(strangerAuthority)],
    ctlog: strangerLog(world.ctlog),
    rekorV1: strangerLog(world.rekorV1),
    rekorV2: strangerLog(world.rekorV2),
    tsa: {
      ...tsa,
      authority: [strangerAuthority(tsa.authority[0])],
      signer: { ...tsa.signer, key: strangerKey(tsa.signer.key.kind) },
    },
  };
}

/** A log with the same names and another key. */
export function strangerLog(log: LogPlan): LogPlan {
  const key = strangerKey(log.key.kind);
  const logId = log.key.kind === 'ed25519' ? noteKeyHash(log.name, key) : spkiSha256(key);
  return { ...log, key, logId, keyId: logId.subarray(0, 4) };
}

function strangerAuthority(plan: AuthorityPlan): AuthorityPlan {
  const name = plan.name.map(([, value]) => value).join(' ');
  return { ...plan, key: keyNamed(`a stranger's ${name}`, plan.key.kind) };
}
