import type { PackageFacts } from '@assay/model';

/** What runs, loads itself or pulls in more, by feature. */
export type PackageFeatures = PackageFacts['features'];

/** A package in which nothing runs, loads itself or pulls in more, but for what is given. */
export function featuresOf(found: Partial<PackageFeatures>): PackageFeatures {
  return {
    executables: [],
    extensions: [],
    plugins: [],
    scripts: [],
    autoload: [],
    'post-install-message': [],
    dependencies: [],
    ...found,
  };
}
