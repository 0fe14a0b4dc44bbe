/** Why a licence package's credential cannot be used. A request without it would ask as nobody, so none is made. */
export interface CredentialProblem {
  /**
   * Stable, kebab-case: `credential-variable-missing`, `credential-missing`, `credential-unreadable`, `credential-ambiguous`,
   * `credential-unusable`, `credential-unsupported`.
   */
  readonly problem: string;
  /** One sentence. No secrets. */
  readonly detail: string;
  /** What to do: one sentence. */
  readonly hint: string;
}

/** A value of the `authorization` header (secret), or why there is none. */
export type FoundCredential = string | CredentialProblem;

/** Why a name and a password cannot be sent as they are (RFC 7617 §2); null when they can. `where` names them without a secret. */
export function pairProblem(where: string, username: string, password: string): CredentialProblem | null {
  if (username.includes(':')) return unusable(where, 'the user’s name holds a colon');
  if (hasControl(username) || hasControl(password)) return unusable(where, 'it holds a control character');
  return username === '' && password === '' ? unusable(where, 'it is empty') : null;
}

/** The problem of a value that cannot stand in a header. */
export function unusable(where: string, why: string): CredentialProblem {
  const hint = 'Set it again without a line break or quotes around it.';
  return { problem: 'credential-unusable', detail: `${where} cannot be sent: ${why}.`, hint };
}

/** Control characters: no server's password has them, and a line break at the end is a slip of the shell. */
function hasControl(text: string): boolean {
  return [...text].some((char) => char < ' ' || char === '\u007f');
}
