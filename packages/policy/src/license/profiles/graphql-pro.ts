/** GraphQL-Ruby Pro. The vendor commits the SHA-512 of each version to the public repository of graphql-ruby. */
export const graphqlPro = `profile: 1
id: graphql-pro
vendor: GraphQL-Ruby
ecosystem: rubygems
name: graphql-pro
source: https://gems.graphql.pro/
credentials: bundler
contact: https://graphql.pro/
checksums:
  - url: https://raw.githubusercontent.com/rmosolgo/graphql-ruby/master/guides/pro/checksums/{name}-{version}.txt
content:
  allow: [dependencies]
  code: unchecked
`;
