/** resource-controls(7) as zonecfg(8) takes and prints them: a name, and values each with who set it, a limit and an action. */
import { z } from 'zod';

export const controlValue = z
  .object({
    priv: z.string().regex(/^[a-z]+$/),
    limit: z.string().regex(/^[0-9]{1,20}$/),
    action: z.string().regex(/^[A-Za-z0-9=]+$/),
  })
  .strict();
export type ControlValue = Readonly<z.infer<typeof controlValue>>;

/** Gives a zone a control that it has not; none where there are no values. */
export const controlCommands = (
  control: string,
  values: readonly ControlValue[],
): readonly string[] =>
  values.length === 0
    ? []
    : [
        'add rctl',
        `set name="${control}"`,
        ...values.map((value) => `add value ${printedValue(value)}`),
        'end',
      ];

/** Without quotes, which illumos takes for no part of a complex value. */
export const printedValue = ({ priv, limit, action }: ControlValue): string =>
  `(priv=${priv},limit=${limit},action=${action})`;
