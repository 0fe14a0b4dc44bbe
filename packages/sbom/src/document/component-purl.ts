import { isPublicOrigin, originOf, purlOf, type EcosystemId, type SubjectFile } from '@assay/model';
import { safeId } from './bom-refs.js';
import type { SubjectContext } from './build-context.js';
import { safeUrl } from '../safe/safe-text.js';

/** A package's purl, with qualifiers that say where it comes from where that is not the default registry (purl-spec, known qualifiers). */
export function componentPurl(about: SubjectContext): string {
  const [name, value] = qualifierOf(about);
  const plain = safeId(plainPurl(about));
  return name === '' || value === null ? plain : `${plain}?${name}=${encodeURIComponent(value)}`;
}

function plainPurl({ subject, member }: SubjectContext): string {
  return member?.name === undefined ? subject.purl : purlOf(subject.ecosystem, member.name, member.version ?? '');
}

const nothing: readonly [string, null] = ['', null];

function qualifierOf(about: SubjectContext): readonly [string, string | null] {
  const { source } = about.subject;
  if (source.kind === 'git') return ['vcs_url', vcsUrl(source)];
  if (source.kind === 'url') return ['download_url', safeUrl(source.url)];
  if (source.kind !== 'registry') return nothing;
  const registry = registryOf(about);
  return registry === null || isDefault(about.subject.ecosystem, registry) ? nothing : ['repository_url', registry];
}

/** `git+https://host/path@commit` (SPDX's form of a download location, which purl-spec takes over). Null for what is no URL. */
export function vcsUrl({ url, commit }: { readonly url: string; readonly commit?: string }): string | null {
  const whole = safeUrl(url.split('#', 1)[0] ?? '');
  if (whole === null) return null;
  const named = whole.startsWith('git') ? whole : `git+${whole}`;
  return commit === undefined ? named : `${named}@${commit}`;
}

/** Base URL of the registry: the one that was asked, the one that the lockfile names, or the one that a file's URL lies in. No slash at its end. */
export function registryOf({ subject, facts }: SubjectContext): string | null {
  const stated = facts?.registry ?? (subject.source.kind === 'registry' ? subject.source.url : undefined);
  const base = stated ?? baseOfFile(subject.name, subject.files[0]);
  const url = base === undefined ? null : safeUrl(base);
  return url?.endsWith('/') === true ? url.slice(0, -1) : url;
}

/** npm's layout of URLs: `<registry>/<name>/-/<file>`. */
function baseOfFile(name: string, file: SubjectFile | undefined): string | undefined {
  const at = file?.url?.indexOf(`/${name}/-/`) ?? -1;
  return at < 0 ? undefined : file?.url?.slice(0, at);
}

/** Few registries serve many packages. */
const answers = new Map<string, boolean>();
const mostAnswers = 1000;

function isDefault(ecosystem: EcosystemId, registry: string): boolean {
  const key = `${ecosystem} ${registry}`;
  const known = answers.get(key);
  if (known !== undefined) return known;
  const answer = originOf(registry) === registry && isPublicOrigin(ecosystem, registry);
  if (answers.size >= mostAnswers) answers.clear();
  answers.set(key, answer);
  return answer;
}
