/** What other readers of ZIP see in an archive: the oracles of differential tests. */

import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runClient } from './client.js';
import { askOracle, type OracleEntry, type OracleListing } from './oracle.js';
import { temporaryFolder } from './temporary-folder.js';

/** Python's zipfile goes by the central directory, and checks names against the local headers. */
const pythonProgram = `
import hashlib, io, json, struct, sys, zipfile
def entry(archive, info):
    data = archive.read(info)
    kind = 'directory' if info.is_dir() else 'file'
    digest = hashlib.sha256(data).hexdigest() if kind == 'file' else ''
    return {'path': info.filename.rstrip('/'), 'type': kind, 'size': len(data), 'linkTarget': '', 'sha256': digest}
while True:
    head = sys.stdin.buffer.read(4)
    if len(head) < 4: break
    data = sys.stdin.buffer.read(struct.unpack('<I', head)[0])
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            answer = {'entries': [entry(archive, info) for info in archive.infolist()]}
    except Exception as error: answer = {'error': repr(error)}
    print(json.dumps(answer))
`;

/** Java has a reader of each kind: ZipFile goes by the central directory, ZipInputStream by the local headers. */
const javaProgram = `
import java.io.*;
import java.nio.file.*;
import java.security.MessageDigest;
import java.util.*;
import java.util.zip.*;
class Oracle {
  static String quote(String s) {
    StringBuilder b = new StringBuilder("\\"");
    for (char c : s.toCharArray()) b.append(c >= 32 && c < 127 && c != '"' && c != 92 ? "" + c : String.format("\\\\u%04x", (int) c));
    return b.append('"').toString();
  }
  static String entry(ZipEntry e, InputStream in) throws Exception {
    byte[] data = in.readAllBytes();
    String name = e.getName().replaceAll("/+$", "");
    String digest = e.isDirectory() ? "" : HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
    return "{\\"path\\":" + quote(name) + ",\\"type\\":\\"" + (e.isDirectory() ? "directory" : "file") + "\\",\\"size\\":" + data.length
      + ",\\"linkTarget\\":\\"\\",\\"sha256\\":\\"" + digest + "\\"}";
  }
  static String error(Exception e) { return "{\\"error\\":" + quote(e.toString()) + "}"; }
  static String forwards(byte[] data) {
    List<String> all = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(data))) {
      for (ZipEntry e; (e = zip.getNextEntry()) != null;) all.add(entry(e, zip));
      return "{\\"entries\\":[" + String.join(",", all) + "]}";
    } catch (Exception e) { return error(e); }
  }
  static String fromEnd(byte[] data, Path file) throws Exception {
    Files.write(file, data);
    List<String> all = new ArrayList<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (ZipEntry e : Collections.list(zip.entries())) all.add(entry(e, zip.getInputStream(e)));
      return "{\\"entries\\":[" + String.join(",", all) + "]}";
    } catch (Exception e) { return error(e); }
  }
  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[0]);
    DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
    for (;;) {
      byte[] head = in.readNBytes(4);
      if (head.length < 4) return;
      int length = (head[0] & 255) | (head[1] & 255) << 8 | (head[2] & 255) << 16 | (head[3] & 255) << 24;
      byte[] data = in.readNBytes(length);
      System.out.println("{\\"forwards\\":" + forwards(data) + ",\\"fromEnd\\":" + fromEnd(data, file) + "}");
    }
  }
}
`;

/** What Java's two readers make of an archive. */
export interface JavaZipListing {
  /** ZipInputStream, which sees the local headers alone. */
  readonly forwards: OracleListing;
  /** ZipFile. */
  readonly fromEnd: OracleListing;
}

/** Lists ZIP archives with Python's zipfile, all in one run of `python3`. Links are files to it. */
export function listZipWithPython(zips: readonly Uint8Array[]): Promise<readonly OracleListing[]> {
  return askOracle<OracleListing>('python3', ['-c', pythonProgram], zips);
}

/** Lists ZIP archives with both of Java's readers, all in one run of `java`. Links are files to them. */
export async function listZipWithJava(zips: readonly Uint8Array[]): Promise<readonly JavaZipListing[]> {
  await using folder = await temporaryFolder();
  const source = join(folder.path, 'Oracle.java');
  await writeFile(source, javaProgram);
  return await askOracle<JavaZipListing>('java', [source, join(folder.path, 'archive.zip')], zips);
}

/**
 * Extracts a ZIP archive with Info-ZIP's unzip into a temporary folder, and tells what lies there, sorted by path. An error
 * is what unzip itself calls one: warnings are none.
 */
export async function extractWithUnzip(zip: Uint8Array): Promise<OracleListing> {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'archive.zip');
  const out = join(folder.path, 'out');
  await mkdir(out);
  await writeFile(file, zip);
  const env = { ...process.env, LC_ALL: 'C.UTF-8' };
  const { status, stderr } = await runClient('unzip', ['-o', '-q', file, '-d', out], { env });
  if (status !== 0 && status !== 1) return { error: `${String(status)}: ${stderr}` };
  const entries = await walk(out, '');
  return { entries: entries.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

async function walk(folder: string, prefix: string): Promise<OracleEntry[]> {
  const entries: OracleEntry[] = [];
  for (const child of await readdir(folder, { withFileTypes: true })) {
    const path = prefix + child.name;
    const place = join(folder, child.name);
    if (child.isDirectory()) {
      entries.push(
        { path, type: 'directory', size: 0, linkTarget: '', sha256: '' },
        ...(await walk(place, `${path}/`)),
      );
    } else if (child.isSymbolicLink()) {
      entries.push({ path, type: 'symlink', size: 0, linkTarget: await readlink(place), sha256: '' });
    } else {
      const content = await readFile(place);
      const sha256 = createHash('sha256').update(content).digest('hex');
      entries.push({ path, type: 'file', size: content.length, linkTarget: '', sha256 });
    }
  }
  return entries;
}
