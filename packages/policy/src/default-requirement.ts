/** What is asked of a check where no rule says anything. */

import type {
  LicensePackage,
  LicenseTokenExpectation,
  Outcome,
  RegistryTable,
  Requirement,
  Subject,
} from '@assay/model';
import { comesFrom } from './comes-from.js';
import { publisherEntryFor, requiredPredicateTypes } from './expectations.js';
import type { Policy } from './policy.js';

/** What the policy says elsewhere about signatures makes them required: whoever names keys or publishers does not want to go without. */
interface Naming {
  readonly policy: Policy;
  readonly subject: Subject;
  readonly registries: RegistryTable;
  /** Of the finding that is judged; undefined where none is yet. */
  readonly outcome: Outcome | undefined;
}

const naming: ReadonlyMap<string, (about: Naming) => boolean> = new Map([
  ['publisher', ({ policy, subject }) => publisherEntryFor(policy, subject) !== null],
  ['provenance', ({ policy, subject }) => requiredPredicateTypes(policy, subject).length > 0],
  ['registry-signature', isFromRegistryWithKeys],
  ['gem-signature', asksForGemSignatures],
  ['license-token', (about) => licensesOf(about).some(({ token }) => token !== null && asksWho(token))],
]);

/** The check's own default, made stricter by what the policy names for this subject; for one outcome where one is given. */
export function defaultRequirement(check: string, about: Naming): Requirement {
  const own = about.policy.defaults.get(check) ?? 'require';
  return own !== 'require' && naming.get(check)?.(about) === true ? 'require' : own;
}

/** The licence packages that a subject is. */
function licensesOf({ policy, subject }: Naming): readonly LicensePackage[] {
  const { ecosystem, name, version } = subject;
  return policy.licensePackages.filter((license) => {
    return license.ecosystem === ecosystem && license.name === name && license.version === version;
  });
}

/** Somebody said what the token must show; a token of which nothing was said is told about, and its package's digest answers for it. */
function asksWho({ keys, entity, fingerprints, claims }: LicenseTokenExpectation): boolean {
  return keys.length > 0 || entity !== undefined || fingerprints.length > 0 || Object.keys(claims).length > 0;
}

/** Signatures can be stripped: of a registry whose keys the policy states, every package is signed. */
function isFromRegistryWithKeys({ policy, subject, registries }: Naming): boolean {
  return policy.registries.some(({ ecosystem, url, keys }) => {
    return keys !== undefined && ecosystem === subject.ecosystem && comesFrom(subject, url, registries) !== 'no';
  });
}

/**
 * As RubyGems means it: HighSecurity asks for a signature, MediumSecurity only that there is none but a good one (then a gem without any
 * is not applicable). With certificates of its own, a policy says who may sign: a signature of which that could not be shown is not
 * passed over, while gems that nobody signed, which most are, stay a warning. Where `publishers` names the gem, that decides.
 */
function asksForGemSignatures({ policy, subject, outcome }: Naming): boolean {
  const { policy: name, fingerprints } = policy.gems;
  if (name === 'HighSecurity' || name === 'MediumSecurity') return true;
  return outcome === 'unknown' && fingerprints.length > 0 && publisherEntryFor(policy, subject) === null;
}
