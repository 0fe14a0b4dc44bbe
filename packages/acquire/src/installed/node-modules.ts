/** Installed copies of an npm package: in `node_modules`, in the folders of other packages, and where pnpm's links lead. */

import { lstatSync, readlinkSync } from 'node:fs';
import { basename, dirname, join, parse, resolve, sep } from 'node:path';
import type { CopiesWanted, LocalCopyRead } from '@assay/model';
import { copyProblem } from './copy-problems.js';
import { below, realPathOr, type CopyQuestion } from './copy-question.js';
import type { Obstacle } from './descend.js';
import { findNested } from './find-nested.js';
import { listNames } from './list-names.js';
import { entriesNamed, type InstalledEntries } from './package-lock-entries.js';
import { readTreeCopy, unreadCopy, type CopyPlace } from './read-copy.js';
import { attempt } from './system-code.js';

const where = 'node_modules';

/** Reads every copy that Node could load in the project. */
export async function installedNodePackages(
  question: CopyQuestion,
  projectRoot: string,
  entries: InstalledEntries | null,
): Promise<readonly LocalCopyRead[]> {
  const project = resolve(projectRoot);
  const { name } = question.wanted;
  const ways = new Map<string, Way>();
  const add = (way: Way | null) => {
    if (way !== null) ways.set(`${way.base}/${way.path}`, way);
  };
  const roots = modulesFolders(project);
  // Node takes the nearest.
  const [nearest] = roots.filter((root) => isThere(join(root, name)));
  const asked = nearest === undefined ? null : { base: nearest, path: name };
  const loaded = asked === null ? null : followed(asked, roots);
  add(loaded);
  for (const { path, version } of entriesNamed(entries, name)) {
    const isOther = version !== null && version !== question.wanted.version;
    if (!isOther) add({ base: join(project, 'node_modules'), path: path.slice('node_modules/'.length) });
  }
  const unread: (LocalCopyRead | null)[] = [];
  const addAll = (base: string, paths: readonly string[] | Obstacle) => {
    if ('code' in paths) unread.push(unreadCopy(question, { kind: 'tree', where }, paths));
    else for (const path of paths) add({ base, path });
  };
  for (const root of roots) addAll(root, virtualFolders(listNames(join(root, '.pnpm'), mostVirtual), question.wanted));
  const [own] = roots;
  if (entries === null && own === join(project, 'node_modules')) addAll(own, findNested(own, question.wanted));
  const copies = [];
  for (const way of ways.values()) {
    const isLoaded = loaded !== null && way.base === loaded.base && way.path === loaded.path;
    // Where pnpm's link stands, Node looks for a file before it follows the link.
    const names = [way, ...(isLoaded && asked !== null ? [asked] : [])].map(({ base, path }) => join(base, path));
    const copy = await readCopy(question, way, entries);
    copies.push(copy === null ? null : { ...copy, problems: [...shadowProblems(names), ...copy.problems] });
  }
  return [...copies, ...unread].filter((copy) => copy !== null);
}

/** More folders than that are in no project. */
const mostVirtual = 200_000;

/** A package's folder below a `node_modules`, with `/`. */
interface Way {
  readonly base: string;
  readonly path: string;
}

/** The project's `node_modules`, and those of the folders above it, where Node looks next. */
function modulesFolders(project: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = project; ; folder = dirname(folder)) {
    const modules = join(folder, 'node_modules');
    if (isThere(modules)) folders.push(modules);
    if (folder === parse(folder).root) return folders;
  }
}

function isThere(path: string): boolean {
  return attempt(
    () => lstatSync(path, { throwIfNoEntry: false }) !== undefined,
    (code) => code !== 'ENOTDIR',
  );
}

/** Follows pnpm's link, one step, if it leads into a `node_modules` that Node looks through for the project, or into pnpm's store. */
function followed(way: Way, roots: readonly string[]): Way {
  const path = join(way.base, way.path);
  const target = attempt(
    () => readlinkSync(path),
    () => null,
  );
  if (target === null) return way;
  const real = resolve(realPathOr(dirname(path)), target);
  for (const base of roots) {
    const inside = below(realPathOr(base), real);
    if (inside !== null && inside !== '') return { base, path: inside };
  }
  return inStore(real, way.path) ?? way;
}

/** pnpm's virtual store for the whole machine: `<store>/links/<name>/<version>/<digest>/node_modules/<name>`. */
function inStore(path: string, name: string): Way | null {
  const parts = path.split(sep);
  const tail = ['node_modules', ...name.split('/')];
  const start = parts.length - tail.length - 2;
  const digest = parts.at(-tail.length - 1) ?? '';
  const isStore = parts.slice(0, start).includes('links') && /^[0-9a-f]{64}$/u.test(digest);
  if (!isStore || parts.slice(-tail.length).join('/') !== tail.join('/')) return null;
  const base = parts.lastIndexOf('links', start) + 1;
  return { base: parts.slice(0, base).join(sep), path: parts.slice(base).join('/') };
}

/** pnpm's own folders: `<name>@<version>`, with the versions of peers or a patch behind that; `/` is `+` there. */
function virtualFolders(names: readonly string[] | Obstacle, wanted: CopiesWanted): readonly string[] | Obstacle {
  if ('code' in names) return names;
  const start = `${wanted.name.replace('/', '+')}@${wanted.version}`;
  const own = names.filter(
    (name) => name === start || (name.startsWith(start) && /^[_(]/u.test(name.slice(start.length))),
  );
  return own.map((name) => `.pnpm/${name}/node_modules/${wanted.name}`);
}

async function readCopy(
  question: CopyQuestion,
  { base, path }: Way,
  entries: InstalledEntries | null,
): Promise<LocalCopyRead | null> {
  const names = path.split('/');
  const place: CopyPlace = { base, names: names.slice(0, -1), name: names.at(-1) ?? '', where };
  const leaveOut = (inside: string) =>
    isOthers(inside) && entries?.get(`node_modules/${path}/${inside}`)?.isBundled !== true;
  const tree = await readTreeCopy(question, place, { leaveOut });
  if (tree === null) return null;
  return { ...tree.read, problems: nestedProblems(tree.leftOut) };
}

/** Node takes `<name>.js` for a package without `exports`, before it looks into its folder. */
function shadowProblems(paths: readonly string[]): LocalCopyRead['problems'] {
  const files = ['.js', '.json', '.node'].flatMap((extension) => paths.map((path) => `${path}${extension}`));
  const there = [...new Set(files)].filter(isThere);
  return there.map((file) => copyProblem('installed-shadow', JSON.stringify(basename(file))));
}

function nestedProblems(leftOut: readonly string[]): LocalCopyRead['problems'] {
  const nested = leftOut.filter((inside) => !inside.startsWith('node_modules/.'));
  if (nested.length === 0) return [];
  const some = nested.slice(0, mostNamed).map((inside) => JSON.stringify(inside.slice('node_modules/'.length)));
  const more = nested.length > mostNamed ? ` and ${nested.length - mostNamed} more` : '';
  return [copyProblem('nested-packages', `${some.join(', ')}${more}`)];
}

const mostNamed = 10;

/** `node_modules/<name>`, `node_modules/@scope/<name>` and `node_modules/.bin`, in which a package manager puts what is not the package's. */
function isOthers(inside: string): boolean {
  const [first, second, third, ...deeper] = inside.split('/');
  if (first !== 'node_modules' || second === undefined || deeper.length > 0) return false;
  return second.startsWith('@') ? third !== undefined : third === undefined;
}
