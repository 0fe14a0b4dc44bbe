import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { MintedCertificate } from '../certificate.js';

/** How a mirror misbehaves for one file. */
export type MirrorFault =
  /** Bytes without end. */
  | 'endless'
  /** Small on the wire, endless once decoded. */
  | 'bomb'
  /** A head, a first byte, then silence. */
  | 'stalls'
  /** Closes the connection. */
  | 'breaks'
  | { readonly status: number }
  | { readonly redirect: string };

/** A mirror on loopback. */
export interface TufMirror {
  /** Base URL, with `/` at its end. */
  readonly url: string;
  /** What was asked, in order. */
  readonly requests: { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  /** Faults by path without leading slash. Tests may change it. */
  readonly faults: Map<string, MirrorFault>;
  close(): Promise<void>;
}

/** Serves files (path without leading slash → bytes) as they are at the time of each request; over https with a certificate. */
export async function startTufMirror(
  files: ReadonlyMap<string, Uint8Array>,
  certificate?: MintedCertificate,
): Promise<TufMirror> {
  const requests: TufMirror['requests'] = [];
  const faults: TufMirror['faults'] = new Map();
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const path = (request.url ?? '/').slice(1);
    requests.push({ path, headers: request.headers });
    const fault = faults.get(path);
    if (fault === undefined) sendFile(response, files.get(decodeURIComponent(path)) ?? files.get(path));
    else sendFault({ request, response }, fault);
  };
  const server = certificate === undefined ? createServer(answer) : createTlsServer(certificate, answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `${certificate === undefined ? 'http' : 'https'}://127.0.0.1:${port}/`,
    requests,
    faults,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function sendFile(response: ServerResponse, bytes: Uint8Array | undefined): void {
  if (bytes === undefined) response.writeHead(404).end();
  else response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
}

interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

function sendFault({ request, response }: Asked, fault: MirrorFault): void {
  if (fault === 'endless') sendEndlessly(response);
  else if (fault === 'bomb')
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(new Uint8Array(64 * 1024 * 1024)));
  else if (fault === 'stalls') response.writeHead(200, { 'content-length': 1000 }).write('{');
  else if (fault === 'breaks') request.socket.destroy();
  else if ('status' in fault) response.writeHead(fault.status).end();
  else response.writeHead(302, { location: fault.redirect }).end();
}

function sendEndlessly(response: ServerResponse): void {
  const chunk = new Uint8Array(65_536).fill(0x20);
  const more = () => {
    while (!response.destroyed && response.write(chunk));
  };
  response
    .writeHead(200)
    .on('drain', more)
    .on('error', () => undefined);
  more();
}
