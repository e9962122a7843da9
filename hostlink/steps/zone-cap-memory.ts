/**
 * zone.cap-memory: how much memory a zone may take where that is no resource control but capped-memory's `physical`,
 * which rcapd(8) keeps: everywhere but on OmniOS. Looked at in the zone's XML, for `zonecfg info` rounds it.
 */
import { z } from 'zod';
import { spelt } from '../illumos/zone-limits.ts';
import { absolutePath } from '../names/absolute-path.ts';
import { zoneName } from '../names/zone-name.ts';
import { command, privileged } from '../shell/command.ts';
import { defineStep, type Probe, run, type Verdict } from './define-step.ts';

/** Bytes; null for no cap. */
const cap = z.int().positive().nullable();

export const capArguments = z.object({
  zone: zoneName,
  from: cap,
  to: cap,
  /** Whether swap or locked memory are capped at that time: then there is a capped-memory already. */
  beside: z.boolean(),
  /** The zone's XML. */
  xml: absolutePath,
});
type Cap = z.infer<typeof capArguments>;

export const zoneCapMemory = defineStep({
  kind: 'zone.cap-memory',
  args: capArguments,
  risk: 'disruptive',
  title: ({ zone, from, to }) =>
    `Set memory ${spelt('memory', from ?? undefined)} → ${spelt('memory', to ?? undefined)} of ${zone}`,
  check: (args) => capProbe(args, { from: 'absent', to: 'present' }),
  apply: (args) => [run(write(args, args.from, args.to))],
  undo: (args) => [run(write(args, args.to, args.from))],
});

const write = ({ zone, beside }: Cap, from: number | null, to: number | null) => {
  const into = beside || from !== null ? 'select capped-memory' : 'add capped-memory';
  const script =
    to !== null
      ? [into, `set physical="${to}"`, 'end']
      : beside
        ? ['select capped-memory', 'clear physical', 'end']
        : ['remove capped-memory'];
  return privileged('zonecfg', '-z', zone, script.join('; '));
};

export const capProbe = (
  { from, to, xml }: Cap,
  verdicts: Readonly<Record<'from' | 'to', Verdict>>,
): Probe => ({
  kind: 'command',
  command: command('sed', '-n', 's/.*\\(<mcap [^>]*>\\).*/\\1/p', xml),
  verdicts: [
    [{ exit: 'zero', equals: element(to) }, verdicts.to],
    [{ exit: 'zero', equals: element(from) }, verdicts.from],
    [{ exit: 'zero' }, 'foreign'],
  ],
});

const element = (bytes: number | null): string =>
  bytes === null ? '' : `<mcap physcap="${bytes}"/>`;
