/** The views that people have before them: a stack of modals each, and their App Home. The one place where they change. */
import type { Clock } from '../clock.ts';
import { type JsonObject, objectsIn, stringAt } from '../json.ts';
import { type Random, randomHex, randomId } from '../random.ts';
import { type Values, type View, valuesIn } from './view.ts';

/** A modal may have two more on top of it. */
export const mostModals = 3;

interface Parts {
  readonly clock: Clock;
  readonly random: Random;
  /** Told after each change to what this person sees. */
  readonly changed: (user: string) => void;
}

export class Views {
  readonly #parts: Parts;
  readonly #modals = new Map<string, readonly View[]>();
  readonly #homes = new Map<string, View>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The open modals of a person; the one on top is the last. */
  modals(user: string): readonly View[] {
    return this.#modals.get(user) ?? [];
  }

  home(user: string): View | undefined {
    return this.#homes.get(user);
  }

  find(id: string): View | undefined {
    return this.#all.find((view) => view.id === id);
  }

  findByExternalId(externalId: string): View | undefined {
    return this.#all.find(({ given }) => given.external_id === externalId);
  }

  get #all(): readonly View[] {
    return [...[...this.#modals.values()].flat(), ...this.#homes.values()];
  }

  /** A first modal; what was open before is gone. */
  open(user: string, given: JsonObject): View {
    const view = this.#fresh(user, given);
    this.#setModals(user, [view]);
    return view;
  }

  /** One more on top. Whether there is room is for the caller to ask. */
  push(user: string, given: JsonObject): View {
    const below = this.modals(user);
    const top = below.at(-1);
    const fresh = this.#fresh(user, given);
    const view = top === undefined ? fresh : { ...fresh, rootId: top.rootId, previousId: top.id };
    this.#setModals(user, [...below, view]);
    return view;
  }

  /** What the app says now in its place. What was entered stays where block_id, action_id and type are the same, as in Slack's clients. */
  update(view: View, given: JsonObject): View {
    const { trouble: _, ...kept } = view;
    const entered = stillThere(view.entered, given);
    return this.#put({ ...kept, given, entered, errors: {}, hash: this.#hash() });
  }

  publish(user: string, given: JsonObject): View {
    const before = this.#homes.get(user);
    return before === undefined ? this.#put(this.#fresh(user, given)) : this.update(before, given);
  }

  /** What the person entered, and what their client says of it; nothing that the app would be told. */
  fill(view: View, filled: Partial<Pick<View, 'entered' | 'errors' | 'trouble'>>): View {
    return this.#put({ ...view, ...filled });
  }

  /** Takes a modal away, and those on top of it. */
  close({ user, id }: View): void {
    const modals = this.modals(user);
    const index = modals.findIndex((view) => view.id === id);
    if (index !== -1) this.#setModals(user, modals.slice(0, index));
  }

  closeAll(user: string): void {
    this.#setModals(user, []);
  }

  #put(view: View): View {
    const { user, id } = view;
    if (view.given.type === 'home') {
      this.#homes.set(user, view);
      this.#parts.changed(user);
    } else {
      this.#setModals(
        user,
        this.modals(user).map((each) => (each.id === id ? view : each)),
      );
    }
    return view;
  }

  #setModals(user: string, modals: readonly View[]): void {
    this.#modals.set(user, modals);
    this.#parts.changed(user);
  }

  #fresh(user: string, given: JsonObject): View {
    const id = `V${randomId(this.#parts.random, 10)}`;
    return {
      id,
      user,
      given,
      hash: this.#hash(),
      rootId: id,
      previousId: null,
      entered: {},
      errors: {},
    };
  }

  #hash(): string {
    const { clock, random } = this.#parts;
    return `${Math.floor(clock.now() / 1000)}.${randomHex(random, 8)}`;
  }
}

function stillThere(entered: Values, given: JsonObject): Values {
  const untouched = valuesIn(objectsIn(given.blocks), {});
  return Object.fromEntries(
    Object.entries(entered).map(([blockId, actions]) => [
      blockId,
      Object.fromEntries(
        Object.entries(actions).filter(
          ([actionId, value]) =>
            stringAt(value, 'type') !== undefined &&
            untouched[blockId]?.[actionId]?.type === value.type,
        ),
      ),
    ]),
  );
}
