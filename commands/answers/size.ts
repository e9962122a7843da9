/** How much there is of something, as people say it: `1.4 GiB`, `70 %`. */

const units = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** Two digits where they say something, in units of 1024, as illumos' own tools count. */
export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${Math.round(bytes)} B`;
  let value = bytes / 1024;
  let at = 0;
  // 1023.6 MiB would be written as 1024 MiB.
  while (value >= 1023.5 && at < units.length - 1) {
    value /= 1024;
    at += 1;
  }
  const digits = value < 9.95 ? value.toFixed(1).replace(/\.0$/, '') : value.toFixed(0);
  return `${digits} ${units[at]}`;
}

/** `70 %`; a little is never nothing, and what is not all is never 100. */
export function formatPercent(percent: number): string {
  if (percent > 0 && percent < 1) return '<1 %';
  if (percent > 99 && percent < 100) return '>99 %';
  return `${Math.round(percent)} %`;
}

/** `1.4 GiB of 2 GiB (70 %)` */
export const formatShare = (part: number, whole: number): string =>
  `${formatSize(part)} of ${formatSize(whole)}${whole > 0 ? ` (${formatPercent((100 * part) / whole)})` : ''}`;
