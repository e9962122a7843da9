/** Names in a line: the first few, and how many more. */
export function someOf(names: readonly string[], most = 20): string {
  const left = names.length - most;
  return left <= 1 ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${left} more`;
}
