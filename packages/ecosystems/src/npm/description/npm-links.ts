import { asMap, asText, type DocMap, type DocValue } from '@assay/documents';
import type { DescribedLink } from '@assay/model';
import { linkTo, listed } from '../../description/compose-description.js';
import { oneLine } from '../../description/one-line.js';
import { repositoryUrl } from '../../description/public-url.js';

const longestFolder = 512;

/** The places that a manifest names: repository, website, where to report bugs, how to pay. */
export function npmLinks(manifest: DocMap): readonly (DescribedLink | null)[] {
  return [
    ...listed(manifest.get('repository')).map(repositoryLink),
    linkTo('website', asText(manifest.get('homepage'))),
    bugsLink(manifest.get('bugs')),
    ...fundingLinks(manifest.get('funding')),
  ];
}

/** `funding`: a URL, `{url}`, or a list of either. */
export function fundingLinks(value: DocValue | undefined): readonly (DescribedLink | null)[] {
  return listed(value).map((item) => linkTo('funding', urlIn(item)));
}

function repositoryLink(value: DocValue): DescribedLink | null {
  const text = urlIn(value);
  const url = text === undefined ? null : repositoryUrl(text);
  if (url === null) return null;
  const directory = folder(asMap(value)?.get('directory'));
  return { kind: 'vcs', url, ...(directory === undefined ? {} : { directory }) };
}

/** A path below the repository's root. */
function folder(value: DocValue | undefined): string | undefined {
  const path = oneLine(value, longestFolder)?.replace(/^(?:\.?\/)+/, '');
  return path === '' || path?.split('/').includes('..') === true ? undefined : path;
}

/** `bugs`: a URL, `{url}`, or an address to write to. */
function bugsLink(value: DocValue | undefined): DescribedLink | null {
  return linkTo('issue-tracker', value === undefined ? undefined : urlIn(value));
}

function urlIn(value: DocValue): string | undefined {
  return asText(value) ?? asText(asMap(value)?.get('url'));
}
