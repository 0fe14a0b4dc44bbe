/**
 * A registry on loopback that serves what npm and Bundler have fetched: npm's cache, Bundler's compact index and the gems in
 * `vendor/cache`. Assay asks here what it would ask the registries, so that those are asked once, by their own clients, and a run can
 * be repeated as often as a refusal has to be looked at.
 */
import { Buffer } from 'node:buffer';
import { existsSync, readFileSync, readdirSync, realpathSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

const prefix = 'make-fetch-happen:request-cache:';

/** The reader of npm's cache that the npm on the PATH brings. */
function cacheReader() {
  const npm = (process.env.PATH ?? '')
    .split(delimiter)
    .map((dir) => join(dir, 'npm'))
    .find((path) => existsSync(path));
  return createRequire(realpathSync(npm))('cacache');
}

/** Resolves to `{ port, close }`. */
export async function openMirror({ npmCache, npmRegistry, gemFolders, compactIndex }) {
  const npm = await npmAnswers(join(npmCache, '_cacache'), npmRegistry);
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

async function npmAnswers(cache, registry) {
  const cacache = cacheReader();
  const keys = new Set(Object.keys(await cacache.ls(cache)));
  const documents = new Map();
  const read = async (path) =>
    keys.has(prefix + registry + path) ? (await cacache.get(cache, prefix + registry + path)).data : undefined;
  const documentOf = async (name) => {
    if (!documents.has(name)) {
      if (documents.size > 50) documents.clear();
      const data = await read(name.replace('/', '%2f'));
      documents.set(name, data === undefined ? undefined : data.toString());
    }
    return documents.get(name);
  };
  const json = (text, base) => ({ type: 'application/json', body: text.replaceAll(registry, base) });
  return async (path, base) => {
    if (path.startsWith('-/')) return undefined;
    if (path.includes('/-/')) {
      const body = await read(path);
      return body === undefined ? undefined : { body };
    }
    const [, name, version] = /^((?:@[^/]+\/)?[^/]+)(?:\/([^/]+))?$/.exec(path) ?? [];
    const text = name === undefined ? undefined : await documentOf(name);
    if (text === undefined) return undefined;
    if (version === undefined) return json(text, base);
    const manifest = JSON.parse(text).versions[version];
    return manifest === undefined ? undefined : json(JSON.stringify(manifest), base);
  };
}

function gemAnswers(folders, compactIndex) {
  const files = new Map(folders.flatMap((folder) => readdirSync(folder).map((name) => [name, join(folder, name)])));
  return async (path) => {
    const [kind, name = ''] = path.split('/');
    if (kind === 'gems' && files.has(name)) return { body: readFileSync(files.get(name)) };
    const info =
      kind === 'info' ? compactIndex.map((dir) => join(dir, name)).find((file) => existsSync(file)) : undefined;
    return info === undefined ? undefined : { type: 'text/plain', body: readFileSync(info) };
  };
}
