/** /zone whoami: the ids by which zonebot knows the asker, their roles, and what they may do here. */
import {
  bullets,
  code,
  context,
  fields,
  heading,
  joined,
  paragraph,
  person,
} from './answers/parts.ts';
import { type Command, defineRead, type ReadCommand } from './define.ts';
import { roles } from './desk.ts';

/** @param commands all that there are; asked for when it answers, since it is one of them. */
export const defineWhoami = (commands: () => readonly Command[]): ReadCommand =>
  defineRead({
    path: 'whoami',
    summary: 'Show your ids, your roles and what you may do here',
    role: 'anyone',
    args: {},
    examples: ['whoami'],
    answer: async (_, { actor, accounts, may }) => {
      const held = roles.filter((role) => actor.roles.has(role));
      const verdicts = commands().map(({ path }) => ({ path, ...may(path) }));
      const allowed = verdicts.filter((verdict) => verdict.allowed);
      const denied = verdicts.filter((verdict) => !verdict.allowed);
      const others = accounts.filter((account) => account !== actor.user);
      const heldText = held.length === 0 ? 'none' : held.join(', ');
      return {
        summary: `You are ${actor.user} of ${actor.team}, roles: ${heldText}`,
        parts: [
          heading('Who you are here'),
          fields([
            ['User', [person(actor.user), ' ', code(actor.user)]],
            ['Team', code(actor.team)],
            ['Also you', others.length === 0 ? undefined : joined(others.map(code), ', ')],
            ['Roles', heldText],
          ]),
          paragraph(
            'You may: ',
            ...joined(
              allowed.map(({ path }) => code(path)),
              ', ',
            ),
          ),
          ...(denied.length === 0
            ? []
            : [
                paragraph('You may not:'),
                bullets(
                  [...new Set(denied.map(({ because }) => because))].map((reason) => [
                    ...joined(
                      denied.flatMap(({ path, because }) => (because === reason ? code(path) : [])),
                      ', ',
                    ),
                    ` – ${reason}`,
                  ]),
                ),
              ]),
          context('Roles are given in the configuration, by these ids.'),
        ],
      };
    },
  });
