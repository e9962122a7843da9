/** What a try left behind, lost, or left undone. */

export const leakKinds = [
  /** Held for an operation that is over, or passed over though it is free. */
  'address',
  'vnic',
  /** A zone's file in the registry. */
  'entry',
  /** Held on the host, though nobody works there. */
  'lock',
  /** The zone itself, its configuration, its datasets, its files. */
  'zone',
  /** Of the runner: alive, or its files. */
  'runner',
  /** Without one end, or with other events than undisturbed. */
  'journal',
  /** Not exactly one message with the last word. */
  'card',
  /** Not in its final state, or a workflow that is still at work. */
  'operation',
  /** Anything else of the host. */
  'host',
] as const;
export type LeakKind = (typeof leakKinds)[number];

export interface Leak {
  readonly kind: LeakKind;
  /** What, and what is wrong with it. */
  readonly what: string;
}
