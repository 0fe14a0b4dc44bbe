/** What there is to say about a package that the base does not have. */

import type { TrustSeverity } from '@assay/model';
import { installCodeOfNew, releaseAge } from './compare-content.js';
import { listed, type Draft } from './draft.js';
import { identitiesOf, identityText } from './identity.js';
import type { FindLookalike, Likeness } from './lookalikes.js';
import { titleOf, type Locked } from './side.js';

const likenesses: Readonly<Record<Likeness, string>> = {
  'looks-same': 'looks like',
  punctuation: 'differs by punctuation alone from',
  'one-letter': 'is one letter away from',
};

/** That it is new, and what about it stands out. `at`: when the head was judged. */
export function newPackage(head: Locked, findLookalike: FindLookalike, at: string): readonly Draft[] {
  const { purl } = head.subject;
  const age = releaseAge(head, at);
  return [
    added(head),
    ...lookalike(head, findLookalike),
    ...installCode(head),
    ...(age === null ? [] : [{ purl, before: [], ...age }]),
  ];
}

function added(head: Locked): Draft {
  const { subject, decision, because } = head;
  const signers = identitiesOf(head).map(identityText);
  const by = signers.length === 0 ? 'nothing shows who published it' : `signed by ${listed(signers)}`;
  const judged = decision === 'pass' ? '' : `; the verdict is ${decision} (${listed(because)})`;
  const text = `${titleOf(subject)} is new: ${by}${judged}.`;
  const severity = decision === 'fail' ? 'alarm' : 'attention';
  return { code: 'package-added', severity, text, purl: subject.purl, before: [], after: [decision, ...because] };
}

function lookalike({ subject }: Locked, findLookalike: FindLookalike): readonly Draft[] {
  const found = findLookalike(subject);
  if (found === null) return [];
  const text = `${titleOf(subject)} is new and its name ${likenesses[found.likeness]} ${found.name}, which was there.`;
  const severity: TrustSeverity = found.likeness === 'looks-same' ? 'alarm' : 'attention';
  const names = { before: [found.name], after: [subject.name] };
  return [{ code: 'lookalike-added', severity, text, purl: subject.purl, ...names }];
}

function installCode(head: Locked): readonly Draft[] {
  const after = installCodeOfNew(head);
  if (after.length === 0) return [];
  const text = `${titleOf(head.subject)} is new and runs code when it is installed (${listed(after)}).`;
  return [{ code: 'install-script-added', severity: 'attention', text, purl: head.subject.purl, before: [], after }];
}
