/** What the tools of a simulated host say and do, transcript by transcript: test/cases/sim/<tool>/, and sim-omnios. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { omnios } from '../../../playground/hosts/dialect/omnios.ts';
import { openindiana } from '../../../playground/hosts/dialect/openindiana.ts';
import { machineUnderTest } from '../../support/simulated-machine.ts';
import { parseTranscript, withoutUuids } from '../../support/transcript.ts';

const root = join(import.meta.dirname, '..', '..', 'cases');
const cases = [
  { folder: 'sim', dialect: openindiana },
  { folder: 'sim-omnios', dialect: omnios },
].flatMap(({ folder, dialect }) =>
  readdirSync(join(root, folder)).flatMap((tool) =>
    readdirSync(join(root, folder, tool)).map((file) => ({
      name: `${folder}/${tool}/${file}`,
      dialect,
    })),
  ),
);

test.each(cases)('$name', async ({ name, dialect }) => {
  const host = machineUnderTest(undefined, undefined, dialect);
  for (const exchange of parseTranscript(readFileSync(join(root, name), 'utf8'))) {
    const { words, as, input, ...expected } = exchange;
    if (as === 'file') {
      host.machine.files.write(words[0] ?? '', input);
      continue;
    }
    if (as === 'reading') {
      expect([words[0], host.machine.files.read(words[0] ?? '')]).toEqual([
        words[0],
        expected.stdout,
      ]);
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
