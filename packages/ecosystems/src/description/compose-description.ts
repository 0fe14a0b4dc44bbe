import { asList, type DocValue } from '@assay/documents';
import type { DescribedLink, DescriptionSource, EngineRange, PackageDescription, Party } from '@assay/model';
import { oneLine } from './one-line.js';
import { publicUrl } from './public-url.js';

/** What a reader found in a manifest, not yet cut to size. */
export interface FoundDescription {
  readonly licenses: readonly (DocValue | undefined)[];
  readonly summary?: DocValue | undefined;
  readonly authors?: readonly (Party | null)[];
  readonly maintainers?: readonly (Party | null)[];
  readonly publishedBy?: Party | null;
  readonly links?: readonly (DescribedLink | null)[];
  readonly deprecated?: DocValue | undefined;
  readonly engines?: readonly EngineRange[];
  readonly installScript?: boolean;
}

const longest = { license: 1024, text: 1000 };

/** Lists in a manifest are read so far: real ones are far shorter. */
export const mostListed = 100;

/** The description; null where nothing is said. What stands twice is kept once, lists and texts are cut to size. */
export function composeDescription(from: DescriptionSource, found: FoundDescription): PackageDescription | null {
  const summary = oneLine(found.summary, longest.text);
  const deprecated = oneLine(found.deprecated, longest.text);
  const { publishedBy = null, engines = [], installScript = false } = found;
  const licenses = found.licenses.slice(0, mostListed).map((license) => oneLine(license, longest.license));
  const description: PackageDescription = {
    from,
    licenses: [...new Set(licenses.filter((license) => license !== undefined))],
    ...(summary === undefined ? {} : { summary }),
    authors: distinct(found.authors ?? []),
    maintainers: distinct(found.maintainers ?? []),
    ...(publishedBy === null ? {} : { publishedBy }),
    links: distinct(found.links ?? []),
    ...(deprecated === undefined ? {} : { deprecated }),
    ...(engines.length === 0 ? {} : { engines }),
    ...(installScript ? { installScript } : {}),
  };
  return saysNothing(description) ? null : description;
}

function saysNothing({ licenses, authors, maintainers, links, ...rest }: PackageDescription): boolean {
  const listed = licenses.length + authors.length + maintainers.length + links.length;
  return listed === 0 && Object.keys(rest).length === 1;
}

function distinct<T>(items: readonly (T | null)[]): readonly T[] {
  const seen = new Map<string, T>();
  for (const item of items.filter((one) => one !== null).slice(0, mostListed)) seen.set(JSON.stringify(item), item);
  return [...seen.values()];
}

/** A value, or the items of a list, as many as are read. */
export function listed(value: DocValue | undefined): readonly DocValue[] {
  return asList(value)?.slice(0, mostListed) ?? (value === undefined || value === null ? [] : [value]);
}

/** A link to what the text names, if that is a URL. */
export function linkTo(kind: DescribedLink['kind'], text: string | undefined): DescribedLink | null {
  const url = text === undefined ? null : publicUrl(text);
  return url === null ? null : { kind, url };
}
