import { defineConfig } from 'vitest/config';

const { VITEST_JSON, THOROUGH } = process.env;

/** Of `npm run test:thorough`; test/support/thorough.ts. */
const long =
  THOROUGH === '1'
    ? []
    : [
        'test/faults/planted.test.ts',
        'test/journeys/slack-faults.test.ts',
        // Of every kind of death test/faults/crash.test.ts tries some.
        'test/src/operations/crash.test.ts',
      ];

/** Nothing of ours keeps state in a module, so that these may share what is loaded: loading took half of their time. */
const together = [
  'test/commands/**/*.test.ts',
  'test/docs/**/*.test.ts',
  'test/hostlink/!(ssh)/**/*.test.ts',
  'test/playground/**/*.test.ts',
  'test/src/{audit,authorise,cards,config,known,log,outbox,receive}/**/*.test.ts',
];

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Two cores: suites with real servers share them, so files run two at a time and no more.
    maxWorkers: 2,
    reporters: VITEST_JSON ? ['default', ['json', { outputFile: VITEST_JSON }]] : ['default'],
    projects: [
      { extends: true, test: { name: 'together', include: together, isolate: false } },
      // The workflow engine is one for each process, and real processes want their own surroundings.
      {
        extends: true,
        test: { name: 'alone', include: ['test/**/*.test.ts'], exclude: [...together, ...long] },
      },
    ],
  },
});
