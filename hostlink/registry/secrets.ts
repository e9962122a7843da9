/** Passwords and keys that a registry holds, and lines with them, by their hashes: for the script that a plan becomes. */
import { Secret, type Secrets, secretsFrom } from '../plan/secret.ts';
import type { Registry } from './model.ts';
import { isSecretLine } from './secret-lines.ts';

export const secretsIn = ({ templates, texts }: Pick<Registry, 'templates' | 'texts'>): Secrets =>
  secretsFrom([
    ...[...texts.values()].flatMap((text) =>
      text.split('\n').flatMap((line) => (isSecretLine(line) ? [new Secret(line)] : [])),
    ),
    ...[...templates.values()].flatMap(({ sysconfig }) =>
      sysconfig === undefined
        ? []
        : [
            sysconfig.rootPassword,
            ...sysconfig.keys,
            ...sysconfig.users.flatMap(({ password, keys }) => [password, ...keys]),
          ].flatMap((secret) => secret ?? []),
    ),
  ]);
