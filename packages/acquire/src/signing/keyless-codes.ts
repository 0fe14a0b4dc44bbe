/** Every code about signing without a key, with what to do about it. Nothing was sealed in any of these cases. */

const later =
  'Nothing was sealed. Try again; if it stays so, ask who runs the service whether it is up, or name another one.';
const wrongUrl =
  'Nothing was sealed. Check the URL: it must be that of the service itself, of the instance whose trusted root you use.';

/** Code → outcome and next step. `refuted`: asking again brings the same. */
export const keylessCodes = {
  'keyless-token-unavailable': { outcome: 'unknown', text: 'GitHub did not hand out an identity token.', next: later },
  'keyless-token-refused': {
    outcome: 'refuted',
    text: 'GitHub refused to hand out an identity token.',
    next: 'Nothing was sealed. Give the job `permissions: id-token: write`, and ask from inside the job itself.',
  },
  'keyless-certificate-unavailable': {
    outcome: 'unknown',
    text: 'Fulcio did not issue a certificate.',
    next: later,
  },
  'keyless-certificate-refused': {
    outcome: 'refuted',
    text: 'Fulcio refused the identity token.',
    next: 'Nothing was sealed. Check that this Fulcio knows the token’s issuer and that the token is for the audience `sigstore` and still fresh.',
  },
  'keyless-log-unavailable': {
    outcome: 'unknown',
    text: 'Rekor did not take the signature into its log.',
    next: later,
  },
  'keyless-log-refused': { outcome: 'refuted', text: 'Rekor refused the signature.', next: wrongUrl },
  'keyless-timestamp-unavailable': {
    outcome: 'unknown',
    text: 'The timestamp authority gave no timestamp.',
    next: later,
  },
  'keyless-timestamp-refused': {
    outcome: 'refuted',
    text: 'The timestamp authority refused to sign a timestamp.',
    next: wrongUrl,
  },
  'keyless-answer-malformed': {
    outcome: 'refuted',
    text: 'One of the services answered with something that is none of its answers.',
    next: wrongUrl,
  },
  'keyless-too-slow': { outcome: 'unknown', text: 'The services took too long together.', next: later },
} as const;

/** A code of {@link keylessCodes}. */
export type KeylessCode = keyof typeof keylessCodes;

/** Why nothing was signed. */
export interface KeylessProblem {
  readonly code: KeylessCode;
  readonly outcome: 'refuted' | 'unknown';
  readonly text: string;
  /** One sentence with the particulars; no secret. May hold what a service wrote: escape before printing. */
  readonly detail: string;
  readonly next: string;
}

/** A problem of this code. */
export function keylessProblem(code: KeylessCode, detail: string): KeylessProblem {
  return { code, ...keylessCodes[code], detail };
}
