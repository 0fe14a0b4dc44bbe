/** The template that `license-code-unknown` offers to add to the policy. */
export function templateIn(excerpt: string): object {
  const found = /^- name: code\n {2}pattern: ("[^"]*")\n {2}sha256: ([0-9a-f]{64})\n/.exec(excerpt);
  if (found === null) throw new Error(`there is no template in: ${excerpt}`);
  return { name: 'code', pattern: JSON.parse(found[1] ?? '') as string, sha256: found[2] };
}
