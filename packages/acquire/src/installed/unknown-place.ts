/** It cannot be told where a package manager keeps what it installs. The message is one sentence for people, without secrets. */
export class UnknownPlace extends Error {
  override readonly name = 'UnknownPlace';
}
