/** The network of a look at licence packages: each package is asked for with its own credential, and with no other. */

import {
  createHttpSource,
  readClientConfiguration,
  readLicenseCredential,
  userHome,
  type HttpSource,
} from '@assay/acquire';
import { isPublicRegistry } from '@assay/ecosystems';
import { originOf, type LicensePackage } from '@assay/model';
import { licenseSubject, publicationOf } from '@assay/engine';
import { expectationsOf, licenseRegistries } from '@assay/policy';
import { noTrust, readTrust } from '@assay/signature';
import { withPolicyTrust } from '../policy-trust.js';
import { readTrustForRun } from '../trust-for-run.js';
import { version } from '../version.js';
import type { LicenseSources } from './license-sources.js';
import type { LicensePlan } from './verify-licenses.js';

/** Reads client configuration and credentials, and opens the network; nothing is sent before the first request. */
export async function openLicenseNetwork(plan: LicensePlan): Promise<LicenseSources> {
  const configuration = await readConfiguration(plan);
  const credentials = await readCredentials(plan, configuration);
  const trust = await readPlanTrust(plan);
  const open = (license: LicensePackage) =>
    createHttpSource({
      registries: configuration.registries,
      credentials: { credentialFor: (url) => credentials.forPackage(license, url) },
      network: configuration.network,
      allowedOrigins: plainOrigin(license),
      store: null,
      userAgent: `assay/${version}`,
    });
  const sources = new Map<string, HttpSource>();
  return {
    sourceFor: (license) => {
      const source = sources.get(license.id) ?? open(license);
      sources.set(license.id, source);
      return source;
    },
    registries: configuration.registries,
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

/** Trust documents are read only where the policy expects a publisher of one of the packages. */
async function readPlanTrust({ policy, packages, env, projectRoot, at }: LicensePlan) {
  const isExpected = packages.some((license) => expectationsOf(policy, licenseSubject(license)).publishers !== null);
  if (!isExpected) return { trust: noTrust, notes: [] };
  const { documents, notes } = await readTrustForRun({ env, folders: [process.cwd(), projectRoot], at });
  const { trust, problems } = readTrust(withPolicyTrust(documents, policy), at);
  const unusable = problems.map(({ name, detail }) => `The trust document ${name} was not used: ${detail}`);
  return { trust, notes: [...notes, ...unusable] };
}

type Configuration = Awaited<ReturnType<typeof readClientConfiguration>>;

function readConfiguration({ env, projectRoot, policy, project }: LicensePlan): Promise<Configuration> {
  return readClientConfiguration({
    env,
    home: userHome(env),
    projectRoot,
    policyRegistries: [...policy.registries, ...licenseRegistries(policy)],
    lockfileRemotes: project.subjects.flatMap(({ ecosystem, source }) =>
      source.kind === 'registry' && source.url !== undefined ? [{ ecosystem, url: source.url }] : [],
    ),
    lockfiles: project.lockfiles.map(({ path }) => path),
    cwd: process.cwd(),
    isPublicRegistry: (ecosystem, url) => ecosystem === 'rubygems' && isPublicRegistry(url),
  });
}

/** Plain files lie at URLs that are no registry's. */
function plainOrigin({ ecosystem, source }: LicensePackage): readonly string[] {
  const origin = ecosystem === 'generic' && source !== null ? originOf(source) : null;
  return origin === null ? [] : [origin];
}

interface ReadCredentials {
  forPackage(license: LicensePackage, url: string): ReturnType<Configuration['credentialFor']>;
  readonly missing: ReadonlyMap<string, string>;
  readonly notes: readonly string[];
}

async function readCredentials({ packages, env }: LicensePlan, client: Configuration): Promise<ReadCredentials> {
  const found = new Map<string, Awaited<ReturnType<typeof readLicenseCredential>>>();
  for (const license of packages) {
    if (license.source === null) continue;
    found.set(license.id, await readLicenseCredential(license.credentials, { url: license.source, env, home: userHome(env), client }));
  }
  const missing = [...found].flatMap(([id, answer]) => ('problem' in answer ? [[id, answer.problem] as const] : []));
  return {
    forPackage: (license, url) => {
      if (license.source === null || originOf(license.source) !== originOf(url)) return client.credentialFor(url);
      const answer = found.get(license.id);
      return answer === undefined || 'problem' in answer ? null : answer.credentialFor(url);
    },
    missing: new Map(missing),
    notes: [...found.values()].flatMap((answer) => answer.notes),
  };
}
