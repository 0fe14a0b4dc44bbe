/** What a licence package of a policy means, for the policy's digest. */

import { canonicalJson, compareText, formatDigest, type JsonValue, type LicensePackage } from '@assay/model';

/** Packages in an order of their own, without lines; lists that have no order are sorted. */
export function licenseMeanings(packages: readonly LicensePackage[]): readonly JsonValue[] {
  return asSet(packages.map(meaning));
}

function meaning({ line: _line, ...license }: LicensePackage): JsonValue {
  const { redirects, digests, checksums, content, token, namesakes, bundled, credentials } = license;
  return {
    ...license,
    redirects: asSet(redirects),
    credentials: { ...credentials },
    digests: asSet(digests.map(({ digest, ...rest }) => ({ ...rest, digest: formatDigest(digest) }))),
    checksums: asSet(checksums.map(({ location, keys }) => ({ location, keys: asSet(keys) }))),
    content: contentMeaning(content),
    token: token === null ? null : tokenMeaning(token),
    namesakes: asSet(namesakes.map(({ registry }) => registry)),
    bundled: bundled?.path ?? null,
  };
}

function contentMeaning(content: LicensePackage['content']): JsonValue {
  const { files, allow, dependencies, templates } = content;
  return {
    ...content,
    files: files.map((rule) => ({ ...rule })),
    allow: asSet(allow),
    dependencies: dependencies === null ? null : asSet(dependencies),
    templates: asSet(templates.map(({ pattern, sha256 }) => ({ pattern, sha256 }))),
  };
}

function tokenMeaning(token: NonNullable<LicensePackage['token']>): JsonValue {
  return { ...token, keys: asSet(token.keys), fingerprints: asSet(token.fingerprints), claims: { ...token.claims } };
}

function asSet(values: readonly JsonValue[]): readonly JsonValue[] {
  const texts = new Map(values.map((value) => [canonicalJson(value), value] as const));
  return [...texts].sort(([a], [b]) => compareText(a, b)).map(([, value]) => value);
}
