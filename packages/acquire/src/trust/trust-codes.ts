/** Every code about trust documents, their store and their updates, with what to do about it. */

const restart = 'Remove that file to start over from what ships with this release, then run `assay trust update`.';
const later = 'What was in force before stays in force. Try again later; if it stays so, ask who runs the repository.';
const alarm =
  'What was in force before stays in force. Try another network; if it stays so, somebody may be holding back or replacing updates: ask who runs the repository.';

const nextSteps = {
  'trust-store-corrupt': restart,
  'trust-store-unreadable': 'Make the folder readable for you, or name another one with ASSAY_TRUST.',
  'trust-store-unwritable': 'Make the folder writable for you, or name another one with ASSAY_TRUST.',
  'trust-store-in-project':
    'Name a folder outside of the checkout with ASSAY_TRUST: a checkout does not choose whom to trust.',
  'gem-trust-unreadable': 'Mend or remove that file in RubyGems’ trust directory.',
  'gem-trust-in-project':
    'Keep RubyGems’ trust directory outside of the checkout. Where that is your home folder, run Assay in the folder of a project, or state the certificates in your policy.',
  'tuf-unreachable':
    'What was in force before stays in force. Check network, proxy and the mirror’s URL, then run it again.',
  'tuf-slow': 'What was in force before stays in force. Run it again, from another network or mirror if it stays slow.',
  'tuf-endless-data': alarm,
  'tuf-redirect-refused': 'Name the mirror by the URL that it redirects to: updates do not follow to another host.',
  'tuf-address-refused':
    'The mirror’s name leads into a private network. If that is your own mirror, name it: `assay trust update --mirror URL --root FILE`.',
  'tuf-missing-file': later,
  'tuf-malformed': later,
  'tuf-threshold': alarm,
  'tuf-duplicate-key': alarm,
  'tuf-key-id-mismatch': alarm,
  'tuf-root-chain': alarm,
  'tuf-rollback': alarm,
  'tuf-root-expired': later,
  'tuf-timestamp-expired':
    'What was in force before stays in force. The mirror serves an old state: check this machine’s clock, then try another network or mirror.',
  'tuf-snapshot-expired': later,
  'tuf-targets-expired': later,
  'tuf-mix-and-match': alarm,
  'tuf-unsafe-name': alarm,
  'tuf-target-absent': 'Check that the mirror is a Sigstore TUF repository: it names no trusted_root.json.',
  'tuf-target-unpinned': alarm,
  'tuf-target-mismatch': alarm,
  'tuf-document-refused':
    'What was in force before stays in force. The repository vouches for a document that this version cannot read: update Assay.',
  'tuf-root-refused':
    'Name with --root the root.json that you got from who runs the repository, not from the mirror itself.',
} as const;

/** A code; it never changes its meaning. */
export type TrustCode = keyof typeof nextSteps;

/** Codes of failed updates. */
export type TufCode = Extract<TrustCode, `tuf-${string}`>;

/** What to do about it, one or two sentences. */
export function nextStep(code: TrustCode): string {
  return nextSteps[code];
}

/** All codes. */
export const trustCodes: readonly TrustCode[] = Object.keys(nextSteps) as TrustCode[];
