/** The template that `license-code-unknown` offers to add to the policy. */
export function templateIn(detail: string): object {
  const found = /\{name: code, pattern: ("[^"]*"), sha256: ([0-9a-f]{64})\}/.exec(detail);
  if (found === null) throw new Error(`there is no template in: ${detail}`);
  return { name: 'code', pattern: JSON.parse(found[1] ?? '') as string, sha256: found[2] };
}
