import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fault } from '../../fault.js';
import { sendFault } from '../../send-fault.js';
import type { GithubIdentity } from '../github-identity.js';
import type { SigningIdentity } from '../identity.js';
import type { MintedSigstore } from '../mint-sigstore.js';
import { mintIdentityToken, type IdentityTokenOptions } from './identity-token.js';
import { playFulcio } from './play-fulcio.js';
import { playRekorV1, playRekorV2 } from './play-rekor.js';
import { playTsa } from './play-tsa.js';
import { jsonAnswer, refusedAnswer, type ServiceAnswer } from './service-answer.js';

/** The services of an instance; `oidc` hands out identity tokens to jobs, as GitHub does. */
export type SigstoreService = 'oidc' | 'fulcio' | 'rekor' | 'tsa';

/** Who signs, and what the services do. */
export interface SigstoreServicesOptions {
  /** Whose run it is: what `oidc` states and Fulcio certifies. */
  readonly identity: SigningIdentity | GithubIdentity;
  /** Fulcio certifies this one, whatever the token says. */
  readonly certified?: SigningIdentity;
  /** Choices about the tokens that `oidc` hands out. */
  readonly token?: IdentityTokenOptions;
  /** Another instance plays these services: what they give holds nowhere in the first. */
  readonly foreign?: { readonly sigstore: MintedSigstore; readonly services: readonly SigstoreService[] };
}

/** A request to one of the services; holds no secret. */
export interface ServiceRequest {
  readonly service: SigstoreService;
  readonly method: string;
  readonly path: string;
  /** 0 where a fault took the answer's place. */
  readonly status: number;
}

/** Running services. */
export interface SigstoreServices extends AsyncDisposable {
  readonly fulcio: string;
  readonly rekor: string;
  readonly tsa: string;
  /** Variables of a GitHub job that may ask for tokens. */
  readonly githubEnv: Readonly<Record<'ACTIONS_ID_TOKEN_REQUEST_URL' | 'ACTIONS_ID_TOKEN_REQUEST_TOKEN', string>>;
  /** Every request so far, in order. */
  readonly requests: readonly ServiceRequest[];
  /** Tokens that were handed out. */
  readonly tokens: readonly string[];
  /** From now on this service meets this fault; null lets it work again. */
  setFault(service: SigstoreService, fault: Fault | null): void;
  close(): Promise<void>;
}

/** What jobs show to be handed a token. */
const requestToken = 'canary-job-token-1f0e';

interface State {
  readonly sigstore: MintedSigstore;
  readonly options: SigstoreServicesOptions;
  readonly faults: Map<SigstoreService, Fault>;
  readonly requests: ServiceRequest[];
  readonly tokens: string[];
}

/**
 * Starts Fulcio, Rekor v1 and v2, a timestamp authority and GitHub's token endpoint of an instance on 127.0.0.1. They keep the present
 * time, and check what they are sent as the real ones do: the token's signature, audience and end, the proof of possession, the
 * envelope's signature.
 */
export async function startSigstoreServices(
  sigstore: MintedSigstore,
  options: SigstoreServicesOptions,
): Promise<SigstoreServices> {
  const state: State = { sigstore, options, faults: new Map(), requests: [], tokens: [] };
  const server = createServer((request, response) => {
    void receive(state, request, response);
  });
  const url = await listen(server);
  const close = () => stop(server);
  return {
    fulcio: url,
    rekor: url,
    tsa: url,
    githubEnv: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${url}/oidc/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
    },
    requests: state.requests,
    tokens: state.tokens,
    setFault: (service, fault) => {
      if (fault === null) state.faults.delete(service);
      else state.faults.set(service, fault);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

const routes: ReadonlyMap<string, SigstoreService> = new Map([
  ['GET /oidc/token', 'oidc'],
  ['POST /api/v2/signingCert', 'fulcio'],
  ['POST /api/v1/log/entries', 'rekor'],
  ['POST /api/v2/log/entries', 'rekor'],
  ['POST /api/v1/timestamp', 'tsa'],
]);

async function receive(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = '', url = '' } = request;
  const [path = ''] = url.split('?');
  const service = routes.get(`${method} ${path}`);
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  // Clients under test wait for little: a connection that is kept would end while the next request is on its way.
  response.setHeader('connection', 'close');
  if (service === undefined) {
    response.writeHead(404).end();
    return;
  }
  const answer = answerOf(state, service, { request, path, body: Buffer.concat(chunks).toString() });
  const fault = state.faults.get(service);
  state.requests.push({ service, method, path, status: fault === undefined ? answer.status : 0 });
  if (fault === undefined) response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body);
  else sendFault({ request, response, answer, other: () => undefined }, fault);
}

interface Asked {
  readonly request: IncomingMessage;
  readonly path: string;
  readonly body: string;
}

function answerOf(state: State, service: SigstoreService, { request, path, body }: Asked): ServiceAnswer {
  const { identity, certified = identity, foreign } = state.options;
  const { world } = foreign?.services.includes(service) === true ? foreign.sigstore : state.sigstore;
  if (service === 'oidc') return handOut(state, request);
  try {
    const asked: unknown = JSON.parse(body);
    if (service === 'fulcio') return playFulcio(world, certified, asked);
    if (service === 'tsa') return playTsa(world, asked);
    return path.startsWith('/api/v2/') ? playRekorV2(world, asked) : playRekorV1(world, asked);
  } catch (error) {
    return refusedAnswer(400, `malformed request: ${String(error)}`);
  }
}

function handOut({ options, tokens }: State, { headers, url = '' }: IncomingMessage): ServiceAnswer {
  if (headers.authorization !== `Bearer ${requestToken}`) return refusedAnswer(401, 'who are you?');
  const audience = new URLSearchParams(url.split('?')[1]).get('audience') ?? 'nobody';
  const value = mintIdentityToken(options.identity, { audience, ...options.token });
  tokens.push(value);
  return jsonAnswer(200, { value });
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
