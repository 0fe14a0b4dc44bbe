/** What is wrong with a text that should be a digest. */

const weak: readonly (readonly [RegExp, string])[] = [
  [/^(?:md5[:-]|[\dA-Fa-f]{32}$)/i, 'an MD5'],
  [/^(?:sha-?1[:-]|[\dA-Fa-f]{40}$)/i, 'a SHA-1'],
];

/** One sentence on why a text is no digest that counts. It never repeats the text. */
export function digestTextProblem(text: string): string {
  const [, name] = weak.find(([shape]) => shape.test(text)) ?? [];
  if (name === undefined)
    return 'a digest is written `sha256:` and 64 hex digits, `sha512:` and 128, or as in a lockfile';
  return `this is ${name}, and other files with the same one can be made: ask the vendor for the SHA-256 or SHA-512`;
}
