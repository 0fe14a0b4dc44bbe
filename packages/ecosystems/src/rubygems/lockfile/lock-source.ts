import type { SubjectSource } from '@assay/model';
import type { GapList } from './gap-list.js';
import { quoted, refuseLockfile } from './refuse-lockfile.js';
import { readRegistryRemote, readRepositoryRemote } from './remote-url.js';
import type { LockOption, SourceSection } from './source-section.js';

const knownOptions: ReadonlyMap<string, readonly string[]> = new Map([
  ['GEM', ['remote']],
  ['GIT', ['remote', 'revision', 'ref', 'branch', 'tag', 'submodules', 'glob']],
  ['PATH', ['remote', 'glob']],
]);

/** Where the gems of a section come from. Throws `ERR_LOCKFILE` when an option that can stand once stands twice. */
export function readSource(file: string, section: SourceSection, gaps: GapList): SubjectSource {
  if (section.title === 'GEM') return registrySource(section, gaps);
  if (section.title === 'PLUGIN SOURCE') return pluginSource(section);
  refuseRepeated(file, section);
  reportUnknown(section, gaps);
  return section.title === 'GIT' ? gitSource(section, gaps) : pathSource(section);
}

/**
 * A section with several remotes says that Bundler may take each gem from any of them (CVE-2020-36327): no registry can then
 * be held to be the right one, so the source is unsupported. The same holds for one that names none.
 */
function registrySource(section: SourceSection, gaps: GapList): SubjectSource {
  reportUnknown(section, gaps);
  const remotes = new Map<string | null, string>();
  for (const option of section.options.filter(({ key }) => key === 'remote')) {
    const { url, problem, hadCredentials } = readRegistryRemote(option.value);
    if (hadCredentials) reportCredentials(option, gaps);
    if (url === null) gaps.add('unusable-remote', problem, option.line);
    remotes.set(url, problem);
  }
  if (remotes.size > 1) return severalRemotes(section, [...remotes.keys()], gaps);
  for (const [url, problem] of remotes) {
    return url === null ? { kind: 'unsupported', reason: problem } : { kind: 'registry', url };
  }
  return { kind: 'unsupported', reason: 'The lockfile names no registry for this gem.' };
}

function severalRemotes(section: SourceSection, urls: readonly (string | null)[], gaps: GapList): SubjectSource {
  const reason =
    'The lockfile names several registries for this gem; Bundler may take it from any of them (CVE-2020-36327).';
  const list = urls.map((url) => url ?? 'one that cannot be used').join(', ');
  const advice = 'Give each gem one `source` in the Gemfile and let Bundler write the lockfile again.';
  gaps.add('several-remotes', `This section names several registries: ${list}. ${advice}`, section.line);
  return { kind: 'unsupported', reason };
}

function gitSource(section: SourceSection, gaps: GapList): SubjectSource {
  const remote = optionOf(section, 'remote');
  if (remote === undefined) return { kind: 'unsupported', reason: 'The lockfile names no repository for this gem.' };
  const { url, hadCredentials } = readRepositoryRemote(remote.value);
  if (hadCredentials) reportCredentials(remote, gaps);
  const revision = optionOf(section, 'revision');
  if (revision !== undefined && isCommit(revision.value)) return { kind: 'git', url, commit: revision.value };
  const detail = 'The lockfile pins no full commit for this repository, so Bundler takes whatever its branch holds.';
  gaps.add('git-revision-missing', detail, revision?.line ?? section.line);
  return { kind: 'git', url };
}

function pathSource(section: SourceSection): SubjectSource {
  const remote = optionOf(section, 'remote');
  if (remote === undefined) return { kind: 'unsupported', reason: 'The lockfile names no folder for this gem.' };
  return { kind: 'directory', path: remote.value };
}

function pluginSource(section: SourceSection): SubjectSource {
  const type = optionOf(section, 'type');
  const of = type === undefined ? '' : ` of type ${quoted(type.value)}`;
  return { kind: 'unsupported', reason: `A Bundler plugin${of} decides where this gem comes from.` };
}

/** The full object id of a commit: SHA-1 or SHA-256, as git prints it. */
function isCommit(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

function optionOf(section: SourceSection, key: string): LockOption | undefined {
  return section.options.find((option) => option.key === key);
}

function refuseRepeated(file: string, section: SourceSection): void {
  const seen = new Set<string>();
  for (const { key, line } of section.options) {
    if (seen.has(key))
      refuseLockfile({ file, line }, `The option ${quoted(key)} stands twice in one ${section.title} section.`);
    seen.add(key);
  }
}

function reportUnknown(section: SourceSection, gaps: GapList): void {
  const known = knownOptions.get(section.title) ?? [];
  for (const { key, line } of section.options) {
    if (!known.includes(key))
      gaps.add('unknown-option', `The option ${quoted(key)} of a ${section.title} section is not read.`, line);
  }
}

function reportCredentials(option: LockOption, gaps: GapList): void {
  const advice = 'Revoke them, and configure them in Bundler instead (`bundle config`).';
  gaps.add(
    'credentials-in-lockfile',
    `This \`remote:\` holds credentials, which anyone with the lockfile can read. ${advice}`,
    option.line,
  );
}
