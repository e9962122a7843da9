/** The verbs that campaigns try: what is typed, which zone it needs, and what is there when it is through. */

export const tryable = ['create', 'halt', 'boot', 'destroy'] as const;
export type VerbName = (typeof tryable)[number];

/** Of a zone of the campaign: `new` is one that is not there yet. */
export type ZoneState = 'new' | 'running' | 'halted';

/** Who must say yes on the card before anything is done, and by which button. */
export interface Consent {
  readonly by: 'operator' | 'approver';
  readonly button: 'confirm' | 'approve';
}

export interface TriedVerb {
  readonly name: VerbName;
  readonly text: (zone: string) => string;
  readonly from: ZoneState;
  /** `new` again: it is gone. */
  readonly to: ZoneState;
  readonly consent?: Consent;
}

const verbs: Readonly<Record<VerbName, Omit<TriedVerb, 'name'>>> = {
  create: { text: (zone) => `create ${zone} template=oi`, from: 'new', to: 'running' },
  halt: {
    text: (zone) => `halt ${zone}`,
    from: 'running',
    to: 'halted',
    consent: { by: 'operator', button: 'confirm' },
  },
  boot: { text: (zone) => `boot ${zone}`, from: 'halted', to: 'running' },
  destroy: {
    text: (zone) => `destroy ${zone}`,
    from: 'running',
    to: 'new',
    consent: { by: 'approver', button: 'approve' },
  },
};

export const verbOf = (name: VerbName): TriedVerb => ({ name, ...verbs[name] });

/** The verb that brings a zone into that state. */
export const verbTo = (state: Exclude<ZoneState, 'new'>): TriedVerb =>
  verbOf(state === 'running' ? 'create' : 'halt');
