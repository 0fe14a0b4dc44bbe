/**
 * Lists every npm tarball and gem under a folder (an npm cache, a vendor/cache) with Assay, with Python's tarfile, with the
 * node-tar of the installed npm and, for gems, with RubyGems, and tells every difference and every refusal. Opt-in: it needs
 * a folder of real packages, and those readers as far as they are installed.
 *
 *     node scripts/archive-oracle.mjs FOLDER
 */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { listArchive, listArchiveStream } from '../packages/archive/dist/index.js';
import { hasClient, listWithPython } from '../packages/testkit/dist/index.js';

const batch = 100;
const fileTypes = { '': 'file', 0: 'file', 1: 'hardlink', 2: 'symlink', 5: 'directory' };
const nodeTarTypes = {
  File: 'file',
  OldFile: 'file',
  Link: 'hardlink',
  SymbolicLink: 'symlink',
  Directory: 'directory',
};

const rubyProgram = `
require 'rubygems/package'; require 'json'; require 'zlib'; require 'stringio'
def rows(io)
  rows = []
  Gem::Package::TarReader.new(io).each { |e| rows << [e, e.full_name == 'data.tar.gz' ? e.read : nil] }
  rows
end
def row(within, e) = [within, e.full_name.dup.force_encoding('UTF-8'), e.header.typeflag, e.header.size, e.header.linkname]
STDIN.each_line(chomp: true) do |file|
  outer = File.open(file, 'rb') { |io| rows(io) }
  inner = outer.filter_map(&:last).flat_map { |data| Zlib::GzipReader.wrap(StringIO.new(data)) { |gz| rows(gz) } }
  puts JSON.generate(outer.map { |e, _| row('', e) } + inner.map { |e, _| row('data.tar.gz', e) })
rescue StandardError => error
  puts JSON.generate('error' => error.message)
end
`;

function archivesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, bytes: () => readFileSync(path), format: formatOf(path) }))
    .filter(({ format }) => format !== undefined);
}

function formatOf(path) {
  if (path.endsWith('.gem')) return 'gem';
  const bytes = readFileSync(path);
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? 'npm-tgz' : undefined;
}

async function listWithAssay({ bytes, format }) {
  const content = bytes();
  const options = { format, members: [], hashEntries: true };
  async function* once() {
    yield content;
  }
  return listArchive(content, options) ?? (await listArchiveStream(once(), options));
}

/** node-tar as the npm on the PATH brings it. */
function nodeTar() {
  const npm = (process.env.PATH ?? '')
    .split(delimiter)
    .map((dir) => join(dir, 'npm'))
    .find((path) => existsSync(path));
  try {
    return createRequire(realpathSync(npm))('tar');
  } catch {
    return undefined;
  }
}

function listWithNodeTar({ Parser }, bytes) {
  return new Promise((resolve) => {
    const entries = [];
    const parser = new Parser({ onwarn: (code, message) => entries.push(`${code} ${message}`) });
    parser.on('entry', (entry) => {
      const hash = createHash('sha256');
      entry.on('data', (part) => hash.update(part));
      entry.on('end', () => {
        const type = nodeTarTypes[entry.type] ?? entry.type;
        const digest = type === 'file' ? hash.digest('hex') : '';
        entries.push([unslashed(entry.path), type, entry.size, entry.linkpath ?? '', digest].join(' '));
      });
    });
    parser.on('end', () => resolve(entries));
    parser.end(bytes);
  });
}

const unslashed = (path) => path.replace(/\/+$/, '');

const pythonRows = ({ entries, error }) =>
  error === undefined
    ? entries.map(({ path, type, size, linkTarget, sha256 }) => [path, type, size, linkTarget, sha256].join(' '))
    : [error];

const assayRows = ({ entries }) =>
  entries.map(({ path, type, size, linkTarget = '', sha256 = '' }) => {
    const name = type === 'directory' ? unslashed(path) : path;
    return [name, type, size, linkTarget, sha256].join(' ');
  });

function listWithRuby(paths) {
  const { stdout } = spawnSync('ruby', ['-e', rubyProgram], {
    input: paths.join('\n'),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  const answers = stdout.split('\n').filter((line) => line !== '');
  return answers
    .map((line) => JSON.parse(line))
    .map((rows) => (Array.isArray(rows) ? rows.map(rubyRow) : [rows.error]));
}

const rubyRow = ([within, path, type, size, link]) =>
  [within, unslashed(path), fileTypes[type] ?? type, size, link].join(' ');

const assayGemRows = ({ entries }) =>
  entries.map(({ within = '', path, type, size, linkTarget = '' }) =>
    [within, unslashed(path), type, size, linkTarget].join(' '),
  );

const counts = new Map();
const count = (what) => counts.set(what, (counts.get(what) ?? 0) + 1);

function compare(reader, path, [ours, theirs]) {
  const missing = ours.filter((row) => !theirs.includes(row));
  const extra = theirs.filter((row) => !ours.includes(row));
  const same = ours.length === theirs.length && missing.length === 0 && extra.length === 0;
  count(`${reader}: ${same ? 'same' : 'DIFFERENT'}`);
  if (!same) console.log(`${reader} differs on ${path}\n  ours ${missing[0]}\n  its  ${extra[0]}`);
}

async function judge(archive) {
  const listing = await listWithAssay(archive);
  const codes = [...new Set(listing.problems.map(({ severity, code }) => `${severity} ${code}`))];
  for (const code of codes) count(code);
  const refused = codes.filter((code) => !code.startsWith('note'));
  if (refused.length > 0) console.log(`${refused.join(', ')}: ${archive.path}`);
  return { archive, listing, refused: refused.length > 0 };
}

async function checkNpm(judged, tar) {
  const accepted = judged.filter(({ archive, refused }) => archive.format === 'npm-tgz' && !refused);
  const tars = accepted.map(({ archive }) => gunzipSync(archive.bytes()));
  const python = hasClient('python3') ? await listWithPython(tars) : [];
  for (const [i, { archive, listing }] of accepted.entries()) {
    const rows = assayRows(listing);
    if (python[i] !== undefined) compare('Python', archive.path, [rows, pythonRows(python[i])]);
    if (tar !== undefined) compare('node-tar', archive.path, [rows, await listWithNodeTar(tar, tars[i])]);
  }
}

function checkGems(judged) {
  const accepted = judged.filter(({ archive, refused }) => archive.format === 'gem' && !refused);
  if (accepted.length === 0 || !hasClient('ruby')) return;
  const ruby = listWithRuby(accepted.map(({ archive }) => archive.path));
  for (const [i, { archive, listing }] of accepted.entries())
    compare('RubyGems', archive.path, [assayGemRows(listing), ruby[i]]);
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Usage: node scripts/archive-oracle.mjs FOLDER');
  process.exitCode = 2;
} else {
  const archives = archivesUnder(folder);
  const tar = nodeTar();
  for (let at = 0; at < archives.length; at += batch) {
    const judged = [];
    for (const archive of archives.slice(at, at + batch)) judged.push(await judge(archive));
    await checkNpm(judged, tar);
    checkGems(judged);
  }
  console.log(`${archives.length} archives`);
  for (const [what, number] of [...counts].sort()) console.log(`${String(number).padStart(7)} ${what}`);
  process.exitCode = [...counts.keys()].some((what) => what.endsWith('DIFFERENT')) ? 1 : 0;
}
