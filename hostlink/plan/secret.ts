/**
 * Secrets: hashes of passwords and keys. A plan names them by the hash of what they are, and so does its digest; their
 * values come into the script that goes to the host, and nowhere else: not into stores, journals, logs or answers.
 */
import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import { z } from 'zod';
import { Diagnostic } from '../diagnostic.ts';
import { withSecretLines } from '../registry/secret-lines.ts';
import type { Plan } from './plan.ts';

/** What a plan says of a secret. */
export const secretReference = z
  .object({
    /** SHA-256 in hex. */
    secret: z.string().regex(/^[0-9a-f]{64}$/),
    /** Only in what is compiled for a host: see withSecrets(). */
    value: z.string().exactOptional(),
  })
  .strict();
export type SecretReference = Readonly<z.infer<typeof secretReference>>;

/** A value that prints as nothing but its hash, however it is printed. */
export class Secret {
  readonly #value: string;
  readonly reference: SecretReference;

  constructor(value: string) {
    this.#value = value;
    this.reference = { secret: createHash('sha256').update(value).digest('hex') };
  }

  /** For the script of a host, and for nothing else. */
  reveal(): string {
    return this.#value;
  }

  toJSON(): SecretReference {
    return this.reference;
  }

  toString(): string {
    return `[secret ${this.reference.secret.slice(0, 8)}]`;
  }

  [inspect.custom](): string {
    return this.toString();
  }
}

/** Values by their hashes. */
export type Secrets = ReadonlyMap<string, string>;

export const secretsFrom = (all: readonly Secret[]): Secrets =>
  new Map(all.map((secret) => [secret.reference.secret, secret.reveal()]));

/** A step or a guard. */
interface Part {
  readonly kind: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** How a line that holds a secret stands in a text of a plan. */
const sealedLine = /⟦secret ([0-9a-f]{64})⟧/g;
const sealOf = (line: string): string => `⟦secret ${new Secret(line).reference.secret}⟧`;

/** Texts of files, with each line that holds a secret told by its hash. */
export const sealedText = (text: string): string => withSecretLines(text, sealOf);

/** The part with all its texts sealed: for plans about files that may hold secrets. */
export const sealed = <T extends Part>(part: T): T => ({
  ...part,
  args: mapped(part.args, (value) => (typeof value === 'string' ? sealedText(value) : value)),
});

/** For people. */
export const withoutSeals = (text: string): string => text.replaceAll(sealedLine, '•••');

/** Whether a plan names a secret anywhere. */
export const namesSecrets = ({ steps, guards }: Pick<Plan, 'steps' | 'guards'>): boolean =>
  /"secret":"[0-9a-f]{64}"|⟦secret [0-9a-f]{64}⟧/.test(JSON.stringify({ steps, guards }));

/**
 * The step or guard with the values that it names, for compiling.
 * @throws Diagnostic `zmgr::plan::secret-missing`
 */
export function withSecrets<T extends Part>(part: T, secrets: Secrets): T {
  const known = (secret: string): string => {
    const value = secrets.get(secret);
    if (value !== undefined) return value;
    throw new Diagnostic({
      code: 'zmgr::plan::secret-missing',
      message: 'A password or a key that the plan names is not in the registry any more',
      help: 'Somebody changed the file meanwhile. Nothing was done; ask for it again.',
    });
  };
  return {
    ...part,
    args: mapped(part.args, (value) => {
      if (typeof value === 'string')
        return value.replaceAll(sealedLine, (_, secret: string) => known(secret));
      const reference = secretReference.safeParse(value);
      if (!reference.success) return value;
      const { secret } = reference.data;
      return { secret, value: known(secret) };
    }),
  };
}

/** Plain JSON with each value as it is made. */
const mapped = (args: Part['args'], make: (value: unknown) => unknown): Part['args'] =>
  JSON.parse(JSON.stringify(args, (_, value: unknown) => make(value)));
