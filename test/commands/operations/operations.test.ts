import { describe, expect, it } from 'vitest';
import { operationStates } from '../../../commands/desk.ts';
import { formatDuration, inWords } from '../../../commands/operations/duration.ts';
import { hasEnded } from '../../../commands/operations/ended-states.ts';
import {
  decisionsFor,
  markOf,
  sentenceOf,
  verbFor,
} from '../../../commands/operations/operation-words.ts';
import { verbs } from '../../../commands/verbs.ts';
import { testOperation } from '../support/desk.ts';

describe('durations', () => {
  it.each([
    [-5_000, '<1s'],
    [999, '<1s'],
    [1_000, '1s'],
    [59_999, '59s'],
    [60_000, '1m00s'],
    [185_000, '3m05s'],
    [3_599_999, '59m59s'],
    [3_600_000, '1h00m'],
    [8_040_000, '2h14m'],
    [360_000_000, '4d04h'],
  ])('%i ms: %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});

describe('times that a rule gives', () => {
  it.each([
    [30_000, '30 seconds'],
    [60_000, '1 minute'],
    [5_400_000, '90 minutes'],
    [14_400_000, '4 hours'],
    [86_400_000, '1 day'],
  ])('%i ms: %s', (milliseconds, text) => {
    expect(inWords(milliseconds)).toBe(text);
  });
});

describe.each(operationStates)('an operation that is %s', (state) => {
  const operation = testOperation({ state });

  it('has a mark and a sentence', () => {
    expect(markOf(state)).not.toBe('');
    expect(sentenceOf(state)).toMatch(/^[A-Z].*[^.]$/);
  });

  it('can be decided about by verbs that there are, unless it has ended', () => {
    const decisions = decisionsFor(operation);
    expect(decisions.length === 0).toBe(hasEnded(state));
    for (const decision of decisions)
      expect(verbs.map(({ path }) => path)).toContain(verbFor(decision));
  });
});
