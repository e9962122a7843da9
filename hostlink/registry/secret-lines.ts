/**
 * Lines of a registry's files that hold hashes of passwords or keys. They are found by their look, so that they are also
 * found in a file that is no KDL, and in comments.
 */
export const isSecretLine = (line: string): boolean =>
  /\bpass(w|phrase)|\bpwd\b|\bssh-key\b|\$[0-9a-z]{1,8}\$[./0-9A-Za-z$]{8}|\bAAAA[A-Za-z0-9+/]{16}/i.test(
    line,
  );

/** A text whose secret lines are as they are made. */
export const withSecretLines = (text: string, make: (line: string) => string): string =>
  text
    .split('\n')
    .map((line) => (isSecretLine(line) ? make(line) : line))
    .join('\n');

/** A text for people: of a secret line nothing is told behind its first word. It is as long as it was, for places in it. */
export const veiled = (text: string): string =>
  withSecretLines(text, (line) => line.replaceAll(/(?<=\S\s.*)\S/g, '•'));
