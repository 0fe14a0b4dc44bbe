/** What is proven of licence packages, as the end of a sentence. Each goes on after "All 3 are". */

/** Of whoever published a package, from any registry. */
export const publisherClaims: ReadonlyMap<string, string> = new Map([
  ['publisher-expected', 'signed by the publishers that the policy expects'],
  [
    'publisher-time-unauthenticated',
    'signed by the publishers that the policy expects, in time by the registries’ word',
  ],
]);

/** By check and code. */
export const licenseClaims: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  ['license-lock', new Map([['license-lock-consistent', 'locked exactly as bought']])],
  ['license-record', new Map([['license-record-unchanged', 'unchanged since they were recorded']])],
  ['license-entitlement', new Map([['license-entitled', 'still entitled']])],
  [
    'license-presence',
    new Map([
      ['license-served', 'served by the vendor'],
      ['license-found', 'present'],
    ]),
  ],
  [
    'license-digest',
    new Map([
      ['license-digest-match', 'byte for byte what the vendor said'],
      ['license-digest-stated', 'byte for byte what the vendor states'],
      ['license-digest-first-seen', 'byte for byte what was seen first'],
    ]),
  ],
  [
    'license-checksum',
    new Map([
      ['license-checksum-stated', 'stated by the vendor, signed'],
      ['license-checksum-listed', 'listed by the vendor'],
    ]),
  ],
  ['license-publisher', publisherClaims],
  [
    'license-namesake',
    new Map([
      ['license-name-private', 'unknown to public registries'],
      ['license-name-same-bytes', 'the same on public registries'],
    ]),
  ],
  [
    'license-installed',
    new Map([
      ['license-installed-match', 'installed file for file as in the archive'],
      ['license-installed-recorded', 'installed file for file as recorded'],
    ]),
  ],
  ['license-content', new Map([['license-content-allowed', 'nothing but what its rules allow']])],
  ['license-code', new Map([['license-code-known', 'code that the vendor is known to ship']])],
  [
    'license-token',
    new Map([
      ['license-token-verified', 'issued by the vendor, by its key'],
      ['license-token-pinned', 'licensed by the expected token'],
      ['license-token-recorded', 'licensed by the token that was recorded'],
    ]),
  ],
  ['license-rotation', new Map([['license-rotation-same', 'the same with either credential']])],
]);
