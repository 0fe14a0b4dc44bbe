import { canonicalJson, type EvidenceRequest, type JsonValue } from '@assay/model';

/**
 * What makes two requests the same question to a recording: kind, URL, and what else the server's answer depends on
 * (`accept`; `registry`, which chooses the credential; the lockfile, which a path is relative to; which copies are wanted).
 *
 * Pins, algorithms, listing and `maxBytes` are left out. They never change what was served, and everything made from
 * them (digests, listing, "too large") is made anew from the recorded bytes. So a recording answers under another policy,
 * and a pin that was changed since is refuted by the bytes instead of being "not recorded".
 */
export function requestIdentity(request: EvidenceRequest): { readonly [field: string]: JsonValue | undefined } {
  const { kind, url, registry, accept, lockfile, copies } = request;
  return {
    kind,
    url: url.toWellFormed(),
    registry: registry?.toWellFormed(),
    accept: accept?.toWellFormed(),
    lockfile: lockfile?.toWellFormed(),
    copies: copies === undefined ? undefined : canonicalJson(wellFormed(copies)),
  };
}

function wellFormed({ phase, name, version, platform, path }: NonNullable<EvidenceRequest['copies']>): JsonValue {
  const [at, on] = [path?.toWellFormed(), platform?.toWellFormed()];
  return { phase, name: name.toWellFormed(), version: version.toWellFormed(), platform: on, path: at };
}

/** The pins of a request, in a form that two requests share exactly when they pin the same. */
export function pinTexts(request: EvidenceRequest): readonly string[] {
  return [...new Set(request.pins.map(({ alg, value }) => `${alg}:${value}`))].sort();
}
