import { isTrusted, type EcosystemId, type RegistryTable } from '@assay/model';
import type { NetworkConfiguration } from './client-configuration.js';
import type { ClientSettings } from './npm-client.js';
import { parseHttpUrl } from './parse-http-url.js';
import { proxyOf } from './proxy-rules.js';
import { defaultTls, type TlsSettings } from './tls-settings.js';

/**
 * How to reach each origin. Certificates: each client’s settings for the origins of its own registries and where they
 * redirect, so that one client’s private root neither locks the other out nor speaks for it. Proxies: npm’s settings for
 * everything but pure gem servers, as npm uses them for every URL it fetches.
 */
export function networkConfiguration(
  table: RegistryTable,
  npm: ClientSettings,
  rubygems: ClientSettings,
): NetworkConfiguration {
  const npmOrigins = originsOf(table, 'npm');
  const gemOrigins = originsOf(table, 'rubygems');
  return {
    proxyFor: (text) => {
      const url = parseHttpUrl(text);
      if (url === null) return null;
      const isGemOnly = gemOrigins.has(url.origin) && !npmOrigins.has(url.origin);
      return proxyOf(isGemOnly ? rubygems.proxies : npm.proxies, url);
    },
    tlsFor: (text) => {
      const origin = parseHttpUrl(text)?.origin ?? '';
      const said = [...(npmOrigins.has(origin) ? [npm.tls] : []), ...(gemOrigins.has(origin) ? [rubygems.tls] : [])];
      return said.length === 0 ? defaultTls : joined(said);
    },
    // Every trusted registry, the client's built-in default among them: none of these hosts was chosen by the checkout, and
    // companies do resolve the public name to a mirror of their own. Redirect targets and plain URLs stay closed.
    privateOrigins: new Set(table.registries.filter(isTrusted).map((entry) => new URL(entry.url).origin)),
  };
}

/** One origin that serves both clients: what either may use there. */
function joined(settings: readonly TlsSettings[]): TlsSettings {
  return {
    ca: [...new Set(settings.flatMap(({ ca }) => ca))],
    strictSsl: settings.every(({ strictSsl }) => strictSsl),
  };
}

function originsOf(table: RegistryTable, ecosystem: EcosystemId): ReadonlySet<string> {
  const trusted = table.registries.filter((entry) => entry.ecosystem === ecosystem && isTrusted(entry));
  const urls = trusted.flatMap((entry) => [entry.url, ...entry.redirects]);
  return new Set(urls.flatMap((url) => parseHttpUrl(url)?.origin ?? []));
}
