import { pathUnder, type Subject, type SubjectFile, type UrlMatch } from '@assay/model';

/**
 * Compares a file's URL with `<registry>/gems/<file name>`. Bundler's lockfiles name no URLs of files, and then there is nothing
 * to compare: Assay builds the URL from name, version and platform, as Bundler does.
 */
export function matchGemUrl(_subject: Subject, file: SubjectFile, registry: string): UrlMatch {
  if (file.url === undefined) return { match: 'same' };
  const path = pathUnder(registry, file.url);
  if (path === `gems/${file.name}`) return { match: 'same' };
  return { match: 'different', detail: `The URL is not that of ${JSON.stringify(file.name)} on the registry.` };
}
