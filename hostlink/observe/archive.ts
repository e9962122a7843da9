/**
 * The files of a tar(1) archive: ustar from illumos, GNU's and busybox' own from others; tar-stream reads all.
 */
import { extract } from 'tar-stream';

/** One byte order mark, one CR: what a person wrote is kept. Bytes that are no UTF-8 become U+FFFD. */
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Regular files by name, without `./`. Only those that were asked for: a directory that matches a pattern brings its
 * contents along.
 * @throws Error for a broken archive, or one with the same file twice.
 */
export async function filesOf(
  archive: Uint8Array,
  members: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  if (archive.byteLength === 0) return files;
  const asked = members.map(matcher);
  const entries = extract();
  entries.end(archive);
  for await (const entry of entries) {
    const { name: fullName, type } = entry.header;
    const name = fullName.replace(/^\.\//, '');
    const chunks: Uint8Array[] = [];
    for await (const chunk of entry) if (chunk instanceof Uint8Array) chunks.push(chunk);
    if ((type !== 'file' && type !== 'contiguous-file') || !asked.some((one) => one.test(name)))
      continue;
    if (files.has(name)) throw new Error(`The archive holds ${name} twice`);
    files.set(name, utf8.decode(Buffer.concat(chunks)));
  }
  return files;
}

/** `*` as the shell has it: anything but `/`, and no dot in front. */
const matcher = (member: string): RegExp =>
  new RegExp(
    `^${member
      .split('*')
      .map((part) => part.replace(/[.\\+?^$|()[\]{}]/g, '\\$&'))
      .join('[^/]*')
      .replace(/(^|\/)\[\^\/\]\*/g, '$1(?!\\.)[^/]*')}$`,
  );

/**
 * What tar complains about when a file went away or changed while it was being read, and what it says at the end
 * because of that: GNU, busybox and illumos in turn. Nothing is missing then that is there.
 */
const passing = [
  /: No such file or directory$/,
  /: File removed before we read it$/,
  /: file changed as we read it$/,
  /Exiting with failure status due to previous errors$/,
  /error exit delayed from previous errors$/,
];

/** The complaints that mean a file is there and was left out. */
export const realComplaints = (stderr: string): string =>
  stderr
    .split('\n')
    .filter((line) => line.trim() !== '' && !passing.some((one) => one.test(line)))
    .join('\n');
