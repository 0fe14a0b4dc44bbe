import { groupBy, type Edge, type Project } from '@assay/model';
import { isOutside } from '../../npm/project-path.js';
import type { SubjectDraft } from './lock-subjects.js';

/** A lockfile whose subjects are known. */
export interface LockedGems {
  readonly lockfile: string;
  readonly drafts: readonly SubjectDraft[];
  readonly edges: readonly Edge[];
  /** Subject ids of what the Gemfile names. */
  readonly roots: ReadonlySet<string>;
}

/** A gem in a folder of the project. */
interface OwnGem {
  readonly draft: SubjectDraft;
  readonly path: string;
}

/**
 * The project, and the gems that lie in its folders. A lockfile names no project; but where one gem lies in the folder of the lockfile
 * itself, the lockfile is that gem's.
 */
export function gemProjects({ lockfile, drafts, edges, roots }: LockedGems): readonly Project[] {
  const gems = drafts.flatMap(ownGem);
  const needs = groupBy(edges, ({ from }) => from);
  const neededBy = ({ id }: SubjectDraft) => (needs.get(id) ?? []).map(({ to }) => to);
  const here = gems.filter(({ path }) => path === '.');
  const own = here.length === 1 ? here[0] : undefined;
  const asked = own === undefined ? roots : [...roots, ...neededBy(own.draft)];
  return [
    { lockfile, path: '.', ...identity(own?.draft), dependsOn: withoutSelf(asked, own?.draft) },
    ...gems
      .filter((gem) => gem !== own)
      .map(({ draft, path }) => {
        return { lockfile, path, ...identity(draft), dependsOn: withoutSelf(neededBy(draft), draft) };
      }),
  ];
}

function ownGem(draft: SubjectDraft): readonly OwnGem[] {
  const { source } = draft;
  return source.kind === 'directory' && !isOutside(source.path) ? [{ draft, path: source.path }] : [];
}

function identity(gem: SubjectDraft | undefined) {
  return gem === undefined ? {} : { subject: gem.id, name: gem.name, version: gem.version };
}

function withoutSelf(ids: Iterable<string>, own: SubjectDraft | undefined): readonly string[] {
  return [...new Set(ids)].filter((id) => id !== own?.id).sort();
}
