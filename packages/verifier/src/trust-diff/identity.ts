/** Who signed a package, as far as two versions can be compared. */

import type { Signer, Voucher } from '@assay/model';
import { signerFields } from '@assay/signature';
import type { Locked } from './side.js';

/** A signer without what changes with every release. */
export interface Identity {
  /** Check id. */
  readonly check: string;
  readonly fields: ReadonlyMap<string, string>;
}

/** How grave it is that two signers differ: 0 they do not. */
type Gravity = 0 | 1 | 2;

export interface IdentityDifference {
  readonly gravity: Gravity;
  /** `repository: acme/tool`. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** A hostile registry serves a thousand attestations; nobody has ten signers. */
const mostCompared = 20;

/** Those who signed, each once. The registry's own key signs everybody's packages and is nobody's identity. */
export function identitiesOf({ subject, facts }: Locked): readonly Identity[] {
  const found = new Map<string, Identity>();
  for (const { check, signer } of facts.vouchers.filter(signedByPublisher)) {
    const fields = [...fieldsOf(signer, subject.version)];
    const key = JSON.stringify([check, fields]);
    if (found.size < mostCompared) found.set(key, { check, fields: new Map(fields) });
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, identity]) => identity);
}

function signedByPublisher({ check, signer }: Voucher): boolean {
  return check !== 'registry-signature' && signer.kind !== 'registry-key';
}

function fieldsOf(signer: Signer, version: string): readonly (readonly [string, string])[] {
  switch (signer.kind) {
    case 'identity':
      return [...identityFields(signer, version), ['san', signer.san.value.split('@refs/', 1)[0] ?? '']];
    case 'certificate':
      return [
        ['kind', 'certificate'],
        ['fingerprint', signer.chain[0]?.value ?? ''],
        ['subject', signer.subject],
        ['issued by', signer.chain.length > 1 ? (signer.chain.at(-1)?.value ?? '') : ''],
      ];
    case 'managed-key':
      return [
        ['kind', 'managed-key'],
        ['key', signer.key.value],
      ];
    case 'registry-key':
      return [['kind', 'registry-key']];
  }
}

function identityFields(signer: Extract<Signer, { kind: 'identity' }>, version: string) {
  const known = signerFields(signer, version);
  const plain = [['kind', 'identity'] as const, ['issuer', signer.issuer ?? ''] as const];
  return (known.length === 0 ? plain : known).map(
    ([name, value]) => [name, name === 'ref' ? refKind(value) : value] as const,
  );
}

/** Tags and branches: their names change with releases. */
function refKind(ref: string): string {
  const kind = ['refs/tags/', 'refs/heads/', 'refs/pull/'].find((prefix) => ref.startsWith(prefix));
  return kind === undefined ? ref : `${kind}*`;
}

/** Who somebody is; all other fields say how and where they signed. */
const who: ReadonlySet<string> = new Set([
  ...['kind', 'repository', 'repositoryId', 'ownerId', 'email', 'issuer', 'identity', 'key', 'fingerprint'],
]);

/** Fields that repeat what others say. */
const silent: ReadonlySet<string> = new Set(['san', 'subject', 'issued by']);

/**
 * What differs. A field that the base does not state is no difference: old certificates state less. A repository with another name and the
 * same numeric id was renamed, one with the same name and another id was registered again.
 */
export function compareIdentities(base: Identity, head: Identity): IdentityDifference {
  if (isSameSan(base, head)) return none;
  const names = [...base.fields.keys()].filter(
    (name) => !silent.has(name) && head.fields.get(name) !== base.fields.get(name),
  );
  if (names.length === 0) return none;
  const graves = names.filter((name) => who.has(name) && head.fields.has(name));
  const grave = graves.length > 0 && !isRenamed(base, head, graves) && !isReissued(base, head, graves);
  return { gravity: grave ? 2 : 1, before: texts(base, names), after: texts(head, names) };
}

const none: IdentityDifference = { gravity: 0, before: [], after: [] };

/** Old certificates have no claims, so that the same workflow is described in two ways. */
function isSameSan(base: Identity, head: Identity): boolean {
  const san = base.fields.get('san');
  return san !== undefined && san === head.fields.get('san') && base.fields.get('kind') !== head.fields.get('kind');
}

function isRenamed(base: Identity, head: Identity, graves: readonly string[]): boolean {
  const id = base.fields.get('repositoryId');
  return graves.every((name) => name === 'repository') && id !== undefined && id === head.fields.get('repositoryId');
}

/** A new certificate below the same trusted one. */
function isReissued(base: Identity, head: Identity, graves: readonly string[]): boolean {
  const issuer = base.fields.get('issued by') ?? '';
  return graves.every((name) => name === 'fingerprint') && issuer !== '' && issuer === head.fields.get('issued by');
}

function texts({ fields }: Identity, names: readonly string[]): readonly string[] {
  return names.flatMap((name) => (fields.has(name) ? [`${name}: ${fields.get(name) ?? ''}`] : []));
}

/** `github acme/tool`, `a certificate of CN=ada`. */
export function identityText({ fields }: Identity): string {
  const kind = fields.get('kind') ?? '';
  if (kind === 'certificate') return `the certificate of ${fields.get('subject') ?? ''}`;
  if (kind === 'managed-key') return `the key ${fields.get('key') ?? ''}`;
  const name = fields.get('repository') ?? fields.get('email') ?? fields.get('identity') ?? fields.get('san') ?? '';
  return `${kind === 'identity' || kind === 'email' ? '' : `${kind} `}${name}`;
}
