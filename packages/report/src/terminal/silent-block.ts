/** A registry that passes on nothing signed: one block in place of a list of all its packages. */

import type { SilentRegistry } from '../silent-registries.js';
import { count } from './counts.js';
import { escapeTerminal } from './escape-terminal.js';
import type { TerminalOptions } from './options.js';
import type { Style } from './style.js';
import { wrap, wrapMarked } from './wrap.js';

/** What to do about it. */
export const silentAdvice =
  'To see who signed, use a registry that passes them on, or the mirror’s setting to do so; to stop asking, set `registry-signature` and `provenance` to `ignore` for this registry in a rule of the policy.';

/** What a registry does, behind its name. */
export const silentText = 'passes on neither signatures nor attestations, as mirrors do: nothing shows who signed.';

/** For how many packages, and by which checks. */
export function silentScope(packages: number): string {
  return `${count(packages, 'package')} with a warning, all of this registry · registry-signature: signature-missing, provenance: attestations-missing`;
}

/** What it means, for how many packages, and what to do. */
export function silentLines(
  { registry, subjects }: SilentRegistry,
  { width }: TerminalOptions,
  style: Style,
): readonly string[] {
  const text = `${registry === null ? 'The registry' : escapeTerminal(registry)} ${silentText}`;
  const [first = '', ...rest] = wrapMarked('!', text, width, '');
  return [
    `${style.yellow(first.slice(0, 1))}${style.bold(first.slice(1))}`,
    ...rest.map(style.bold),
    ...wrap(silentScope(subjects.size), width, '  ').map(style.dim),
    ...wrapMarked('→', silentAdvice, width, '  ').map(style.cyan),
  ];
}
