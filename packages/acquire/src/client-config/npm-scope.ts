/** The longest package name npm accepts; a scope is shorter. */
const maxLength = 214;

/** `@acme` of the setting `@acme:registry`; null for other settings. */
export function scopeOfSetting(key: string): string | null {
  return key.startsWith('@') && key.endsWith(':registry') ? key.slice(0, -':registry'.length) : null;
}

/** The name pattern of a scope (`@acme/*`); null for what cannot be one, so that a scope never becomes a wider pattern. */
export function namesOfScope(scope: string): string | null {
  return scope.length <= maxLength && /^@[\w.~-]+$/u.test(scope) ? `${scope}/*` : null;
}
