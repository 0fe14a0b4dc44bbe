/** The name in the certificate of GitHub's service that attests releases. */
export const releaseAttester = 'https://dotcom.releases.github.com';
