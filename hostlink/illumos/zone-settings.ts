/**
 * Settings of a zone that there is, each from what it is to what it is to be: what zonecfg(8) is told, and what it then
 * prints. Limits are written as the resource controls that they are, `capped-cpu` and `swap` among them: as such they are
 * exported, and `info` prints them exactly, where it rounds the sizes of capped-memory.
 */
import { z } from 'zod';
import type { ZoneName } from '../names/zone-name.ts';
import { type Command, command, privileged } from '../shell/command.ts';
import {
  type ControlValue,
  controlCommands,
  controlValue,
  printedValue,
} from './resource-control.ts';
import type { ZoneConfiguration } from './zone-configuration.ts';

/** `from` and `to` of a control: its values, none where the zone has no such control. */
export const settingChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('autoboot'), from: z.boolean(), to: z.boolean() }).strict(),
  z
    .object({
      kind: z.literal('control'),
      control: z.string().regex(/^zone\.[a-z-]+$/),
      from: z.array(controlValue).readonly(),
      to: z.array(controlValue).readonly(),
    })
    .strict(),
]);
export type SettingChange = Readonly<z.infer<typeof settingChange>>;

/** What a zone's configuration says of a control. @throws ZodError for values that could not be written again */
export function controlIn(
  { resources }: ZoneConfiguration,
  control: string,
): readonly ControlValue[] {
  const found = resources.find(
    ({ kind, properties }) => kind === 'rctl' && properties.get('name') === control,
  );
  const values = found?.inside.filter(({ kind }) => kind === 'rctl-value') ?? [];
  return values.map(({ properties }) => controlValue.parse(Object.fromEntries(properties)));
}

/** The changes that take others back. */
export const reversed = (changes: readonly SettingChange[]): readonly SettingChange[] =>
  changes.map(
    (change): SettingChange =>
      change.kind === 'autoboot'
        ? { ...change, from: change.to, to: change.from }
        : { ...change, from: change.to, to: change.from },
  );

/**
 * All of them in one run, which zonecfg commits at its end. It goes on after an error, and each setting is written
 * whole: so it also brings about what half of it was done of.
 */
export const change = (zone: ZoneName, changes: readonly SettingChange[]): Command =>
  privileged('zonecfg', '-z', zone, changes.flatMap(commandsFor).join('; '));

function commandsFor(change: SettingChange): readonly string[] {
  switch (change.kind) {
    case 'autoboot':
      return [`set autoboot="${change.to}"`];
    case 'control': {
      const { control, from, to } = change;
      return [
        ...(from.length === 0 ? [] : [`remove -F rctl name="${control}"`]),
        ...controlCommands(control, to),
      ];
    }
    default:
      return change satisfies never;
  }
}

/** Prints what they are, each as `printed` says. */
export const show = (zone: ZoneName, changes: readonly SettingChange[]): Command =>
  command(
    'zonecfg',
    '-z',
    zone,
    changes
      .map((one) => (one.kind === 'autoboot' ? 'info autoboot' : `info rctl name="${one.control}"`))
      .join('; '),
  );

/** zonecfg.c, info_func() and info_rctl(). Ends with a newline. */
export function printed(change: SettingChange, side: 'from' | 'to'): string {
  switch (change.kind) {
    case 'autoboot':
      return `autoboot: ${change[side]}\n`;
    case 'control': {
      const values = change[side];
      return values.length === 0
        ? 'No such rctl resource.\n'
        : [
            'rctl:',
            `\tname: ${change.control}`,
            ...values.map((value) => `\tvalue: ${printedValue(value)}`),
            '',
          ].join('\n');
    }
    default:
      return change satisfies never;
  }
}
