/** Whatever can be read in a message: its text, and all texts of its blocks, of which nothing else is believed. */

/** Characters, of all texts together: more than any message holds. */
const most = 50_000;
const deepest = 20;

export function textsIn(message: unknown): readonly string[] {
  const texts: string[] = [];
  let left = most;
  const walk = (value: unknown, depth: number): void => {
    if (typeof value === 'string') {
      texts.push(value.slice(0, left));
      left -= Math.min(left, value.length);
    } else if (typeof value === 'object' && value !== null && depth < deepest && left > 0) {
      for (const inner of Object.values(value)) walk(inner, depth + 1);
    }
  };
  walk(message, 0);
  return texts;
}
