/** The files of a simulated host, as its tools reach them: below the directory that is the host's /. */
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { HostFiles } from './machine.ts';

export function hostFiles(root: string): HostFiles {
  const at = (inside: string) => path.join(root, inside);
  return {
    write(inside, text, mode = 0o644) {
      const file = at(inside);
      const beside = `${file}.new`;
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(beside, text);
      chmodSync(beside, mode);
      renameSync(beside, file);
    },
    read: (inside) => (existsSync(at(inside)) ? readFileSync(at(inside), 'utf8') : undefined),
    move(from, to) {
      mkdirSync(path.dirname(at(to)), { recursive: true });
      renameSync(at(from), at(to));
    },
    copy: (from, to) => cpSync(at(from), at(to), { recursive: true }),
    remove: (inside) => rmSync(at(inside), { recursive: true, force: true }),
    makeDirectory(inside, mode) {
      mkdirSync(at(inside), { recursive: true });
      chmodSync(at(inside), mode);
    },
    exists: (inside) => existsSync(at(inside)),
  };
}

/** Every file and directory below some directories, by path: mode and, of a file, its text. */
export function readTree(
  root: string,
  directories: readonly string[],
  leaveOut: (inside: string) => boolean,
): Readonly<Record<string, { readonly mode: string; readonly text?: string }>> {
  const found: Record<string, { mode: string; text?: string }> = {};
  const visit = (inside: string) => {
    if (leaveOut(inside)) return;
    const file = path.join(root, inside);
    const stat = lstatSync(file, { throwIfNoEntry: false });
    if (stat === undefined) return;
    const mode = (stat.mode & 0o7777).toString(8);
    if (stat.isDirectory()) {
      found[inside] = { mode };
      for (const name of readdirSync(file).sort()) visit(`${inside}/${name}`);
    } else if (stat.isFile()) found[inside] = { mode, text: readFileSync(file, 'utf8') };
  };
  for (const directory of directories) visit(directory);
  return found;
}
