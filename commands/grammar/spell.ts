/** A command with options, as it would be typed: the other way round than parse.ts. For commands that answers offer. */

/**
 * Options without a value are left out; several values of one are repeated.
 * @returns undefined for a value that can't be typed, because it holds both kinds of quotes.
 */
export function spell(
  path: string,
  options: readonly (readonly [name: string, value: string | undefined])[],
): string | undefined {
  const words = [path];
  for (const [name, value] of options) {
    if (value === undefined) continue;
    const quoted = quotedValue(value);
    if (quoted === undefined) return undefined;
    words.push(`${name}=${quoted}`);
  }
  return words.join(' ');
}

/** A word of these needs no quotes anywhere in the grammar. */
const plain = /^[A-Za-z0-9._/:@-]+$/;

function quotedValue(value: string): string | undefined {
  if (plain.test(value) && !value.startsWith('-')) return value;
  if (!value.includes('"')) return `"${value}"`;
  return value.includes("'") ? undefined : `'${value}'`;
}
