/** When a trusted root lets a service count; RFC 3339. */
export type ValidFor = {
  readonly start?: string;
  readonly end?: string;
};
