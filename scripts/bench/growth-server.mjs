/** A registry of any number of packages that holds none in memory: what it says about `bench-N` follows from N. Prints its URL. */
import { createServer } from 'node:http';
import { growthManifest } from './growth-tree.mjs';

const server = createServer((request, response) => {
  const [name, version] = request.url.slice(1).split('/');
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(growthManifest(`http://${request.headers.host}/`, name, version)));
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send(`http://127.0.0.1:${server.address().port}/`));
process.once('disconnect', () => process.exit());
