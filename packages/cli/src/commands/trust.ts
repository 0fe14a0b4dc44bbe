/** `assay trust show|import|remove|update`. */

import {
  importTrustFile,
  removeTrustDocument,
  showTrust,
  updateTrustStore,
  type ShownTrust,
  type TrustSource,
} from '@assay/verifier';
import { printableJson } from '../printable-json.js';
import { didYouMean } from '../did-you-mean.js';
import { printNotes } from '../print-notes.js';
import { oneOf, readArguments, usageError, type Arguments } from '../read-arguments.js';
import type { Terminal } from '../terminal.js';
import { documentText, failureText, importText, overviewText, removalText } from '../trust-text.js';
import { writeAll } from '../write-all.js';

const incomplete = 3;
const kinds = ['sigstore-root', 'registry-keys', 'gem-certificates'] as const;

/** Lists, imports, removes or updates trust documents; exit code 3 when not everything could be updated or the store is damaged. */
export async function trust(terminal: Terminal, args: readonly string[]): Promise<number> {
  const [verb, ...rest] = args;
  if (verb === 'show') return show(terminal, rest);
  if (verb === 'import') return importFile(terminal, rest);
  if (verb === 'remove') return remove(terminal, rest);
  if (verb === 'update') return update(terminal, rest);
  const expected = 'expected `show`, `import FILE`, `remove NAME` or `update`';
  throw usageError(`${expected}${didYouMean(verb, ['show', 'import', 'remove', 'update'])}`, 'trust');
}

async function show(terminal: Terminal, args: readonly string[]): Promise<number> {
  const given = readArguments(args, { format: 'string' }, 'trust');
  if (given.positionals.length > 0) throw usageError('`trust show` takes no file', 'trust');
  const format = formatOf(given);
  const overview = await showTrust(placeOf(terminal));
  const { at, documents, problems } = overview;
  const json = { at, documents: documents.map(documentJson), problems };
  await writeAll(terminal.stdout, format === 'json' ? printableJson(json) : overviewText(overview));
  return problems.some(({ code }) => code.startsWith('trust-store-')) ? incomplete : 0;
}

async function importFile(terminal: Terminal, args: readonly string[]): Promise<number> {
  const types = { format: 'string', kind: 'string', name: 'string', registry: 'string', expires: 'string' } as const;
  const given = readArguments(args, types, 'trust');
  const [file, ...more] = given.positionals;
  if (file === undefined || more.length > 0) throw usageError('expected one file', 'trust');
  const kind = oneOf(given, 'kind', kinds, 'trust');
  const format = formatOf(given);
  const stored = await importTrustFile({
    ...placeOf(terminal),
    file,
    ...(kind === undefined ? {} : { kind }),
    ...texts(given, ['name', 'registry', 'expires']),
  });
  const { replaces } = stored;
  const json = { ...documentJson(stored), replaces: replaces === null ? null : documentJson(replaces) };
  await writeAll(terminal.stdout, format === 'json' ? printableJson(json) : importText(stored));
  return 0;
}

async function remove(terminal: Terminal, args: readonly string[]): Promise<number> {
  const given = readArguments(args, { format: 'string', kind: 'string' }, 'trust');
  const [name, ...more] = given.positionals;
  if (name === undefined || more.length > 0) throw usageError('expected one name', 'trust');
  const kind = oneOf(given, 'kind', kinds, 'trust');
  const format = formatOf(given);
  const result = await removeTrustDocument({ ...placeOf(terminal), name, ...(kind === undefined ? {} : { kind }) });
  const { removed, inForce } = result;
  const json = { removed: documentJson(removed), inForce: inForce === null ? null : documentJson(inForce) };
  await writeAll(terminal.stdout, format === 'json' ? printableJson(json) : removalText(result));
  return 0;
}

async function update(terminal: Terminal, args: readonly string[]): Promise<number> {
  const types = { format: 'string', mirror: 'string', root: 'string', name: 'string' } as const;
  const given = readArguments(args, types, 'trust');
  if (given.positionals.length > 0) throw usageError('`trust update` takes no file', 'trust');
  const format = formatOf(given);
  const mirror = mirrorOf(given);
  const result = await updateTrustStore({ ...placeOf(terminal), ...(mirror === undefined ? {} : { mirror }) });
  const { documents } = await showTrust(placeOf(terminal));
  await printNotes(terminal, result.notes);
  await writeAll(terminal.stdout, format === 'json' ? updateJson(result, documents) : updateText(result, documents));
  return result.failures.length === 0 ? 0 : incomplete;
}

type Update = Awaited<ReturnType<typeof updateTrustStore>>;

function updateText({ updated, failures }: Update, documents: readonly ShownTrust[]): string {
  const isNew = (one: ShownTrust) => updated.some(({ entry }) => isSame(entry, one));
  const news = documents.filter(isNew).map(documentText);
  if (failures.length === 0) return news.join('');
  const kept = documents.filter((one) => !isNew(one) && one.document.kind !== 'gem-certificates').map(documentText);
  const still = kept.length === 0 ? ['Nothing else is in force.\n'] : ['Still in force, unchanged:\n', ...kept];
  return [...news, ...failures.map(failureText), ...still].join('');
}

function updateJson({ at, updated, failures }: Update, documents: readonly ShownTrust[]): string {
  const changed = updated.map(({ repository, entry: { document } }) => ({
    repository,
    kind: document.kind,
    name: document.name,
    digest: document.digest.value,
  }));
  return printableJson({ at, updated: changed, failures, documents: documents.map(documentJson) });
}

function isSame({ document: a }: Pick<ShownTrust, 'document'>, { document: b }: ShownTrust): boolean {
  return a.kind === b.kind && a.name === b.name;
}

/** Everything but the document's text, which is what was imported or downloaded. */
function documentJson({ document, source, since, expired, parts }: ShownTrust): object {
  const { kind, name, origin, digest, expires, registry } = document;
  return { kind, name, origin, source, since, digest: digest.value, expires, expired, registry, parts };
}

function mirrorOf(given: Arguments): TrustSource['mirror'] {
  const { mirror: url, root: rootFile, name } = texts(given, ['mirror', 'root', 'name']);
  if (url !== undefined)
    return { url, ...(rootFile === undefined ? {} : { rootFile }), ...(name === undefined ? {} : { name }) };
  if (rootFile !== undefined || name !== undefined) throw usageError('--root and --name belong to a --mirror', 'trust');
  return undefined;
}

function texts<Name extends string>(given: Arguments, names: readonly Name[]): Partial<Record<Name, string>> {
  const found: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = given.text(name);
    if (value !== undefined) found[name] = value;
  }
  return found;
}

function formatOf(given: Arguments): 'terminal' | 'json' {
  return oneOf(given, 'format', ['terminal', 'json'] as const, 'trust') ?? 'terminal';
}

function placeOf(terminal: Terminal) {
  return { env: terminal.env, cwd: terminal.cwd() };
}
