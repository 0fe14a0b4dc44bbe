/** Which proxy a request goes through. Only the user’s configuration and environment may name one. */

import { basicOfUrl } from './authorization.js';
import type { Journal } from './journal.js';
import { parseNoProxy, type NoProxy } from './no-proxy.js';
import { settingOf, textSettingOf, type SettingsLayer } from './settings-layer.js';

/** The proxies of one client, by the request’s protocol. */
export interface ProxyRules {
  readonly https: string | null;
  readonly http: string | null;
  readonly direct: NoProxy;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The proxy for this URL, or null for a direct connection. */
export function proxyOf(rules: ProxyRules, url: URL): string | null {
  if (rules.direct(url)) return null;
  return url.protocol === 'https:' ? rules.https : rules.http;
}

/** `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`; the lower-case name first, as curl, Ruby and npm look. */
export function environmentProxies(env: Environment, journal: Journal): ProxyRules {
  const https = variable(env, 'https_proxy');
  // In a CGI program HTTP_PROXY is the client's `Proxy:` header (httpoxy, CVE-2016-5385).
  const http = env['REQUEST_METHOD'] === undefined ? variable(env, 'http_proxy') : (env['http_proxy'] ?? null);
  return {
    https: parseProxy(https, 'HTTPS_PROXY', journal),
    http: parseProxy(http, 'HTTP_PROXY', journal),
    direct: parseNoProxy(variable(env, 'no_proxy') ?? ''),
  };
}

/** npm’s and pnpm’s settings; what they leave open, the environment says. */
export function npmProxies(layers: readonly SettingsLayer[], environment: ProxyRules, journal: Journal): ProxyRules {
  const proxy = (key: string) => parseProxy(textSettingOf(layers, key), key, journal);
  const https = proxy('https-proxy') ?? proxy('proxy');
  const http = proxy('http-proxy') ?? https;
  const noProxy = listSettingOf(layers, 'noproxy') ?? listSettingOf(layers, 'no-proxy');
  return {
    https: https ?? environment.https,
    http: http ?? environment.http,
    direct: noProxy === null ? environment.direct : parseNoProxy(noProxy),
  };
}

/** RubyGems’ `http_proxy`, which stands for both protocols; its absence leaves the environment. */
export function rubygemsProxies(httpProxy: string | null, environment: ProxyRules, journal: Journal): ProxyRules {
  if (httpProxy === null || httpProxy === ':no_proxy') return environment;
  const proxy = parseProxy(httpProxy, 'http_proxy', journal);
  return proxy === null ? environment : { https: proxy, http: proxy, direct: environment.direct };
}

/** The proxy’s URL, userinfo kept: whoever connects to the proxy needs it. Everything in it that is secret is noted as such. */
function parseProxy(text: string | null, key: string, journal: Journal): string | null {
  if (text === null || text === '' || text === 'false' || text === 'null') return null;
  const whole = text.includes('://') ? text : `http://${text}`;
  const url = URL.canParse(whole) ? new URL(whole) : null;
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    journal.note(`The proxy in \`${key}\` is ignored: it is not the http(s) URL of a proxy.`);
    return null;
  }
  basicOfUrl(url, journal);
  return url.href;
}

/** A list as one text; null when it is empty, as npm's default is. */
function listSettingOf(layers: readonly SettingsLayer[], key: string): string | null {
  const value = settingOf(layers, key)?.value;
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  const list = items.filter((item) => typeof item === 'string').join(',');
  return list === '' ? null : list;
}

function variable(env: Environment, name: string): string | null {
  const value = env[name] ?? env[name.toUpperCase()] ?? '';
  return value === '' ? null : value;
}
