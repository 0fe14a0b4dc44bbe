/**
 * What a registry does wrong with one answer. Plain data, so that a registry in another process takes it too.
 *
 * What the HTTP exchange does:
 * - `status`: this status, headers (a `retry-after`, however absurd) and body instead of the answer.
 * - `html`: a web page where metadata or an archive should be, with status 200 unless another is given.
 * - `headers`: the right body under further or other headers (a `content-encoding` that is not true, say).
 * - `content-length`: the right body under these Content-Length lines, written as they are: wrong, negative, several.
 * - `truncate`: half of the body; what promised the rest is a length, chunks, or nothing (connection closed).
 * - `wait`: the right answer, later. `hang`: no answer. `close`: the connection ends without one.
 * - `slow-headers`, `drip`: one byte every so often, of the header or of the body.
 * - `endless`: a body that never ends. `bomb`: a small body that decodes to so many zero bytes.
 * - `encodings`: the right body, encoded so many times.
 * - `redirect`: to any URL. `redirect-loop`: to itself. `redirect-chain`: so many hops, then the right answer.
 * - `reset`: the connection breaks after so many bytes of the body (half of it when not given).
 *
 * What the registry itself does:
 * - `body`: these bytes instead of its own. `swap`: the body of another path. `flip`: one bit of this byte is wrong.
 * - `replace`: every occurrence of a text in the body replaced: another digest in the metadata, say.
 */
export type Fault =
  | { readonly kind: 'status'; readonly status: number; readonly headers?: FaultHeaders; readonly body?: string }
  | { readonly kind: 'html'; readonly status?: number }
  | { readonly kind: 'headers'; readonly headers: FaultHeaders }
  | { readonly kind: 'content-length'; readonly values: readonly string[] }
  | { readonly kind: 'truncate'; readonly by: 'length' | 'chunk' | 'close' }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'hang' | 'close' | 'endless' | 'redirect-loop' }
  | { readonly kind: 'slow-headers' | 'drip'; readonly everyMs: number }
  | { readonly kind: 'bomb'; readonly encoding: ContentEncoding; readonly decodedBytes: number }
  | { readonly kind: 'encodings'; readonly encodings: readonly ContentEncoding[] }
  | { readonly kind: 'redirect'; readonly to: string; readonly status?: number }
  | { readonly kind: 'redirect-chain'; readonly hops: number }
  | { readonly kind: 'reset'; readonly afterBytes?: number }
  | { readonly kind: 'body'; readonly body: string | Uint8Array }
  | { readonly kind: 'swap'; readonly path: string }
  | { readonly kind: 'flip'; readonly at: number }
  | { readonly kind: 'replace'; readonly from: string; readonly to: string };

/** Header fields by name. */
export type FaultHeaders = Readonly<Record<string, string>>;

/** Content codings (RFC 9110 §8.4.1) that Node can write. */
export type ContentEncoding = 'gzip' | 'deflate' | 'br';

/** A request as fault rules see it. */
export interface FaultRequest {
  readonly method: string;
  /** Below the registry's base, percent-decoded slashes, without the query: `/left-pad/-/left-pad-1.3.0.tgz`. */
  readonly path: string;
  /** How many requests for this path came, this one included. */
  readonly nth: number;
}

/** A fault and when it strikes, as data. All given conditions must hold. */
export interface FaultRule {
  readonly fault: Fault;
  /** Exactly this path. */
  readonly path?: string;
  /** Paths that end so: `.tgz` for every npm tarball. */
  readonly suffix?: string;
  /** Only the first so many requests of each path: "fails twice, then works". */
  readonly first?: number;
}

/** The fault of the first rule that applies, or null. */
export function faultFor(rules: readonly FaultRule[], request: FaultRequest): Fault | null {
  return rules.find((rule) => applies(rule, request))?.fault ?? null;
}

function applies({ path, suffix, first }: FaultRule, request: FaultRequest): boolean {
  return (
    (path === undefined || request.path === path) &&
    (suffix === undefined || request.path.endsWith(suffix)) &&
    (first === undefined || request.nth <= first)
  );
}
