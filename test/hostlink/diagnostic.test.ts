import { describe, expect, it } from 'vitest';
import { causeChain, Diagnostic } from '../../hostlink/diagnostic.ts';

describe('a diagnostic', () => {
  it('has its code, its message and nothing of its cause', () => {
    const cause = new Error('connection reset');
    const diagnostic = new Diagnostic({
      code: 'zmgr::host::unreachable',
      message: 'hv-04 does not answer',
      help: 'ping it',
      cause,
    });
    expect(diagnostic).toBeInstanceOf(Error);
    expect(diagnostic).toMatchObject({
      name: 'Diagnostic',
      code: 'zmgr::host::unreachable',
      message: 'hv-04 does not answer',
      help: 'ping it',
      location: undefined,
      suggestions: [],
      cause,
    });
  });

  it('has no cause where none was given', () => {
    expect('cause' in new Diagnostic({ code: 'zmgr::a::b', message: 'c' })).toBe(false);
  });
});

describe('the chain of causes', () => {
  it('goes from the outermost inwards', () => {
    const inner = new Error('reset');
    const middle = new Error('closed', { cause: inner });
    const outer = new Diagnostic({ code: 'zmgr::a::b', message: 'c', cause: middle });
    expect(causeChain(outer)).toEqual([outer, middle, inner]);
  });

  it('turns what is no error into one', () => {
    expect(causeChain(new Error('a', { cause: 'text' })).map(({ message }) => message)).toEqual([
      'a',
      'text',
    ]);
    expect(causeChain('text').map(({ message }) => message)).toEqual(['text']);
    expect(causeChain(undefined)).toEqual([]);
    expect(causeChain(null)).toEqual([]);
  });

  it('ends where it comes back to itself', () => {
    const one = new Error('one');
    const two = new Error('two', { cause: one });
    one.cause = two;
    expect(causeChain(one)).toEqual([one, two]);
  });
});
