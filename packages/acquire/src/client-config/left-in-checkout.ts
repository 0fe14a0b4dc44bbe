/** What is said about configuration that would be the user's, did it not lie in the checkout. */

/** A note. `what` is the configuration, `folder` the one of the checkout that it lies in. */
export function leftInCheckout(what: string, folder: string): string {
  return (
    `${what} lies in the checkout under test (${folder}), so it is not read as your configuration: whoever wrote the checkout may have ` +
    'written it. If it is yours, keep it outside of that folder, or make your project a repository of its own.'
  );
}
