// node server.mjs POLICY SUMMARIES DENIED [PORT]: plain HTTP, for a sidecar or proxy that speaks TLS with the API server.
import { createServer } from 'node:http';
import { admissionHandler } from './hook.mjs';

const [policy, summaries, denied, port = '0'] = process.argv.slice(2);
const server = createServer(
  { requestTimeout: 10_000, headersTimeout: 5000 },
  admissionHandler({ policy, summaries, denied }),
);
server.listen(Number(port), '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/`));
