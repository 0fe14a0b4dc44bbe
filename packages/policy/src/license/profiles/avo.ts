/** Avo's paid gems (docs.avohq.io, gem server authentication). */
export const avo = `profile: 1
id: avo
vendor: Avo
ecosystem: rubygems
names: [avo-*]
source: https://packager.dev/avo-hq/
credentials: bundler
contact: https://docs.avohq.io/3.0/gem-server-authentication.html
content:
  allow: [dependencies]
  code: unchecked
`;
