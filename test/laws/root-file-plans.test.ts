/** The laws of plans that put files of root's: one that is there, and a new one below a zonepath. */

import { expect, test } from 'vitest';
import { fileText } from '../../hostlink/guards/file-text.ts';
import { parseAbsolutePath } from '../../hostlink/names/absolute-path.ts';
import { makePlan } from '../../hostlink/plan/make-plan.ts';
import { filePut } from '../../hostlink/steps/file-put.ts';
import { stepKinds } from '../../hostlink/steps/step-kinds.ts';
import { openindianaSeed } from '../../playground/hosts/seeds/openindiana.ts';
import { carryOut } from '../support/operations-on-host.ts';
import { type LawfulPlan, lawZones, plansHoldTheLaws } from '../support/plan-laws.ts';
import { simulatedHost } from '../support/simulated-host.ts';
import { thoroughly } from '../support/thorough.ts';

const before = '# written by hand\nlet it "be";\n\n\tas it is';
const puts: LawfulPlan = {
  name: 'files of root, on openindiana',
  host: {
    seed: {
      ...openindianaSeed,
      files: {
        ...openindianaSeed.files,
        ...Object.fromEntries(
          lawZones.flatMap((zone) => [
            [`/etc/${zone}.conf`, before],
            [`/zones/${zone}/root/etc/there`, ''],
          ]),
        ),
      },
    },
  },
  make: async ({ spec }, zone) => {
    const owner = { owner: 'root:root', mode: '0640' };
    const at = (path: string) => parseAbsolutePath(path);
    return makePlan(
      {
        host: spec.name,
        verb: 'put',
        subject: zone,
        steps: [
          filePut.step({
            path: at(`/etc/${zone}.conf`),
            old: before,
            new: 'let it go\n',
            ...owner,
          }),
          filePut.step({
            path: at(`/zones/${zone}/root/etc/new.conf`),
            within: at(`/zones/${zone}/root`),
            old: null,
            new: "setup 'this' \\n\n",
            ...owner,
          }),
        ],
        guards: [fileText.guard({ path: at(`/etc/${zone}.conf`), text: before })],
        locks: [`zone/${zone}`],
        chosen: {},
        holds: [],
      },
      stepKinds,
    );
  },
  isQuick: true,
  looks: { tool: 'cmp', verb: '' },
};

plansHoldTheLaws(thoroughly(puts));

test('a file of root is put by what pfexec may do, and by nothing else', async () => {
  const on = await simulatedHost(puts.host);
  const [zone = ''] = lawZones;
  const plan = await puts.make(on, zone);
  const before = on.host.dump();
  // Who may not elevate gets nowhere, and leaves nothing.
  if (on.host.isolation === 'namespace') {
    const alone = await carryOut({ ...on, spec: { ...on.spec, elevation: 'none' } }, plan);
    expect(alone.end).toEqual({ kind: 'ended', outcome: 'unwound' });
  }
  expect(on.host.dump()).toEqual(before);
  expect((await carryOut(on, plan)).end).toEqual({ kind: 'ended', outcome: 'done' });
  expect(on.host.state().files[`/etc/${zone}.conf`]).toBe('let it go\n');
  await on.stop();
});
