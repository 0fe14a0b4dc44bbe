/** How the terminal summary is to look. */
export interface TerminalOptions {
  /** False: not a single escape byte. */
  readonly color: boolean;
  /** Columns. */
  readonly width: number;
  readonly detail: 'quiet' | 'normal' | 'verbose';
}
