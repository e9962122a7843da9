/**
 * Whose delivery it is, over payloads as Slack sends them: in a workspace by itself, in an Enterprise Grid organisation,
 * from shared channels. Each case is a file: what auth.test and users.info say, the delivery, and whether it is a member's.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, type ReceiverEvent } from '@slack/bolt';
import { WebClient } from '@slack/web-api';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { verbs } from '../../../../commands/verbs.ts';
import type { ActorId } from '../../../../src/authorise/actor-id.ts';
import { createAuthoriser } from '../../../../src/authorise/authorise.ts';
import { systemClock } from '../../../../src/clock.ts';
import { lastSeen } from '../../../../src/known/last-seen.ts';
import { createFormDesk } from '../../../../src/receive/form-desk.ts';
import { listenToActions } from '../../../../src/slack/gestures/actions.ts';
import { listenToCommands } from '../../../../src/slack/gestures/commands.ts';
import { InFlight } from '../../../../src/slack/gestures/in-flight.ts';
import { createViews } from '../../../../src/slack/gestures/views.ts';
import { createDirectory } from '../../../../src/slack/web-api/directory.ts';
import { askIdentity } from '../../../../src/slack/web-api/identity.ts';
import { testDesk } from '../../../commands/support/desk.ts';
import { collectLog } from '../../support/collect-log.ts';
import { goodConfig } from '../../support/config-file.ts';

const folder = new URL('../../../cases/slack-identity/', import.meta.url).pathname;
const shape = z.strictObject({
  says: z.string(),
  bot: z.record(z.string(), z.union([z.string(), z.boolean()])),
  person: z.looseObject({ id: z.string() }),
  delivery: z.looseObject({ kind: z.enum(['command', 'click']) }),
  is: z.enum(['member', 'outsider']),
});
const cases = readdirSync(folder).map((file) => {
  const read = shape.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  return [`${file.replace('.json', '')}: ${read.says}`, read] as const;
});

type Case = z.infer<typeof shape>;

/** A Web API that answers what the case says. */
function clientSaying({ bot, person }: Pick<Case, 'bot' | 'person'>): WebClient {
  const answers: Readonly<Record<string, object>> = {
    'auth.test': { user_id: 'UBOT', bot_id: 'BBOT', ...bot },
    'users.info': { user: person },
    'usergroups.users.list': { users: [] },
    'conversations.info': { channel: { is_member: true, is_ext_shared: false } },
  };
  return new WebClient('xoxb-1', {
    fetch: async (url) =>
      Response.json({ ok: true, ...answers[String(url).split('/').at(-1) ?? ''] }),
  });
}

const bodyOf = ({ kind, ...said }: Case['delivery']): ReceiverEvent['body'] =>
  kind === 'command'
    ? {
        ...said,
        command: '/zone',
        text: 'whoami',
        channel_id: 'C1',
        trigger_id: 't',
        api_app_id: 'A',
      }
    : {
        ...said,
        type: 'block_actions',
        trigger_id: 't',
        channel: { id: 'C1', name: 'ops' },
        container: { type: 'message', message_ts: '1.0', channel_id: 'C1', is_ephemeral: false },
        actions: [
          { type: 'button', action_id: 'cancel', block_id: 'b', action_ts: '1.0', value: 'x' },
        ],
      };

/** Who the listeners of the real Bolt take for the one who did it. */
async function actorOf(body: ReceiverEvent['body']): Promise<ActorId> {
  const seen: ActorId[] = [];
  const app = new App({
    receiver: { init: () => {}, start: async () => {}, stop: async () => {} },
    token: 'xoxb-1',
    botId: 'BBOT',
    botUserId: 'UBOT',
    deferInitialization: true,
    tokenVerificationEnabled: false,
    convoStore: false,
  });
  await app.init();
  const { log } = collectLog();
  const inFlight = new InFlight();
  const giveFile = async () => ({ kind: 'not-given', why: 'nobody asked' }) as const;
  const draw = async () => new Uint8Array();
  const parts = {
    inFlight,
    respond: async () => {},
    log,
    pressable: () => undefined,
    giveFile,
    draw,
  };
  const take = async ({ actor }: { readonly actor: ActorId }) => {
    seen.push(actor);
    return undefined;
  };
  const nobody = () => Promise.reject(new Error('nobody asked'));
  const clients = { interactive: new WebClient('xoxb-1') };
  const formParts = {
    forms: createFormDesk({
      commands: [],
      authoriser: { standpoint: nobody, authorise: nobody },
      seen: lastSeen(testDesk().hosts, log),
    }),
    views: createViews(clients, log),
  };
  listenToCommands(app, { take }, verbs, formParts, parts);
  listenToActions(
    app,
    { cancel: (press) => () => take(press) },
    { ...formParts, channel: 'C0' },
    parts,
  );
  let acks = 0;
  const ack = async () => {
    acks += 1;
  };
  await app.processEvent({ body, ack });
  await inFlight.drained();
  expect(acks).toBe(1);
  const [actor] = seen;
  if (actor === undefined) throw new Error('nobody was asked');
  return actor;
}

describe('cases', () => {
  test('there are some, of both kinds', () => {
    for (const is of ['member', 'outsider'])
      expect(cases.filter(([, one]) => one.is === is).length).toBeGreaterThan(7);
  });

  test.each(cases)('%s', async (_, one) => {
    const interactive = clientSaying(one);
    const { log } = collectLog();
    const signal = new AbortController().signal;
    const home = await askIdentity({ interactive }, { log, clock: systemClock, signal });
    const { standpoint } = createAuthoriser({
      policy: goodConfig(),
      directory: createDirectory({ interactive }),
      home,
      clock: systemClock,
    });
    const actor = await actorOf(bodyOf(one.delivery));
    const at = await standpoint(actor, { channel: 'C1' });
    const looking = at.may({ kind: 'read', path: 'list', role: 'viewer' });
    if (one.is === 'outsider') {
      expect(looking).toMatchObject({ allowed: false, code: 'zmgr::access::outsider' });
      expect([...at.actor.roles]).toEqual([]);
    } else {
      expect(looking).toMatchObject({ allowed: true });
      // One key for one person, whatever the delivery said.
      expect(at.actor).toMatchObject({ team: 'T1', user: one.person.id });
    }
  });
});

test('an app that is installed for a whole organisation is refused at the start', async () => {
  const interactive = clientSaying({
    bot: { team_id: 'E1', enterprise_id: 'E1', is_enterprise_install: true },
    person: { id: 'U1' },
  });
  const asked = askIdentity(
    { interactive },
    { log: collectLog().log, clock: systemClock, signal: new AbortController().signal },
  );
  await expect(asked).rejects.toMatchObject({ code: 'zmgr::slack::no-workspace' });
});
