/** The one version number of all packages; a test holds it to the manifests. */
export const version = '0.1.0';
