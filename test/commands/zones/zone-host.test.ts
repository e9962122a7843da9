/** Which host a zone that is to be changed is on: named, the only one, or the only one that has it; never a guess. */
import { describe, expect, it } from 'vitest';
import type { ChangeCommand } from '../../../commands/define.ts';
import { prepare } from '../../../commands/run.ts';
import { verbs } from '../../../commands/verbs.ts';
import { hostWith, ordinaryTexts } from '../../support/illumos-facts.ts';
import { testDesk, unreachable } from '../support/desk.ts';
import { diagnosticOfPromise as diagnosticOf } from '../support/diagnostic-of.ts';

const uuid = '0d4b5fcc-0000-4000-8000-000000000007';

/** A host that has these zones, and entries of those. */
const having = (zones: readonly string[], entries: readonly string[] = []) =>
  hostWith({
    zones: `0:global:running:/::ipkg:shared\n${zones
      .map(
        (name, at) =>
          `${at + 1}:${name}:running:/zones/${name}:${uuid.slice(0, -1)}${at}:ipkg:excl\n`,
      )
      .join('')}`,
    configurations: { index: 'global:installed:/\n' },
    registry: {
      'zones/old1.kdl': undefined,
      ...Object.fromEntries(
        entries.map((name) => [`zones/${name}.kdl`, `zone "${name}" {\n  template "oi"\n}\n`]),
      ),
    },
  });

function typed(text: string) {
  const prepared = prepare(text, verbs);
  if (prepared.kind !== 'change') throw new Error(`${text} is ${prepared.kind}`);
  return prepared;
}

const hostOf = async (text: string, desk: ReturnType<typeof testDesk>) => {
  const {
    command,
    texts,
  }: { command: ChangeCommand; texts: Parameters<ChangeCommand['host']>[0] } = typed(text);
  return command.host(texts, desk);
};

describe.each(['boot', 'shutdown', 'halt', 'reboot'])('%s', (verb) => {
  it('goes to the only host that has the zone', async () => {
    const desk = testDesk({ hosts: { 'hv-04': ordinaryTexts, 'om-01': having(['web01']) } });
    expect(await hostOf(`${verb} web01`, desk)).toBe('om-01');
    expect(desk.observed).toEqual(['hv-04', 'om-01']);
  });

  it('goes to the host that is named, and to the only one there is, without a look', async () => {
    const two = testDesk({ hosts: { 'hv-04': ordinaryTexts, 'om-01': having(['web01']) } });
    expect(await hostOf(`${verb} hv-04/web01`, two)).toBe('hv-04');
    expect(await hostOf(`${verb} web01 host=om-01`, two)).toBe('om-01');
    expect(two.observed).toEqual([]);
    const one = testDesk();
    expect(await hostOf(`${verb} web01`, one)).toBe('hv-04');
    expect(one.observed).toEqual([]);
  });

  it('asks which one, where several have it', async () => {
    const desk = testDesk({ hosts: { 'hv-04': having(['web01']), 'om-01': having(['web01']) } });
    const told = await diagnosticOf(() => hostOf(`${verb} web01`, desk));
    expect(told.code).toBe('zmgr::zone::ambiguous');
    expect(told.suggestions).toEqual([`/zone ${verb} hv-04/web01`, `/zone ${verb} om-01/web01`]);
  });

  it('counts an entry only where no host has the zone itself', async () => {
    const moved = testDesk({
      hosts: { 'hv-04': having([], ['web01']), 'om-01': having(['web01'], ['web01']) },
    });
    expect(await hostOf(`${verb} web01`, moved)).toBe('om-01');
    const gone = testDesk({ hosts: { 'hv-04': ordinaryTexts, 'om-01': having([], ['web01']) } });
    expect(await hostOf(`${verb} web01`, gone)).toBe('om-01');
  });

  it('does not guess while a host cannot be read', async () => {
    const desk = testDesk({
      hosts: { 'hv-04': having(['web01']), 'om-01': unreachable('om-01') },
    });
    const told = await diagnosticOf(() => hostOf(`${verb} web01`, desk));
    expect(told.code).toBe('zmgr::zone::maybe-elsewhere');
    expect(told.message).toContain('om-01');
    expect(told.help).toContain(`\`/zone ${verb} hv-04/web01\``);
    expect(await hostOf(`${verb} hv-04/web01`, desk)).toBe('hv-04');
  });

  it('offers the nearest names', async () => {
    const desk = testDesk({ hosts: { 'hv-04': having(['web01']), 'om-01': having(['web02']) } });
    const told = await diagnosticOf(() => hostOf(`${verb} web1`, desk));
    expect(told.code).toBe('zmgr::zone::unknown');
    expect(told.suggestions).toEqual([`/zone ${verb} hv-04/web01`, `/zone ${verb} om-01/web02`]);
  });

  it('leaves the host itself alone', () => {
    const prepared = prepare(`${verb} global`, verbs);
    if (prepared.kind !== 'mistake') throw new Error(`it is ${prepared.kind}`);
    expect(prepared.diagnostic.code).toBe('zmgr::zone::global');
    expect(prepared.diagnostic.help).toContain('/zone list');
  });
});
