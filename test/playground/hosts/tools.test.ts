/** What the tools of a simulated host say and do, transcript by transcript (test/cases/sim/<tool>/). */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { machineUnderTest } from '../../support/simulated-machine.ts';
import { parseTranscript, withoutUuids } from '../../support/transcript.ts';

const root = join(import.meta.dirname, '..', '..', 'cases', 'sim');
const cases = readdirSync(root).flatMap((tool) =>
  readdirSync(join(root, tool)).map((file) => `${tool}/${file}`),
);

test.each(cases)('%s', async (name) => {
  const host = machineUnderTest();
  for (const exchange of parseTranscript(readFileSync(join(root, name), 'utf8'))) {
    const { words, as, input, ...expected } = exchange;
    if (as === 'file') {
      host.machine.files.write(words[0] ?? '', input);
      continue;
    }
    const said = await host.run(words, { as, input });
    expect({
      typed: words.join(' '),
      status: said.status,
      stdout: withoutUuids(said.stdout),
      stderr: withoutUuids(said.stderr),
    }).toEqual({ typed: words.join(' '), ...expected });
  }
});
