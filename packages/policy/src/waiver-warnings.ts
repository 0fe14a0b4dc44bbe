/** What a policy's owner is told about a waiver that did nothing, or not all that it was meant to do. */

import type { WaiverUse } from '@assay/model';
import type { Missed, WaiverAccount } from './waiver-account.js';
import type { WaiverLack } from './waiver-fit.js';

const lacks: readonly (readonly [WaiverLack, string])[] = [
  ['exact-version', 'it was refuted, so name its exact version and the pinned `digest`'],
  ['digest', 'it was refuted, so name the pinned `digest`'],
  ['pinned-digest', 'its lockfile does not pin the `digest` that the waiver names'],
];

/** Sentences about one waiver, none for one that is in order. `day` is the day of the judgement. */
export function waiverWarnings(account: WaiverAccount, state: WaiverUse['state'], day: string): readonly string[] {
  const { waiver, missed } = account;
  const which = `The waiver of ${waiver.check} for ${waiver.purl} (line ${String(waiver.line)}, ${waiver.owner})`;
  const lacking = lacks.flatMap(([lack, why]) => {
    const findings = missed.get(lack);
    return findings === undefined ? [] : [`${which} does not excuse ${shown(findings)}: ${why}.`];
  });
  if (state === 'expired') return [`${which} ${daysOf(account, day)}.`, ...lacking];
  if (state === 'unused' && lacking.length === 0) return [`${which} excuses nothing any more; remove it.`];
  return lacking;
}

function daysOf({ waiver, missed }: WaiverAccount, day: string): string {
  const when = day < waiver.created ? `holds only from ${waiver.created} on` : `expired on ${waiver.expires}`;
  const findings = missed.get('not-in-force');
  return `${when} and was not applied${findings === undefined ? '' : ` to ${shown(findings)}`}`;
}

function shown({ count, first }: Missed): string {
  return count === 1 ? first : `${first} (and ${String(count - 1)} more)`;
}
