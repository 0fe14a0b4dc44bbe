/** How results show what others wrote: short, and never in such numbers that the report is flooded. */

import { normaliseRegistryUrl, originOf } from '@assay/model';
import type { CheckResult } from '../check.js';

const longest = 200;
const mostResults = 10;
const mostNames = 5;

/** A path or another text of the package, quoted and cut. */
export function shown(text: string): string {
  return `"${text.slice(0, longest)}"`;
}

/** The first few of a list. */
export function shownList(texts: readonly string[]): string {
  const more = texts.length > mostNames ? `, and ${String(texts.length - mostNames)} more` : '';
  return `${texts.slice(0, mostNames).map(shown).join(', ')}${more}`;
}

/** A URL without what may be secret in it (userinfo, query); what is none is quoted and cut. */
export function shownUrl(url: string): string {
  return (normaliseRegistryUrl(url) ?? originOf(url) ?? shown(url)).slice(0, longest);
}

/** The first results; the last of them says how many more there are. */
export function atMost<Code extends string>(results: readonly CheckResult<Code>[]): readonly CheckResult<Code>[] {
  const told = results.slice(0, mostResults);
  const last = told.at(-1);
  if (last === undefined || results.length <= mostResults) return results;
  return [
    ...told.slice(0, -1),
    { ...last, detail: `${last.detail} And ${String(results.length - mostResults)} more.` },
  ];
}
