/** Publishers that could never be seen, or that nearly everybody would be. */

import type { EcosystemId } from '@assay/model';
import { mistypedTrigger } from './known-triggers.js';
import type { Path } from './locate.js';
import type { PublisherDocument } from './publisher-shape.js';
import { ecosystemsOf, splitPurl } from './purl-pattern.js';
import type { Readers } from './vocabulary.js';
import { isWidePattern, widePatternHint } from './wide-pattern.js';

/** What is wrong, where in the publisher, and what to do. */
export interface PublisherProblem {
  readonly path: Path;
  readonly message: string;
  readonly hint: string;
}

/** What is wrong with a publisher of the packages that a purl pattern (as it is written) is about; null when nothing is. */
export function publisherProblem(
  publisher: PublisherDocument,
  purl: string,
  { isRange }: Pick<Readers, 'isRange'>,
): PublisherProblem | null {
  const ecosystems = ecosystemsOf(purl);
  return (
    kindProblem(publisher, ecosystems) ??
    identityProblem(publisher) ??
    triggerProblem(publisher) ??
    versionsProblem(publisher, purl, (range) => ecosystems.some((ecosystem) => isRange(ecosystem, range)))
  );
}

function kindProblem({ kind }: PublisherDocument, [only, ...others]: readonly EcosystemId[]): PublisherProblem | null {
  if (others.length > 0) return null;
  if (kind === 'certificate' && only === 'npm') {
    const hint = 'X.509 certificates sign gems alone; for npm name a workflow (github, gitlab) or `registry-key`.';
    return { path: ['kind'], message: 'npm packages are not signed with X.509 certificates', hint };
  }
  if (kind === 'registry-key' && only === 'rubygems') {
    const hint = 'For gems name a workflow (github, gitlab) or a `certificate`.';
    return { path: ['kind'], message: 'registries of gems sign nothing', hint };
  }
  return null;
}

function identityProblem(publisher: PublisherDocument): PublisherProblem | null {
  if (publisher.kind !== 'identity' || !isWidePattern(publisher.identity)) return null;
  return { path: ['identity'], message: 'this pattern leaves open who it is', hint: widePatternHint };
}

function triggerProblem(publisher: PublisherDocument): PublisherProblem | null {
  const { triggers = [] } = 'triggers' in publisher ? publisher : {};
  const index = triggers.findIndex((trigger) => mistypedTrigger(trigger) !== null);
  const [text] = triggers.slice(index);
  if (index < 0 || text === undefined) return null;
  const hint = `Did you mean \`${mistypedTrigger(text) ?? ''}\`?`;
  return { path: ['triggers', index], message: `no run is started by "${text}"`, hint };
}

function versionsProblem(
  { versions }: PublisherDocument,
  purl: string,
  isRange: (range: string) => boolean,
): PublisherProblem | null {
  if (versions === undefined) return null;
  const { version } = purl === 'pkg:**' ? { version: '' } : splitPurl(purl);
  if (version !== '' && !version.includes('*')) {
    const hint = 'Leave out `versions`, or the version behind the @.';
    return { path: ['versions'], message: 'the purl already names one version', hint };
  }
  if (isRange(versions)) return null;
  const hint = 'npm writes ranges as in `>=2.5.0 <3`, RubyGems as in `>= 2.5, < 3`.';
  return { path: ['versions'], message: 'this is no range of versions in the ecosystem’s own syntax', hint };
}
