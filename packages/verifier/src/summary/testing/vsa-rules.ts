/** SLSA's own rules for a VSA (https://slsa.dev/spec/v1.1/verification_summary, "Fields"), read off the specification. */

type Json = Readonly<Record<string, unknown>>;

const result = /^(?:SLSA_(?:BUILD|SOURCE)_LEVEL_(?:UNEVALUATED|[0-4])|FAILED|(?!SLSA_)[A-Z][A-Z0-9_]*)$/;
const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** The rules that a statement breaks. */
export function vsaProblems(statement: Json | undefined): readonly string[] {
  const { _type: type, predicateType, subject, predicate } = statement ?? {};
  const vsa = objectOf(predicate);
  const { verifier, timeVerified, resourceUri, policy, inputAttestations, verificationResult, slsaVersion } = vsa;
  const levels = listOf(vsa['verifiedLevels']);
  const tracks = levels.map((level) => String(level).split('_').slice(0, 2).join('_'));
  const dependencies = Object.entries(objectOf(vsa['dependencyLevels']));
  const rules: Readonly<Record<string, boolean>> = {
    'statement v1': type === 'https://in-toto.io/Statement/v1',
    'predicate type': predicateType === 'https://slsa.dev/verification_summary/v1',
    'subjects with digests':
      listOf(subject).length > 0 && listOf(subject).every((one) => isDigestSet(objectOf(one)['digest'])),
    'verifier.id is a URI': isUri(objectOf(verifier)['id']),
    'verifier.version is a map of texts': Object.values(objectOf(objectOf(verifier)['version'])).every(isText),
    'timeVerified is a timestamp': timestamp.test(String(timeVerified)),
    'resourceUri is a URI': isUri(resourceUri),
    'policy has a uri': isUri(objectOf(policy)['uri']),
    'policy has a digest': isDigestSet(objectOf(policy)['digest']),
    'each input has a digest and a uri': listOf(inputAttestations).every(
      (one) => isDigestSet(objectOf(one)['digest']) && isUri(objectOf(one)['uri']),
    ),
    'result is PASSED or FAILED': verificationResult === 'PASSED' || verificationResult === 'FAILED',
    'levels are SlsaResults': levels.length > 0 && levels.every((level) => result.test(String(level))),
    'one level per track': new Set(tracks).size === tracks.length,
    'FAILED where it failed': levels.includes('FAILED') === (verificationResult === 'FAILED'),
    'dependencies are counted': dependencies.every(([level, n]) => result.test(level) && Number.isSafeInteger(n)),
    'slsaVersion is MAJOR.MINOR': /^\d+\.\d+$/.test(String(slsaVersion)),
  };
  return Object.entries(rules).flatMap(([rule, holds]) => (holds ? [] : [rule]));
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isUri(value: unknown): boolean {
  return typeof value === 'string' && /^[a-z][a-z0-9+.-]*:[^\s]+$/.test(value) && URL.canParse(value);
}

function isDigestSet(value: unknown): boolean {
  const digests = Object.values(objectOf(value));
  return digests.length > 0 && digests.every((hex) => typeof hex === 'string' && /^[0-9a-f]+$/.test(hex));
}
