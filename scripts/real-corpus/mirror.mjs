/**
 * A registry on loopback that serves what npm and Bundler have fetched: npm's cache, Bundler's compact index and the gems in
 * `vendor/cache`. Assay asks here what it would ask the registries, so that those are asked once, by their own clients, and a run can
 * be repeated as often as a refusal has to be looked at.
 */
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { openNpmCache } from './npm-cache.mjs';

/** Resolves to `{ port, close }`. */
export async function openMirror({ npmCache, npmRegistry, gemFolders, compactIndex }) {
  const npm = npmAnswers(await openNpmCache(npmCache), npmRegistry);
  const gems = gemAnswers(gemFolders, compactIndex);
  const server = createServer((request, response) => {
    const base = `http://${request.headers.host}`;
    const path = decodeURIComponent(request.url);
    const answer = path.startsWith('/npm/') ? npm(path.slice(5), `${base}/npm/`) : gems(path.slice('/gems/'.length));
    answer.then(
      (body) => send(response, body),
      (error) => send(response, { status: 500, body: String(error) }),
    );
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { port: server.address().port, close: () => server.close() };
}

function send(response, answer) {
  if (answer === undefined) return response.writeHead(404, { 'content-type': 'text/plain' }).end('not here');
  const { status = 200, type = 'application/octet-stream', body } = answer;
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body);
}

function npmAnswers(cache, registry) {
  const documents = new Map();
  const read = (path) => cache.read(registry + path);
  const documentOf = async (name, base) => {
    if (!documents.has(name)) {
      if (documents.size > 50) documents.clear();
      const data = await read(name.replace('/', '%2f'));
      documents.set(name, data === undefined ? undefined : JSON.parse(data.toString().replaceAll(registry, base)));
    }
    return documents.get(name);
  };
  const json = (value) => ({ type: 'application/json', body: JSON.stringify(value) });
  return async (path, base) => {
    if (path.startsWith('-/')) return undefined;
    if (path.includes('/-/')) {
      const body = await read(path);
      return body === undefined ? undefined : { body };
    }
    const [, name, version] = /^((?:@[^/]+\/)?[^/]+)(?:\/([^/]+))?$/.exec(path) ?? [];
    const document = name === undefined ? undefined : await documentOf(name, base);
    if (document === undefined || version === undefined) return document && json(document);
    const manifest = document.versions[version];
    return manifest && json(manifest);
  };
}

function gemAnswers(folders, compactIndex) {
  const files = new Map(folders.flatMap((folder) => readdirSync(folder).map((name) => [name, join(folder, name)])));
  return async (path) => {
    const [kind, name = ''] = path.split('/');
    if (kind === 'gems' && files.has(name)) return { body: readFileSync(files.get(name)) };
    const info =
      kind === 'info' ? compactIndex.map((dir) => infoFile(dir, name)).find((file) => existsSync(file)) : undefined;
    return info === undefined ? undefined : { type: 'text/plain', body: readFileSync(info) };
  };
}

/** Where Bundler keeps what the index says of a gem: names that are not all lower case have a digest behind them. */
function infoFile(folder, name) {
  if (/^[a-z0-9_-]+$/.test(name)) return join(folder, 'info', name);
  return join(folder, 'info-special-characters', `${name}-${createHash('md5').update(name).digest('hex')}`);
}
