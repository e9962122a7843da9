/** Tokens: a suspicion is looked into once, a good token stays good, what is lost stays lost. */
import { describe, expect, test } from 'vitest';
import { Diagnostic } from '../../../../hostlink/diagnostic.ts';
import { channels } from '../../../../playground/slack/seed.ts';
import { startSlack } from '../../../../playground/slack/server.ts';
import { connectSlack } from '../../../../src/slack/bot.ts';
import { TokenWatch } from '../../../../src/slack/web-api/token-watch.ts';
import { ManualClock } from '../../../support/manual-clock.ts';
import { collectLog } from '../../support/collect-log.ts';

const revoked = new Diagnostic({ code: 'zmgr::slack::bad-bot-token', message: 'revoked' });

function watch(answers: (Diagnostic | undefined)[]) {
  const clock = new ManualClock();
  let asked = 0;
  const ask = async () => {
    asked += 1;
    return answers.shift();
  };
  return { clock, asked: () => asked, tokens: new TokenWatch({ ask, clock }) };
}

test('a suspicion that Slack dispels changes nothing, and is not looked into again for a minute', async () => {
  const { tokens, clock, asked } = watch([undefined, revoked]);
  await tokens.suspect();
  await clock.pass(59_000);
  await tokens.suspect();
  expect([asked(), tokens.trouble]).toEqual([1, undefined]);
  await clock.pass(1_000);
  await tokens.suspect();
  expect([asked(), tokens.trouble]).toEqual([2, revoked]);
  expect(await tokens.lost).toBe(revoked);
});

test('many suspicions at once are one question; what is lost stays lost', async () => {
  const { tokens, clock, asked } = watch([revoked]);
  await Promise.all([tokens.suspect(), tokens.suspect(), tokens.suspect()]);
  await clock.pass(600_000);
  await tokens.suspect();
  tokens.refuse(new Diagnostic({ code: 'zmgr::slack::bad-app-token', message: 'another' }));
  expect([asked(), tokens.trouble]).toEqual([1, revoked]);
});

describe('any call of any client that is refused is a suspicion', () => {
  test.each(['interactive', 'updates', 'bulk'] as const)('%s', async (client) => {
    const local = await startSlack({ port: 0, rateLimits: false, warn: () => {} });
    const { botToken, appToken } = local.credentials;
    try {
      const { clients, tokens } = await connectSlack({
        slack: { botToken, receiving: { kind: 'socket-mode', appToken }, apiUrl: local.apiUrl },
        log: collectLog().log,
        clock: new ManualClock(),
        signal: new AbortController().signal,
      });
      const { faults, recorder } = local.core;
      faults.plan({ kind: 'error', error: 'account_inactive' }, { times: 2 });
      const call = clients[client].conversations.info({ channel: channels.ops });
      await expect(call).rejects.toThrow('account_inactive');
      expect(await tokens.lost).toMatchObject({
        code: 'zmgr::slack::bad-bot-token',
        message: 'Slack refuses SLACK_BOT_TOKEN: account_inactive',
      });
      expect(recorder.calls('auth.test')).toHaveLength(2);
      expect(faults.pending).toEqual([]);
    } finally {
      await local.stop();
    }
  });
});
