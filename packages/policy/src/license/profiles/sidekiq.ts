/** Sidekiq Pro and Enterprise (sidekiq.org/wiki/Comm-Installation). The vendor lists the SHA-256 of its gems on another host. */

/** Pro. Customers of Enterprise get it from the host of {@link sidekiqEnt}, and say so with `source`. */
export const sidekiqPro = `profile: 1
id: sidekiq-pro
vendor: Contributed Systems
ecosystem: rubygems
name: sidekiq-pro
source: https://gems.contribsys.com/
credentials: bundler
contact: https://sidekiq.org/
checksums:
  - url: https://sidekiq.org/sha256sum.txt
content:
  allow: [dependencies]
  code: unchecked
`;

/** Enterprise, which brings a command of its own. */
export const sidekiqEnt = `profile: 1
id: sidekiq-ent
vendor: Contributed Systems
ecosystem: rubygems
name: sidekiq-ent
source: https://enterprise.contribsys.com/
credentials: bundler
contact: https://sidekiq.org/
checksums:
  - url: https://sidekiq.org/sha256sum.txt
content:
  allow: [dependencies, executables]
  code: unchecked
`;
