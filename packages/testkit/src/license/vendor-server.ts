import { hash } from 'node:crypto';
import type { Fault, FaultRequest } from '../fault.js';
import type { MintedGem, MintedPackage } from '../minted-package.js';
import type { RegistryAnswer, RegistryContent, RegistryRefusal } from '../registry-answer.js';
import { startRegistry, type AskedOfRegistry, type RegistryOptions } from '../registry-server.js';
import type { MintedComposerPackage } from './minted-composer-package.js';
import { authorizationScheme, presentedCredential, type VendorCredential } from './vendor-credential.js';
import { replaceRelease, vendorContent, vendorPath, type VendorForms, type VendorReleases } from './vendor-content.js';

/** A vendor's private server to play. */
export interface VendorServerOptions
  extends VendorReleases, VendorForms, Pick<RegistryOptions, 'basePath' | 'tls' | 'host' | 'port' | 'faults'> {
  /** Who may read; everybody when empty or not given, as on a public registry. */
  readonly credentials?: readonly VendorCredential[];
  /** The answer to no credential, or to one that nobody gave out; 401 when not given. */
  readonly deny?: 401 | 403 | 404;
  /** True: every answer has an ETag and may be kept for an hour, and a repeated question is answered with 304. */
  readonly cacheable?: boolean;
}

/** A request to a vendor's server; holds no secret. */
export interface VendorRequest {
  readonly method: string;
  /** Below the base, decoded, without the query. */
  readonly path: string;
  readonly authorization: 'none' | 'basic' | 'bearer' | 'other';
  /** Name of the credential, if it is one that was given out. */
  readonly credential: string | null;
  /** It asked for a change only (If-None-Match, If-Modified-Since). */
  readonly conditional: boolean;
  /** What it said to caches (Cache-Control). */
  readonly cacheControl: string | null;
  readonly range: string | null;
  /** 200, 304, 401, 403 or 404: what the server said, or would have said but for the fault. */
  readonly status: number;
  readonly fault: Fault['kind'] | null;
  /** SHA-256 of the whole content in lowercase hex, where the status is 200 and nothing goes wrong. */
  readonly sha256: string | null;
}

/** Other bytes for a release that the server has. */
export interface RepublishOptions {
  readonly name: string;
  readonly version: string;
  readonly bytes: Uint8Array;
  /** Only for this credential, by name: "rotation changes the bytes". The index never follows these. */
  readonly credential?: string;
  /** What the index states: the digests of the new bytes (when not given), or still those of the old. */
  readonly index?: 'new' | 'old';
}

/** A running vendor's server. */
export interface VendorServer extends AsyncDisposable {
  /** Base URL, ends with `/`; holds no credential. */
  readonly url: string;
  /** Every request so far, in order. */
  readonly requests: readonly VendorRequest[];
  /** From now on these credentials count, and no others: rotate, expire, forbid. */
  setCredentials(credentials: readonly VendorCredential[]): void;
  /** Serves other bytes for a release from now on; throws when there is none of that name and version. */
  serve(release: RepublishOptions): void;
  /** Adds releases. */
  add(releases: VendorReleases): void;
  /** The file is gone (404) from now on; the index still lists it unless `unlist`. */
  remove(name: string, version: string, options?: { readonly unlist?: boolean }): void;
  /** From now on requests for this path, or those the predicate picks, meet this fault; null serves them well again. */
  fault(which: string | ((request: FaultRequest) => boolean), fault: Fault | null): void;
  /** URL of a release's file. */
  fileUrl(name: string, version: string): string;
  /** Path of a release's file as `requests` and `fault` have it. */
  filePath(name: string, version: string): string;
  close(): Promise<void>;
}

interface State {
  readonly options: VendorServerOptions;
  url: string;
  credentials: readonly VendorCredential[];
  releases: Required<VendorReleases>;
  content: RegistryContent;
  /** Bytes by credential's name, line break, path. */
  readonly personal: Map<string, Uint8Array>;
  readonly gone: Set<string>;
  readonly requests: VendorRequest[];
}

/** Starts a server on 127.0.0.1 that is a private gem server, a private npm registry and a Composer repository at once. */
export async function startVendorServer(options: VendorServerOptions = {}): Promise<VendorServer> {
  const { gems = [], npm = [], composer = [], credentials = [] } = options;
  const { basePath, tls, host, port, faults } = options;
  const state: State = {
    options,
    url: '',
    credentials,
    releases: { gems, npm, composer },
    content: new Map(),
    personal: new Map(),
    gone: new Set(),
    requests: [],
  };
  const given = { basePath, tls, host, port, faults, respond: (asked: AskedOfRegistry) => respond(state, asked) };
  const registry = await startRegistry(withoutUndefined(given));
  state.url = registry.url;
  publish(state, state.releases);
  return {
    url: registry.url,
    requests: state.requests,
    ...publishing(state),
    fault: (which, fault) => {
      registry.setFault(which, fault);
    },
    close: () => registry.close(),
    [Symbol.asyncDispose]: () => registry.close(),
  };
}

type Publishing = Pick<VendorServer, 'setCredentials' | 'serve' | 'add' | 'remove' | 'filePath' | 'fileUrl'>;

function publishing(state: State): Publishing {
  const filePath = (name: string, version: string) => vendorPath(state.releases, { name, version });
  return {
    filePath,
    fileUrl: (name, version) => `${state.url}${filePath(name, version).slice(1)}`,
    setCredentials: (credentials) => {
      state.credentials = credentials;
    },
    serve: ({ name, version, bytes, credential, index = 'new' }) => {
      const path = filePath(name, version);
      state.gone.delete(path);
      if (credential === undefined) publish(state, replaceRelease(state.releases, { name, version, bytes, index }));
      else state.personal.set(`${credential}\n${path}`, bytes);
    },
    add: ({ gems = [], npm = [], composer = [] }) => {
      const { releases } = state;
      const lists = { gems: [...releases.gems, ...gems], npm: [...releases.npm, ...npm] };
      publish(state, { ...lists, composer: [...releases.composer, ...composer] });
    },
    remove: (name, version, { unlist = false } = {}) => {
      state.gone.add(filePath(name, version));
      if (unlist)
        publish(
          state,
          without(state.releases, (each) => each.name === name && each.version === version),
        );
    },
  };
}

type Release = MintedGem | MintedPackage | MintedComposerPackage;

function without({ gems, npm, composer }: State['releases'], is: (release: Release) => boolean): State['releases'] {
  const rest = <T extends Release>(list: readonly T[]) => list.filter((each) => !is(each));
  return { gems: rest(gems), npm: rest(npm), composer: rest(composer) };
}

function publish(state: State, releases: State['releases']): void {
  state.releases = releases;
  state.content = vendorContent(releases, { ...state.options, base: state.url });
}

function respond(state: State, asked: AskedOfRegistry): RegistryAnswer | RegistryRefusal {
  const { method, path, headers, fault } = asked;
  const presented = presentedCredential(headers.authorization, state.credentials);
  const said = refusalOf(state, presented) ?? contentOf(state, asked, presented?.name);
  const refused = 'status' in said;
  state.requests.push({
    method,
    path,
    authorization: authorizationScheme(headers.authorization),
    credential: presented?.name ?? null,
    conditional: headers['if-none-match'] !== undefined || headers['if-modified-since'] !== undefined,
    cacheControl: headers['cache-control'] ?? null,
    range: headers.range ?? null,
    status: refused ? said.status : 200,
    fault: fault?.kind ?? null,
    sha256: refused || fault !== null ? null : hash('sha256', said.body, 'hex'),
  });
  return said;
}

function refusalOf(
  { credentials, options: { deny = 401 } }: State,
  presented: ReturnType<typeof presentedCredential>,
): RegistryRefusal | null {
  if (credentials.length === 0 || presented?.state === 'good') return null;
  const status = presented === null ? deny : { expired: 401, forbidden: 403 }[presented.state];
  return { status, headers: status === 401 ? { 'www-authenticate': 'Basic realm="vendor"' } : {} };
}

function contentOf(state: State, asked: AskedOfRegistry, credential = ''): RegistryAnswer | RegistryRefusal {
  const { path, headers } = asked;
  const answer = state.content.get(path);
  if (answer === undefined || state.gone.has(path)) return { status: 404 };
  const body = state.personal.get(`${credential}\n${path}`) ?? answer.body;
  if (state.options.cacheable !== true) return { ...answer, body };
  const etag = `"${hash('md5', body, 'hex')}"`;
  const keeping = { etag, 'cache-control': 'max-age=3600' };
  if (headers['if-none-match'] === etag) return { status: 304, headers: keeping };
  return { ...answer, body, headers: keeping };
}

function withoutUndefined(options: {
  readonly [Key in keyof RegistryOptions]: RegistryOptions[Key] | undefined;
}): RegistryOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
