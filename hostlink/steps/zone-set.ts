/**
 * zone.set: gives a zone other limits, or another autoboot. zonecfg(8), in one run. What runs keeps what it has until it
 * boots again: zoneadmd reads the configuration then.
 */
import { z } from 'zod';
import { limitNamed, spelt } from '../illumos/zone-limits.ts';
import * as settings from '../illumos/zone-settings.ts';
import { type ZoneName, zoneName } from '../names/zone-name.ts';
import { defineStep, type Probe, run, type Verdict } from './define-step.ts';

type Change = settings.SettingChange;

export const zoneSet = defineStep({
  kind: 'zone.set',
  args: z.object({ zone: zoneName, changes: z.array(settings.settingChange).min(1).readonly() }),
  // A limit that is too low takes what runs away, once it has been booted with it.
  risk: ({ changes }) =>
    changes.every(({ kind }) => kind === 'autoboot') ? 'routine' : 'disruptive',
  title: ({ zone, changes }) => `Set ${changes.map(settingInWords).join(', ')} of ${zone}`,
  check: ({ zone, changes }) =>
    settingsProbe(zone, changes, { from: 'absent', to: 'present', mixed: 'partial' }),
  apply: ({ zone, changes }) => [run(settings.change(zone, changes))],
  undo: ({ zone, changes }) => [run(settings.change(zone, settings.reversed(changes)))],
});

/** Which of two states settings are in, by what zonecfg prints of them. */
export const settingsProbe = (
  zone: ZoneName,
  changes: readonly Change[],
  verdicts: Readonly<Record<'from' | 'to' | 'mixed', Verdict>>,
): Probe => {
  const all = (side: 'from' | 'to') =>
    changes
      .map((one) => settings.printed(one, side))
      .join('')
      .replace(/\n$/, '');
  return {
    kind: 'command',
    command: settings.show(zone, changes),
    verdicts: [
      [{ exit: 'zero', equals: all('to') }, verdicts.to],
      [{ exit: 'zero', equals: all('from') }, verdicts.from],
      [
        {
          exit: 'zero',
          eitherOf: changes.map((one) => [
            settings.printed(one, 'from'),
            settings.printed(one, 'to'),
          ]),
        },
        verdicts.mixed,
      ],
      [{ exit: 'zero' }, 'foreign'],
    ],
  };
};

/** `cpu-cap 2 → 4` */
export function settingInWords(change: Change): string {
  switch (change.kind) {
    case 'autoboot':
      return `autoboot ${change.from ? 'yes' : 'no'} → ${change.to ? 'yes' : 'no'}`;
    case 'control': {
      const name = limitNamed(change.control);
      const said = (values: typeof change.from): string => {
        const [value, another] = values;
        if (name === undefined || another !== undefined)
          return values.map(({ limit }) => limit).join(' and ');
        return spelt(name, value === undefined ? undefined : Number(value.limit));
      };
      return `${name ?? change.control} ${said(change.from)} → ${said(change.to)}`;
    }
    default:
      return change satisfies never;
  }
}
