const units = [
  { name: 'day', seconds: 86_400 },
  { name: 'hour', seconds: 3600 },
  { name: 'minute', seconds: 60 },
] as const;

/** A span of time for people, in its two largest units: `6 days and 4 hours`. */
export function spanText(seconds: number): string {
  const parts: string[] = [];
  let rest = Math.floor(seconds);
  for (const unit of units) {
    const count = Math.floor(rest / unit.seconds);
    rest -= count * unit.seconds;
    if (count > 0) parts.push(`${String(count)} ${unit.name}${count === 1 ? '' : 's'}`);
  }
  return parts.length === 0 ? 'less than a minute' : parts.slice(0, 2).join(' and ');
}
