/** `--strict-policy`: a policy that has gone stale is an error. */

import type { Report, WaiverUse } from '@assay/model';

/** One sentence for each waiver that is not in force or excuses nothing; empty for a policy in order. */
export function strictPolicyErrors({ waivers }: Pick<Report, 'waivers'>): readonly string[] {
  return waivers.flatMap((waiver) => {
    const what = whatIsWrong(waiver);
    return what === null ? [] : [`the waiver of ${waiver.check} for ${waiver.purl} (${waiver.owner}) ${what}`];
  });
}

function whatIsWrong({ state, expires }: WaiverUse): string | null {
  switch (state) {
    case 'expired':
      return `is not in force; its last day is ${expires}`;
    case 'unused':
      return 'excuses nothing';
    case 'used':
    case 'not-judged':
      return null;
  }
}
