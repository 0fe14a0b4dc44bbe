/** The network of a look at licence packages: each package is asked for with its own credential, and with no other. */

import {
  createHttpSource,
  readLicenseCredentials,
  userHome,
  type ClientConfiguration,
  type Credential,
  type HttpSource,
} from '@assay/acquire';
import {
  isTrusted,
  normaliseRegistryUrl,
  originOf,
  type LicensePackage,
  type Registry,
  type RegistryTable,
} from '@assay/model';
import { licenseSubject, publicationOf } from '@assay/engine';
import { expectationsOf, licenseRegistries } from '@assay/policy';
import { noTrust, readTrust } from '@assay/signature';
import { withPolicyTrust } from '../policy-trust.js';
import { readConfiguration } from '../read-configuration.js';
import { readTrustForRun } from '../trust-for-run.js';
import { version } from '../version.js';
import type { LicensePlan, LicenseSources } from './license-plan.js';

/** Reads client configuration and credentials, and opens the network; nothing is sent before the first request. */
export async function openLicenseNetwork(plan: LicensePlan): Promise<LicenseSources> {
  const { env, projectRoot, policy, project: inventory } = plan;
  const own = [...policy.registries, ...licenseRegistries(policy)];
  const configuration = await readConfiguration({ env, projectRoot, registries: own, inventory });
  const registries = withNamesakes(configuration.registries, plan.packages);
  const namesakes = plan.packages.flatMap((license) => license.namesakes.map(({ registry }) => registry));
  const network = openTo(configuration.network, namesakes);
  const credentials = await readCredentials(plan, configuration);
  const trust = await readPlanTrust(plan);
  const open = (license: LicensePackage) => {
    const places = plainPlaces(license);
    return createHttpSource({
      registries: { registries: [...registries.registries, ...places] },
      credentials: { credentialFor: (url) => credentials.forPackage(license, url) },
      network: openTo(
        network,
        places.map(({ url }) => url),
      ),
      store: null,
      userAgent: `assay/${version}`,
    });
  };
  const sources = new Map<string, HttpSource>();
  // Whoever asks may have read the policy with other credentials: those of this plan count.
  const planned = (license: LicensePackage) => plan.packages.find(({ id }) => id === license.id) ?? license;
  return {
    sourceFor: (license) => {
      const source = sources.get(license.id) ?? open(planned(license));
      sources.set(license.id, source);
      return source;
    },
    credentialFor: ({ id }) => {
      const license = plan.packages.find((each) => each.id === id);
      return license === undefined || license.source === null ? null : credentials.forPackage(license, license.source);
    },
    registries,
    missingCredentials: credentials.missing,
    publicationOf,
    trust: trust.trust,
    notes: [...configuration.notes, ...credentials.notes, ...trust.notes],
    close: async () => {
      await Promise.all([...sources.values()].map((source) => source.close()));
      return [...sources.values()].flatMap((source) => source.facts().notes);
    },
  };
}

/** Public registries that an entry names are asked even where no client knows them, or a lockfile alone: each for its entry's name. */
function withNamesakes({ registries }: RegistryTable, packages: readonly LicensePackage[]): RegistryTable {
  const named = packages.flatMap(({ ecosystem, name, namesakes }) =>
    namesakes.map(({ registry }) => ({ ecosystem, name, url: normaliseRegistryUrl(registry) ?? registry })),
  );
  const trusted = registries.filter(isTrusted);
  const isNew = ({ ecosystem, url }: Pick<Registry, 'ecosystem' | 'url'>) =>
    trusted.every((known) => known.ecosystem !== ecosystem || known.url !== url);
  const added = named.filter(isNew).map(({ ecosystem, name, url }): Registry => {
    return { ecosystem, url, from: 'policy', names: [name], redirects: [], aliases: [] };
  });
  const isAdded = (known: Registry) =>
    added.some(({ ecosystem, url }) => ecosystem === known.ecosystem && url === known.url);
  return { registries: [...registries.filter((known) => !isAdded(known)), ...added] };
}

/** The policy named them, so they may lie inside, as every other registry that it names. */
function openTo(network: ClientConfiguration['network'], urls: readonly string[]): ClientConfiguration['network'] {
  return {
    ...network,
    privateOrigins: new Set([...network.privateOrigins, ...urls.flatMap((url) => originOf(url) ?? [])]),
  };
}

/** Trust documents are read only where the policy expects a publisher of one of the packages. */
async function readPlanTrust({ policy, packages, env, projectRoot, at }: LicensePlan) {
  const isExpected = packages.some((license) => expectationsOf(policy, licenseSubject(license)).publishers !== null);
  if (!isExpected) return { trust: noTrust, notes: [] };
  const { documents, notes } = await readTrustForRun({ env, folders: [process.cwd(), projectRoot], at });
  const { trust, problems } = readTrust(withPolicyTrust(documents, policy), at);
  const unusable = problems.map(({ name, detail }) => `The trust document ${name} was not used: ${detail}`);
  return { trust, notes: [...notes, ...unusable] };
}

/**
 * Plain files, lists of checksums and archives on other servers lie at URLs that are no registry's. Each place counts as a registry of its own:
 * it may be asked, over http where the policy says so, and may lead where the policy lets downloads lead.
 */
function plainPlaces({ ecosystem, name, source, redirects, checksums }: LicensePackage): readonly Registry[] {
  const lists = checksums.map(({ location }) => location).filter((location) => /^https?:\/\//.test(location));
  const urls = [...(ecosystem === 'generic' && source !== null ? [source] : []), ...redirects, ...lists];
  const origins = new Set(urls.flatMap((url) => originOf(url) ?? []));
  return [...origins].map((origin): Registry => {
    return { ecosystem: 'generic', url: `${origin}/`, from: 'policy', names: [name], redirects, aliases: [] };
  });
}

interface ReadCredentials {
  forPackage(license: LicensePackage, url: string): Credential | null;
  readonly missing: ReadonlyMap<string, string>;
  readonly notes: readonly string[];
}

/** Each package's own at its source's exact origin; anywhere else, what the client is configured to send there. */
async function readCredentials(
  { packages, env, projectRoot }: LicensePlan,
  client: ClientConfiguration,
): Promise<ReadCredentials> {
  const references = packages.map(({ credentials }) => credentials);
  const place = { env, home: userHome(env), client, projectRoot, cwd: process.cwd() };
  const read = await readLicenseCredentials(references, place);
  const missing = packages.flatMap(({ id, source, credentials }) => {
    const answer = source === null ? null : read.credentialFor(source, credentials);
    return answer !== null && 'problem' in answer ? [[id, `${answer.detail} ${answer.hint}`] as const] : [];
  });
  return {
    forPackage: ({ source, credentials }, url) =>
      source === null || originOf(source) !== originOf(url)
        ? client.credentialFor(url)
        : read.onlyFor(source, credentials).credentialFor(url),
    missing: new Map(missing),
    notes: read.notes,
  };
}
