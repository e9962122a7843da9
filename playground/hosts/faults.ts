/**
 * Faults that a simulated host can be asked for, as data: they come over the playground's control API too. A fault on
 * a tool waits for the nth call that fits it, counted from when it was asked for, and fires once.
 */
import { z } from 'zod';
import { Diagnostic } from '../../hostlink/diagnostic.ts';

/** Which call: any tool and any verb where left out; nth counts from 1. */
const calls = {
  tool: z.string().optional(),
  verb: z.string().optional(),
  nth: z.int().min(1).default(1),
};

export const faultSchema = z.union([
  /** The tool says this and ends; `after`: it did its work all the same. An install fails half done, `incomplete`. */
  z.strictObject({
    fail: z.strictObject({
      ...calls,
      status: z.int().min(1).max(255).default(1),
      stderr: z.string().optional(),
      when: z.enum(['before', 'after']).default('before'),
    }),
  }),
  /** The tool never answers. */
  z.strictObject({ hang: z.strictObject(calls) }),
  z.strictObject({ delay: z.strictObject({ ...calls, milliseconds: z.int().min(1) }) }),
  /** Cuts every link: at once, or when a tool is called or has answered. */
  z.strictObject({
    drop: z.union([
      z.literal(true),
      z.strictObject({ ...calls, when: z.enum(['before', 'after']).default('after') }),
    ]),
  }),
  /** Every process is gone, links of `-t` too; at once, or when a tool is called or has answered. */
  z.strictObject({
    reboot: z.union([
      z.literal(true),
      z.strictObject({ ...calls, when: z.enum(['before', 'after']).default('after') }),
    ]),
  }),
  /** Connections are refused. */
  z.strictObject({ unreachable: z.boolean() }),
  /** Connections stay and nothing comes through them. */
  z.strictObject({ silent: z.boolean() }),
  /** The disk of the state directory is full. */
  z.strictObject({ diskFull: z.boolean() }),
]);
export type Fault = z.input<typeof faultSchema>;
type ParsedFault = z.output<typeof faultSchema>;

/** @throws Diagnostic `zmgr::playground::bad-fault` */
export function parseFault(value: unknown): ParsedFault {
  const parsed = faultSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Diagnostic({
    code: 'zmgr::playground::bad-fault',
    message: 'That is no fault of a simulated host',
    help: 'Such as {"fail": {"tool": "zoneadm", "verb": "install", "nth": 1}}; see docs/simulator.md.',
    cause: parsed.error,
  });
}

/** What a fault does to the call that it met. */
export type Strike =
  | {
      readonly kind: 'fail';
      readonly status: number;
      readonly stderr: string | undefined;
      readonly when: When;
    }
  | { readonly kind: 'hang' }
  | { readonly kind: 'delay'; readonly milliseconds: number }
  | { readonly kind: 'drop'; readonly when: When }
  | { readonly kind: 'reboot'; readonly when: When };
type When = 'before' | 'after';

/** A fault that waits for its call. */
interface Waiting {
  readonly fault: Fault;
  readonly tool: string | undefined;
  readonly verb: string | undefined;
  left: number;
  readonly strike: Strike;
}

export interface Faults {
  /** Sets a fault that waits for a call; false for one that is done to the host at once. */
  wait(fault: ParsedFault): boolean;
  /** The faults that a call meets. */
  meet(tool: string, verb: string): readonly Strike[];
  noteFired(fault: Fault): void;
  fired(): readonly Fault[];
  /** Those that never met their call. */
  waiting(): readonly Fault[];
}

export function faultDesk(): Faults {
  let waiting: Waiting[] = [];
  const fired: Fault[] = [];
  return {
    wait(fault) {
      const found = strikeOf(fault);
      if (found === undefined) return false;
      waiting.push({
        fault,
        tool: found.tool,
        verb: found.verb,
        left: found.nth,
        strike: found.strike,
      });
      return true;
    },
    meet(tool, verb) {
      const met = waiting.filter(
        (one) => (one.tool ?? tool) === tool && (one.verb ?? verb) === verb,
      );
      for (const one of met) one.left -= 1;
      const now = met.filter(({ left }) => left === 0);
      waiting = waiting.filter(({ left }) => left > 0);
      fired.push(...now.map(({ fault }) => fault));
      return now.map(({ strike }) => strike);
    },
    noteFired: (fault) => {
      fired.push(fault);
    },
    fired: () => [...fired],
    waiting: () => waiting.map(({ fault }) => fault),
  };
}

interface Aimed {
  readonly tool: string | undefined;
  readonly verb: string | undefined;
  readonly nth: number;
  readonly strike: Strike;
}

function strikeOf(fault: ParsedFault): Aimed | undefined {
  if ('fail' in fault) {
    const { tool, verb, nth, status, stderr, when } = fault.fail;
    return { tool, verb, nth, strike: { kind: 'fail', status, stderr, when } };
  }
  if ('hang' in fault) {
    const { tool, verb, nth } = fault.hang;
    return { tool, verb, nth, strike: { kind: 'hang' } };
  }
  if ('delay' in fault) {
    const { tool, verb, nth, milliseconds } = fault.delay;
    return { tool, verb, nth, strike: { kind: 'delay', milliseconds } };
  }
  if ('drop' in fault && fault.drop !== true) {
    const { tool, verb, nth, when } = fault.drop;
    return { tool, verb, nth, strike: { kind: 'drop', when } };
  }
  if ('reboot' in fault && fault.reboot !== true) {
    const { tool, verb, nth, when } = fault.reboot;
    return { tool, verb, nth, strike: { kind: 'reboot', when } };
  }
  return undefined;
}
