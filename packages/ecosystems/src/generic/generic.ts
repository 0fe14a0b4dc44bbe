import {
  allowedRegistries,
  AssayError,
  digestAlgorithms,
  isStrong,
  originOf,
  type ArchiveListing,
  type Ecosystem,
  type EvidenceRequest,
  type LockfileInput,
  type Manifest,
  type Need,
  type NeedsContext,
  type Subject,
} from '@assay/model';

const maxArtifactBytes = 2 * 1024 * 1024 * 1024;

/** Single files at a plain URL, which no package manager knows: nothing but their digests says what they are. */
export const generic: Ecosystem = {
  id: 'generic',
  lockfileNames: [],
  unsupportedLockfiles: {},
  parseLockfile: refuseLockfile,
  needs: genericNeeds,
  release: () => ({ problem: 'no-release', detail: 'No registry describes a plain file.' }),
  attestations: () => ({ problem: 'no-attestations', detail: 'Nobody is asked for attestations of a plain file.' }),
  publishedAt: () => ({ problem: 'no-history', detail: 'Nobody is asked when a plain file was published.' }),
  inRange: () => null,
  manifest: (subject: Subject, _file, _listing: ArchiveListing): Manifest => ({
    name: subject.name,
    version: subject.version,
    notes: ['a plain file says neither its name nor its version'],
  }),
  describe: () => null,
  normaliseVersion: (version) => version,
  sameVersion: (a, b) => a === b,
  matchUrl: (_subject, file, registry) =>
    file.url === undefined || originOf(file.url) === originOf(registry)
      ? { match: 'same' }
      : { match: 'different', detail: 'The URL lies on another server.' },
};

/**
 * The file itself, from the one URL that the subject states; whoever answers holds it to the allowed origins. It belongs to the registry
 * of the table at its origin, else to the origin itself: a credential goes nowhere else. A `.zip` is listed; of anything else there are
 * digests alone.
 */
function genericNeeds(context: NeedsContext): readonly Need[] {
  const file = context.subject.files[0];
  if (file?.url === undefined || !context.wants.includes('artifact')) return [];
  if (context.have.some(({ want }) => want === 'artifact')) return [];
  const origin = originOf(file.url);
  const registry = allowedRegistries(context.registries, 'generic', context.subject.name).find(
    ({ url }) => originOf(url) === origin,
  );
  if (origin === null) return [];
  const url = new URL(file.url);
  url.username = '';
  url.password = '';
  url.hash = '';
  const zipped = url.pathname.toLowerCase().endsWith('.zip');
  const request: EvidenceRequest = {
    kind: 'artifact',
    ecosystem: 'generic',
    url: url.href,
    registry: registry?.url ?? `${origin}/`,
    pins: file.pins,
    algorithms: digestAlgorithms.filter(
      (alg) => alg === 'sha256' || (isStrong(alg) && file.pins.some((pin) => pin.alg === alg)),
    ),
    ...(zipped ? { listing: { format: 'zip', members: [] } } : {}),
    maxBytes: maxArtifactBytes,
  };
  return [{ request, want: 'artifact', file: file.name }];
}

function refuseLockfile({ path }: LockfileInput): never {
  throw new AssayError('ERR_LOCKFILE_UNSUPPORTED', 'Plain files have no lockfile.', {
    hint: 'Describe single files under `licensePackages` in the policy.',
    file: path,
  });
}
