import type { IncomingMessage, ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { RegistryAnswer } from './registry-answer.js';

/** One request being answered. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What an honest registry says. */
  readonly answer: RegistryAnswer;
  /** The honest answer at another path; undefined where there is none. */
  readonly other: (path: string) => RegistryAnswer | undefined;
}

/** Sends a whole answer the way HTTP means it. */
export function sendAnswer(
  { request, response, answer }: Exchange,
  headers: Readonly<Record<string, string>> = {},
): void {
  const length = answer.body.length;
  response.writeHead(200, { 'content-type': answer.type, 'content-length': length, ...answer.headers, ...headers });
  response.end(request.method === 'HEAD' ? undefined : answer.body);
}

/** Writes exactly these bytes on the connection, past Node's HTTP writer, then does `after` once they are on their way. */
export function sendRaw({ request }: Exchange, bytes: Uint8Array, after: () => void): void {
  request.socket.write(bytes, after);
}

/** Ends the connection in good order (FIN). */
export function endConnection({ request }: Exchange): void {
  request.socket.end();
}

/** Breaks the connection (RST where the transport allows it). */
export function breakConnection({ request: { socket } }: Exchange): void {
  if (socket instanceof TLSSocket) socket.destroy();
  else socket.resetAndDestroy();
}

/** A response header as it goes over the wire, its lines unchecked. */
export function headBytes(lines: readonly string[]): Uint8Array {
  return Buffer.from(['HTTP/1.1 200 OK', ...lines, '', ''].join('\r\n'), 'latin1');
}

/** Calls `write` with one byte after the other, then `end`, until the client is gone. */
export function dripBytes(
  { request: { socket } }: Exchange,
  bytes: Uint8Array,
  options: { readonly everyMs: number; readonly end?: () => void },
): void {
  let at = 0;
  const timer = setInterval(() => {
    socket.write(bytes.subarray(at, at + 1));
    at += 1;
    if (at < bytes.length) return;
    clearInterval(timer);
    options.end?.();
  }, options.everyMs);
  socket.once('close', () => {
    clearInterval(timer);
  });
}
