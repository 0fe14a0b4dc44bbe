/** What other readers of tar see in an archive: the oracles of differential tests. */

import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import type { EventEmitter } from 'node:events';
import { extract } from 'tar-stream';
import { askOracle, type OracleEntry, type OracleListing } from './oracle.js';

/** Reads length-prefixed tars from standard input and prints one JSON line for each. */
const pythonProgram = `
import hashlib, io, json, struct, sys, tarfile
KINDS = ((tarfile.TarInfo.isdir, 'directory'), (tarfile.TarInfo.issym, 'symlink'), (tarfile.TarInfo.islnk, 'hardlink'), (tarfile.TarInfo.isreg, 'file'))
def listing(data):
    with tarfile.open(fileobj=io.BytesIO(data), mode='r:', encoding='utf-8', errors='surrogateescape') as tar:
        return [entry(tar, info) for info in tar]
def entry(tar, info):
    kind = next((name for test, name in KINDS if test(info)), repr(info.type))
    file = kind == 'file'
    digest = hashlib.sha256(tar.extractfile(info).read()).hexdigest() if file else ''
    return {'path': info.name, 'type': kind, 'size': info.size, 'linkTarget': info.linkname if kind.endswith('link') else '', 'sha256': digest}
while True:
    head = sys.stdin.buffer.read(4)
    if len(head) < 4: break
    data = sys.stdin.buffer.read(struct.unpack('<I', head)[0])
    try: answer = {'entries': listing(data)}
    except Exception as error: answer = {'error': repr(error)}
    print(json.dumps(answer))
`;

/** The same with RubyGems' reader, which knows no extension headers: it tells them as entries. */
const rubyProgram = `
require 'rubygems/package'
require 'json'
require 'stringio'
require 'digest'
TYPES = { '' => 'file', '0' => 'file', '1' => 'hardlink', '2' => 'symlink', '5' => 'directory' }
def entry(e)
  type = TYPES.fetch(e.header.typeflag, e.header.typeflag)
  digest = type == 'file' ? Digest::SHA256.hexdigest(e.read || '') : ''
  path = e.full_name.dup.force_encoding('UTF-8')
  path = path.sub(%r{/+\\z}, '') if type == 'directory'
  { path: path, type: type, size: e.header.size, linkTarget: e.header.linkname, sha256: digest }
end
STDIN.binmode
while (head = STDIN.read(4))
  data = STDIN.read(head.unpack1('V')) || ''
  begin
    entries = []
    Gem::Package::TarReader.new(StringIO.new(data)).each { |e| entries << entry(e) }
    puts JSON.generate(entries: entries)
  rescue StandardError => error
    puts JSON.generate(error: error.class.name)
  end
end
`;

/** Lists uncompressed tars with Python's tarfile, all in one run of `python3`. */
export function listWithPython(tars: readonly Uint8Array[]): Promise<readonly OracleListing[]> {
  return askOracle<OracleListing>('python3', ['-c', pythonProgram], tars);
}

/** Lists uncompressed tars with RubyGems' reader, all in one run of `ruby`. */
export function listWithRubyGems(tars: readonly Uint8Array[]): Promise<readonly OracleListing[]> {
  return askOracle<OracleListing>('ruby', ['-e', rubyProgram], tars);
}

/** Turns of the event loop after which tar-stream, which has all bytes already, is taken to hang. */
const patience = 200;

/** Lists an uncompressed tar with tar-stream, which never ends on some archives: that too is an error here. */
export async function listWithTarStream(tar: Uint8Array): Promise<OracleListing> {
  const reader = extract();
  const entries: OracleEntry[] = [];
  let end: OracleListing | undefined;
  reader.on('entry', (header, content, next) => {
    const hash = createHash('sha256');
    content.on('data', (part) => hash.update(part as Uint8Array));
    content.on('error', (error: Error) => (end ??= { error: error.message }));
    content.on('end', () => {
      entries.push(oracleEntry(header, hash.digest('hex')));
      next();
    });
  });
  reader.on('finish', () => (end ??= { entries }));
  reader.on('error', (error: Error) => (end ??= { error: error.message }));
  reader.end(tar);
  for (let turn = 0; turn < patience && end === undefined; turn++) await nextTurn();
  return end ?? { error: 'hangs' };
}

const tarStreamTypes: Readonly<Record<string, string>> = { link: 'hardlink', 'contiguous-file': 'contiguous file' };

/** What tar-stream tells: wider than its own types, which leave the nulls out. */
interface TarStreamHeader {
  readonly name: string;
  readonly type: string | null;
  readonly size: number;
  readonly linkname: string | null;
}

function oracleEntry(header: TarStreamHeader, sha256: string): OracleEntry {
  const type = tarStreamTypes[header.type ?? ''] ?? header.type ?? 'unknown';
  const file = type === 'file';
  return {
    path: type === 'directory' ? header.name.replace(/\/+$/, '') : header.name,
    type,
    size: header.size,
    linkTarget: header.linkname ?? '',
    sha256: file ? sha256 : '',
  };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** As much of node-tar as is asked of it. */
interface NodeTar {
  readonly Parser: new (options: { readonly onwarn: (code: string, message: string) => void }) => NodeTarParser;
}

interface NodeTarParser extends EventEmitter {
  end(bytes: Buffer): void;
}

interface NodeTarEntry extends EventEmitter {
  readonly path: string;
  readonly type: string;
  readonly size: number;
  readonly linkpath?: string;
}

const nodeTarTypes: Readonly<Record<string, string>> = {
  File: 'file',
  OldFile: 'file',
  Link: 'hardlink',
  SymbolicLink: 'symlink',
  Directory: 'directory',
};

/** The node-tar that npm on the PATH unpacks packages with; null where there is none. */
export function nodeTarOfNpm(): NodeTar | null {
  const npm = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'npm'))
    .find((path) => existsSync(path));
  try {
    return npm === undefined ? null : (createRequire(realpathSync(npm))('tar') as NodeTar);
  } catch {
    return null;
  }
}

/** Lists an uncompressed tar with node-tar. A warning is an error here: what npm only warns of, it leaves out. */
export async function listWithNodeTar({ Parser }: NodeTar, tar: Uint8Array): Promise<OracleListing> {
  const entries: OracleEntry[] = [];
  let end: OracleListing | undefined;
  const parser = new Parser({ onwarn: (code, message) => (end ??= { error: `${code} ${message}` }) });
  parser.on('entry', (entry: NodeTarEntry) => {
    const hash = createHash('sha256');
    entry.on('data', (part: Uint8Array) => hash.update(part));
    entry.on('end', () => entries.push(nodeTarEntry(entry, hash.digest('hex'))));
  });
  parser.on('error', (error: Error) => (end ??= { error: error.message }));
  parser.on('end', () => (end ??= { entries }));
  try {
    parser.end(Buffer.from(tar));
  } catch (error) {
    end ??= { error: String(error) };
  }
  for (let turn = 0; turn < patience && end === undefined; turn++) await nextTurn();
  return end ?? { error: 'hangs' };
}

function nodeTarEntry({ path, type: name, size, linkpath = '' }: NodeTarEntry, sha256: string): OracleEntry {
  const type = nodeTarTypes[name] ?? name;
  return {
    path: type === 'directory' ? path.replace(/\/+$/, '') : path,
    type,
    size,
    linkTarget: linkpath,
    sha256: type === 'file' ? sha256 : '',
  };
}
