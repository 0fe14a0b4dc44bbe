/** Names, versions and platforms of licence packages: exact, and such as their ecosystem can have. */

import type { EcosystemId } from '@assay/model';
import type { PartPlace } from './license-parts.js';

/** The longest that a name or version may be: more than any registry takes. */
const longest = 214;

const names: Readonly<
  Record<EcosystemId, { readonly shape: RegExp; readonly message: string; readonly hint: string }>
> = {
  npm: {
    shape: /^(?:@[a-z\d~-][a-z\d._~-]*\/)?[a-z\d~-][a-z\d._~-]*$/,
    message: 'this is no name of an npm package',
    hint: 'Write it as in acme-ui or @acme/ui, in small letters.',
  },
  rubygems: {
    shape: /^[A-Za-z\d_][\w.-]*$/,
    message: 'this is no name of a gem',
    hint: 'Write it as in karafka-license, without a version.',
  },
  composer: {
    shape: /^[a-z\d][a-z\d_.-]*\/[a-z\d][a-z\d_.-]*$/,
    message: 'this is no name of a Composer package',
    hint: 'Write it as in acme/ui, in small letters.',
  },
  generic: {
    shape: /^[A-Za-z\d][\w.-]*$/,
    message: 'this is no name of a file',
    hint: 'Write it as in acme-license, without a path.',
  },
};

/** A name that its ecosystem can have. Throws what `refuse` makes for any other. */
export function readPackageName(text: string, { ecosystem, path, refuse }: PartPlace): string {
  const { shape, message, hint } = names[ecosystem];
  if (text.length <= longest && shape.test(text)) return text;
  throw refuse(path, message, hint);
}

/**
 * One version: of npm and RubyGems as their registries list it, of the others as it is written. Throws what `refuse` makes for a range,
 * a tag, a branch, and for what is no version.
 */
export function readExactVersion(text: string, { ecosystem, path, refuse, readers }: PartPlace): string {
  if (isRange(text)) {
    throw refuse(path, 'this is a range or a tag, and a licence package has one version', exactHint);
  }
  if (ecosystem === 'npm' || ecosystem === 'rubygems') {
    const normal = text.length <= longest ? readers.normaliseVersion(ecosystem, text) : null;
    if (normal !== null) return normal;
    const what = ecosystem === 'npm' ? 'an npm package' : 'a gem';
    throw refuse(path, `this is no version of ${what}`, exactHint);
  }
  const shape = ecosystem === 'composer' ? /^v?\d[\w.+-]*$/ : /^[A-Za-z\d][\w.+-]*$/;
  if (text.length <= longest && shape.test(text)) return text;
  const hint =
    ecosystem === 'composer' ? `${exactHint} A branch changes.` : 'Write letters, digits, `.`, `_`, `+` and `-`.';
  throw refuse(path, 'this is no version', hint);
}

const exactHint = 'Write the one that was bought, as the lockfile has it.';

function isRange(text: string): boolean {
  return /[\s<>=~^*|,!]|\.x(?:$|\.)/i.test(text) || /^(?:x|latest|stable|next|any)$/i.test(text);
}

/** A gem's platform. Throws what `refuse` makes for `ruby`, which is none, and for other ecosystems. */
export function readPlatform(text: string, { ecosystem, path, refuse }: PartPlace): string {
  if (ecosystem !== 'rubygems') throw refuse(path, 'only gems have platforms', 'Leave it out.');
  if (text === 'ruby') throw refuse(path, '`ruby` is every platform', 'Leave it out.');
  if (text.length <= longest && /^[A-Za-z\d][\w.-]*$/.test(text)) return text;
  throw refuse(path, 'this is no platform', 'Write it as in x86_64-linux or java.');
}
