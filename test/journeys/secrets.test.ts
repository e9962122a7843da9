/** What the bot writes down while people create, fail and are refused: all of it, and no secret. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openindianaSeed } from '../../playground/hosts/seeds/openindiana.ts';
import { type Journey, startJourney } from '../support/playground-journey.ts';

const passwordHash = '$5$saltsalt$OiUAyZCDogHuaxH71rMeQxvpDEY2yXx0ZQRnmeb9';
const sshKey = 'AAAAC3NzaC1lZDI1NTE5AAAAIBzW1uQ5Vf0xk4TTk8Yp0k8m5kq9Vw4d0rJm1u6o2Yy7';
const withSecrets = `template "known" {
  brand "nlipkg"
  pool "internal"
  sysconfig {
    root-password "${passwordHash}"
    user "ops" { ssh-key "ssh-ed25519 ${sshKey} ops" }
  }
}
`;

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney({
    environment: { LOG_LEVEL: 'trace' },
    seed: {
      ...openindianaSeed,
      files: { ...openindianaSeed.files, '/etc/zmgr/templates/known.kdl': withSecrets },
    },
  });
});
afterAll(() => journey?.end());

/** All strings in a value, each with its key. */
const stringsIn = (value: unknown, key = ''): readonly (readonly [key: string, text: string])[] => {
  if (typeof value === 'string') return [[key, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inside]) => stringsIn(inside, name));
};

test('no token, trigger, response URL or key material is ever logged', async () => {
  const { client, operator, playground } = journey;
  await client.says(operator, 'create open01 template=oi', /Create open01 on hv-04: done/);
  await client.fault({ fail: { tool: 'zoneadm', verb: 'install', stderr: 'out of luck' } });
  await client.says(operator, 'create fail01 template=oi', /Create fail01 on hv-04: unwound/);
  await client.says(await client.person('viewer'), 'create deny01 template=oi', /operator/);
  await client.says(operator, 'create open01 template=oi', /zmgr::zone::exists/);
  // Errors carry what was sent: the tokens and URLs of calls that fail.
  for (const kind of ['status', 'rate-limited', 'lost-answer'])
    await client.slackFault({ kind, times: 2 });
  await client.says(operator, 'create slow01 template=oi', /Create slow01 on hv-04: done/);
  await client.slackFault('cut-sockets');
  await playground.slack.connected();
  await expect
    .poll(() => client.slash(operator, 'version').catch(() => 'not connected'), { timeout: 15_000 })
    .not.toBe('not connected');

  const { credentials, core } = playground.slack;
  const traffic = core.recorder.traffic.flatMap((one) => stringsIn(one));
  const under = (...keys: readonly string[]) =>
    traffic.flatMap(([key, text]) => (keys.includes(key) ? [text] : []));
  const [triggers, urls] = [under('trigger_id'), under('response_url')];
  expect(triggers.length).toBeGreaterThan(4);
  expect(urls.length).toBeGreaterThan(4);
  const secrets = [
    ...Object.values(credentials),
    ...triggers,
    ...urls,
    ...under('url').filter((url) => url.startsWith('ws')),
    ...readFileSync(join(journey.directory, 'identity'), 'utf8')
      .split('\n')
      .filter((line) => line.length > 40),
  ];
  const log = journey.botLog();
  expect(log).toContain('"operation":');
  expect(log.split('\n').length).toBeGreaterThan(10);
  expect(secrets.filter((secret) => log.includes(secret))).toEqual([]);
  expect(log).not.toMatch(/xox[a-z]-|xapp-\d-|PRIVATE KEY|response_url"?:"?http/);
}, 60_000);

test('a password and a key of a template come into the zone, and nowhere else', async () => {
  const { client, operator, playground, directory } = journey;
  await client.says(operator, 'create know01 template=known', /Create know01 on hv-04: done/);
  await client.says(operator, 'template show known', /root-password/);
  await client.says(
    operator,
    'template edit known autoboot=yes',
    /Template edit known on hv-04: done/,
  );
  const admin = await client.person('admin');
  await client.says(admin, 'audit zone=know01', /know01/);
  await client.fault({ fail: { tool: 'zoneadm', verb: 'install', stderr: 'out of luck' } });
  await client.says(operator, 'create know02 template=known', /Create know02 on hv-04: unwound/);

  const holding = spawnSync('grep', ['-rlFa', '-e', 'OiUAyZCDog', '-e', sshKey, directory], {
    encoding: 'utf8',
  })
    .stdout.trim()
    .split('\n')
    .map((path) => path.replace(/^.*?\/root\/(etc|zones)\//, '/$1/'));
  expect(holding.sort()).toEqual([
    '/etc/zmgr/templates/known.kdl',
    '/zones/know01/root/etc/sysding.conf',
  ]);
  const traffic = JSON.stringify(playground.slack.core.recorder.traffic);
  expect(traffic).not.toMatch(/OiUAyZCDog|AAAAC3NzaC1l/);
});

test('every line about an operation carries its id', () => {
  const lines = journey
    .botLog()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { readonly msg: string; readonly operation?: string });
  const about = lines.filter(({ msg }) => /operation moved|journal|host was/.test(msg));
  expect(about.length).toBeGreaterThan(3);
  for (const line of about)
    expect(line).toMatchObject({ operation: expect.stringMatching(/^[a-z2-7]{10}$/) });
});

test('a request that is delivered twice is one operation with one card', async () => {
  const { client, operator, playground } = journey;
  playground.slack.core.delivery.repeatNext();
  await client.says(operator, 'create twice1 template=oi', /Create twice1 on hv-04: done/);
  await client.says(operator, 'op list', /twice1/);
  const about = (await client.messages(operator)).filter(({ text }) => /twice1/.test(text));
  expect(about.filter(({ ephemeral }) => !ephemeral)).toHaveLength(1);
  const { traffic } = playground.slack.core.recorder;
  const deliveries = traffic.filter(
    (one) =>
      one.kind === 'sent' && stringsIn(one).some(([, text]) => text.includes('create twice1')),
  );
  expect(deliveries).toHaveLength(2);
  const zones = Object.keys((await client.host()).zones).filter((zone) => zone === 'twice1');
  expect(zones).toEqual(['twice1']);
});
