/** Everything Bundler’s and RubyGems’ configuration says. */

import { bundlerCredential, keepBundlerSecrets } from './bundler-credentials.js';
import { bundlerMirrors } from './bundler-mirrors.js';
import { bundlerProposals } from './bundler-proposals.js';
import { bundlerSetting, readBundlerSettings, type BundlerLayer } from './bundler-settings.js';
import { readGemrc, type Gemrc } from './gemrc.js';
import { noteProposals, openProposals } from './note-proposals.js';
import { remotesOf, type ClientContext, type ClientSettings } from './npm-client.js';
import { rubygemsProxies } from './proxy-rules.js';
import type { Journal } from './journal.js';
import { parseRegistryUrl, type RegistryUrl } from './registry-url-setting.js';
import { rubygemsRegistries } from './rubygems-registries.js';
import { defaultTls, readCertificates, type TlsSettings } from './tls-settings.js';

/** Reads Bundler’s and RubyGems’ configuration. */
export async function readRubygemsClient(context: ClientContext): Promise<ClientSettings> {
  const { options, checkout, journal } = context;
  const reading = { env: options.env, home: options.home, checkout, journal };
  const bundler = await readBundlerSettings(reading);
  const gemrc = await readGemrc(reading);
  const layers = bundler.trusted;
  keepBundlerSecrets(layers, journal);
  for (const entry of options.policyRegistries) bundlerCredential(layers, entry.url, journal);
  const { trusted, proposals } = rubygemsRegistries({
    layers,
    mirrors: bundlerMirrors(layers, journal),
    sources: gemrcSources(gemrc, journal),
    lockfileRemotes: remotesOf(options, 'rubygems'),
    isPublic: (url) => options.isPublicRegistry('rubygems', url),
    journal,
  });
  const known = [...options.policyRegistries, ...trusted.map(({ registry }) => registry)];
  const open = openProposals(bundlerProposals(bundler.checkout, journal), known);
  noteProposals('The checkout’s .bundle/config', open, journal);
  return {
    trusted,
    proposals: [...open, ...proposals],
    credential: (url) => bundlerCredential(layers, url.href, journal)?.value ?? null,
    proxies: rubygemsProxies(gemrc.httpProxy, context.environmentProxies, journal),
    tls: known.some(({ ecosystem }) => ecosystem === 'rubygems') ? await gemTls(context, layers, gemrc) : defaultTls,
  };
}

function gemrcSources(gemrc: Gemrc, journal: Journal): readonly RegistryUrl[] {
  return gemrc.sources.flatMap((source) => {
    const parsed = parseRegistryUrl(source, journal);
    if (parsed === null) journal.note(`A source in ${gemrc.label} is ignored: it is not an http(s) URL.`);
    return parsed ?? [];
  });
}

/** Bundler’s settings, then RubyGems’, then OpenSSL’s variable, which all of Ruby obeys. */
async function gemTls(context: ClientContext, layers: readonly BundlerLayer[], gemrc: Gemrc): Promise<TlsSettings> {
  const mode = bundlerSetting(layers, 'ssl_verify_mode');
  // 0 is OpenSSL’s VERIFY_NONE. Bundler takes any text for a number, Ruby’s way; only a written zero counts here.
  const strictSsl = mode?.value !== '0';
  if (!strictSsl)
    context.journal.note(
      `\`ssl_verify_mode\` is 0 in ${mode.layer.label}: ANYONE on the network can answer for your gem servers.`,
    );
  const roots = rootsFile(context.options.env['SSL_CERT_FILE'] ?? '', layers, gemrc);
  return { ca: roots === null ? [] : await readCertificates(roots.path, roots, context), strictSsl };
}

function rootsFile(
  variable: string,
  layers: readonly BundlerLayer[],
  gemrc: Gemrc,
): { readonly path: string; readonly key: string; readonly label: string } | null {
  const bundler = bundlerSetting(layers, 'ssl_ca_cert');
  if (bundler !== null) return { path: bundler.value, key: 'ssl_ca_cert', label: bundler.layer.label };
  if (gemrc.sslCaCert !== null) return { path: gemrc.sslCaCert, key: 'ssl_ca_cert', label: gemrc.label };
  return variable === '' ? null : { path: variable, key: 'SSL_CERT_FILE', label: 'the environment' };
}
