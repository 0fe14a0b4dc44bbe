import { Readable } from 'node:stream';
import { brotliCompressSync, createBrotliCompress, createDeflate, createGzip, deflateSync, gzipSync } from 'node:zlib';
import {
  breakConnection,
  dripBytes,
  endConnection,
  headBytes,
  sendAnswer,
  sendRaw,
  type Exchange,
} from './exchange.js';
import type { ContentEncoding, Fault } from './fault.js';
import { textAnswer } from './registry-answer.js';

type Of<Kind extends Fault['kind']> = Extract<Fault, { readonly kind: Kind }>;

const senders: { readonly [Kind in Fault['kind']]: (exchange: Exchange, fault: Of<Kind>) => void } = {
  status: ({ response }, { status, headers, body = '' }) => {
    response.writeHead(status, headers).end(body);
  },
  html: ({ response }, { status = 200 }) => {
    response.writeHead(status, { 'content-type': 'text/html' }).end('<!doctype html><title>Sign in</title>\n');
  },
  headers: (exchange, { headers }) => {
    sendAnswer(exchange, headers);
  },
  'content-length': (exchange, { values }) => {
    const head = headBytes([...values.map((value) => `Content-Length: ${value}`), 'Connection: close']);
    sendRaw(exchange, Buffer.concat([head, exchange.answer.body]), () => {
      endConnection(exchange);
    });
  },
  truncate: sendTruncated,
  wait: (exchange, { ms }) => {
    setTimeout(() => {
      sendAnswer(exchange);
    }, ms).unref();
  },
  hang: () => undefined,
  close: endConnection,
  endless: ({ response }) => {
    response.writeHead(200, { 'content-type': 'application/octet-stream' });
    chunks(Infinity).pipe(response);
  },
  'slow-headers': (exchange, { everyMs }) => {
    const { type, body } = exchange.answer;
    const head = headBytes([`Content-Type: ${type}`, `Content-Length: ${String(body.length)}`]);
    const end = () => {
      exchange.request.socket.write(body);
    };
    dripBytes(exchange, head, { everyMs, end });
  },
  drip: (exchange, { everyMs }) => {
    const { type, body } = exchange.answer;
    sendRaw(exchange, headBytes([`Content-Type: ${type}`, `Content-Length: ${String(body.length)}`]), () => {
      dripBytes(exchange, body, { everyMs });
    });
  },
  bomb: ({ response }, { encoding, decodedBytes }) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding });
    chunks(decodedBytes).pipe(compressors[encoding].stream()).pipe(response);
  },
  encodings: (exchange, { encodings }) => {
    const body = encodings.reduce<Uint8Array>((bytes, name) => compressors[name].sync(bytes), exchange.answer.body);
    sendAnswer({ ...exchange, answer: { ...exchange.answer, body } }, { 'content-encoding': encodings.join(', ') });
  },
  redirect: ({ response }, { to, status = 302 }) => {
    response.writeHead(status, { location: to }).end();
  },
  'redirect-loop': ({ request, response }) => {
    response.writeHead(302, { location: request.url ?? '/' }).end();
  },
  'redirect-chain': sendRedirectChain,
  reset: (exchange, { afterBytes }) => {
    const { body } = exchange.answer;
    const sent = body.subarray(0, afterBytes ?? body.length >> 1);
    const head = headBytes([`Content-Length: ${String(body.length)}`]);
    sendRaw(exchange, Buffer.concat([head, sent]), () => {
      breakConnection(exchange);
    });
  },
  body: (exchange, { body }) => {
    sendAnswer({ ...exchange, answer: { ...exchange.answer, body: Buffer.from(body) } });
  },
  swap: (exchange, { path }) => {
    sendAnswer({ ...exchange, answer: exchange.other(path) ?? textAnswer(`nothing at ${path}`) });
  },
  flip: (exchange, { at }) => {
    const body = Uint8Array.from(exchange.answer.body, (byte, index) => (index === at ? byte ^ 1 : byte));
    sendAnswer({ ...exchange, answer: { ...exchange.answer, body } });
  },
  replace: (exchange, { from, to }) => {
    const body = Buffer.from(exchange.answer.body).toString('latin1').replaceAll(from, to);
    sendAnswer({ ...exchange, answer: { ...exchange.answer, body: Buffer.from(body, 'latin1') } });
  },
};

/** Answers a request the way the fault says. */
export function sendFault(exchange: Exchange, fault: Fault): void {
  const send = senders[fault.kind] as (exchange: Exchange, fault: Fault) => void;
  send(exchange, fault);
}

function sendTruncated(exchange: Exchange, { by }: Of<'truncate'>): void {
  const { body } = exchange.answer;
  const half = body.subarray(0, body.length >> 1);
  const size = body.length.toString(16);
  const heads = {
    length: headBytes([`Content-Length: ${String(body.length)}`]),
    chunk: Buffer.concat([headBytes(['Transfer-Encoding: chunked']), Buffer.from(`${size}\r\n`)]),
    close: headBytes(['Connection: close']),
  };
  sendRaw(exchange, Buffer.concat([heads[by], half]), () => {
    endConnection(exchange);
  });
}

/** Hop k of n redirects to hop k + 1; the last answers. The hop is in the query. */
function sendRedirectChain(exchange: Exchange, { hops }: Of<'redirect-chain'>): void {
  const [path = '/', query = 'hop=0'] = (exchange.request.url ?? '/').split('?');
  const hop = Number(query.slice('hop='.length));
  if (hop >= hops) sendAnswer(exchange);
  else exchange.response.writeHead(302, { location: `${path}?hop=${String(hop + 1)}` }).end();
}

/** So many zero bytes, made as they are wanted. */
function chunks(total: number): Readable {
  const zeros = Buffer.alloc(64 * 1024);
  let left = total;
  return new Readable({
    read() {
      const size = Math.min(left, zeros.length);
      left -= size;
      this.push(size === 0 ? null : zeros.subarray(0, size));
    },
  });
}

interface Compressor {
  readonly stream: () => NodeJS.ReadWriteStream;
  readonly sync: (bytes: Uint8Array) => Uint8Array;
}

const compressors: Readonly<Record<ContentEncoding, Compressor>> = {
  gzip: { stream: () => createGzip(), sync: (bytes) => gzipSync(bytes) },
  deflate: { stream: () => createDeflate(), sync: (bytes) => deflateSync(bytes) },
  br: { stream: () => createBrotliCompress(), sync: (bytes) => brotliCompressSync(bytes) },
};
