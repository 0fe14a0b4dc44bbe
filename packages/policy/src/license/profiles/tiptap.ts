/** Tiptap's Pro extensions (tiptap.dev/docs/guides/pro-extensions). */
export const tiptap = `profile: 1
id: tiptap
vendor: Tiptap
ecosystem: npm
names: ['@tiptap-pro/*']
source: https://registry.tiptap.dev/
credentials: npmrc
contact: https://tiptap.dev/docs/guides/pro-extensions
content:
  allow: [dependencies]
  code: unchecked
`;
