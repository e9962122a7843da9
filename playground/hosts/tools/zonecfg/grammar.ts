/**
 * One command of zonecfg(8) at a time, by illumos-gate usr/src/cmd/zonecfg/zonecfg_grammar.y. A command counts only when its terminator
 * was read: the last one of a file without a newline is dropped without a word, as the real tool does.
 */
import type { CommandWord, Lexer, Token } from './lexer.ts';
import { isResourceType, type ResourceType } from './words.ts';

export type Value =
  | { readonly kind: 'simple'; readonly text: string }
  | { readonly kind: 'complex'; readonly pairs: readonly Pair[] }
  | { readonly kind: 'list'; readonly items: readonly Value[] };

export interface Pair {
  readonly name: string;
  readonly value: string;
}

/** A property and the value that is looked for: `physical=web0`. */
export interface Qualifier {
  readonly name: string;
  readonly value: Value;
}

export type ParsedCommand =
  /** Those that take words only; which, the command itself looks at. */
  | {
      readonly kind: 'plain';
      readonly word: Exclude<CommandWord, 'add' | 'remove' | 'select' | 'set' | 'clear' | 'info'>;
      readonly args: readonly string[];
    }
  | { readonly kind: 'add-resource'; readonly type: ResourceType }
  | { readonly kind: 'add-property'; readonly name: string; readonly value: Value }
  | {
      readonly kind: 'remove-resource';
      readonly args: readonly string[];
      readonly type: ResourceType;
      readonly qualifiers: readonly Qualifier[];
    }
  | { readonly kind: 'remove-property'; readonly name: string; readonly value: Value }
  | {
      readonly kind: 'select';
      readonly type: ResourceType;
      readonly qualifiers: readonly Qualifier[];
    }
  | {
      readonly kind: 'set';
      readonly args: readonly string[];
      readonly name: string;
      readonly value: Value;
    }
  | { readonly kind: 'clear'; readonly name: string }
  | { readonly kind: 'info' }
  | {
      readonly kind: 'info-resource';
      readonly type: ResourceType;
      readonly qualifiers: readonly Qualifier[];
    }
  | { readonly kind: 'info-property'; readonly name: string };

export type Parsed =
  | { readonly kind: 'command'; readonly command: ParsedCommand }
  /** An empty line. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'syntax-error'; readonly at: string }
  /** The words make no sense for this command: its usage is printed, without "syntax error". */
  | { readonly kind: 'usage'; readonly word: CommandWord; readonly tables: boolean }
  | { readonly kind: 'end' };

/** How many words each plain command takes at most. */
const mostWords = {
  cancel: 1,
  commit: 1,
  create: 3,
  delete: 1,
  end: 1,
  exit: 1,
  export: 2,
  help: 1,
  revert: 1,
  verify: 1,
} as const;

class SyntaxFault extends Error {
  readonly token: Token;
  constructor(token: Token) {
    super('syntax error');
    this.token = token;
  }
}

/** At most this many `property=value` in info, remove and select. */
const mostQualifiers = 3;

/** @param propertyNames the words that are names of properties: words.ts, propertyNamesOf */
export function parseCommand(lexer: Lexer, propertyNames: ReadonlySet<string>): Parsed {
  let token = lexer.next();
  const advance = () => {
    const before = token;
    token = lexer.next();
    return before;
  };
  /** Whether the next token is of this kind; a function, since every step moves on. */
  const at = (kind: Token['kind']): boolean => token.kind === kind;
  const fail = (): never => {
    throw new SyntaxFault(token);
  };
  const word = (): string => (token.kind === 'word' ? advance().text : fail());
  const isKeyword = (names: (text: string) => boolean) =>
    token.kind === 'word' && !token.quoted && names(token.text);
  const isProperty = () => isKeyword((text) => propertyNames.has(text));
  const isResource = () => isKeyword(isResourceType);
  const expect = (kind: Token['kind']) => (token.kind === kind ? advance() : fail());

  function propertyName(): string {
    return isProperty() ? advance().text : fail();
  }
  function resourceType(): ResourceType {
    const text = isResource() ? token.text : fail();
    if (!isResourceType(text)) return fail();
    advance();
    return text;
  }
  function complexValue(): Value {
    expect('(');
    const pairs: Pair[] = [];
    do {
      if (pairs.length > 0) expect(',');
      const name = propertyName();
      expect('=');
      pairs.push({ name, value: word() });
    } while (at(','));
    expect(')');
    return { kind: 'complex', pairs };
  }
  function value(): Value {
    if (at('(')) return complexValue();
    if (!at('[')) return { kind: 'simple', text: word() };
    advance();
    const items: Value[] = [];
    while (!at(']')) {
      if (items.length > 0) expect(',');
      items.push(at('(') ? complexValue() : { kind: 'simple', text: word() });
    }
    advance();
    return { kind: 'list', items };
  }
  function qualifiers(): readonly Qualifier[] {
    const found: Qualifier[] = [];
    while (isProperty() && found.length < mostQualifiers) {
      const name = propertyName();
      expect('=');
      found.push({ name, value: value() });
    }
    return found;
  }

  function command(begin: CommandWord): Parsed {
    const is = (parsed: ParsedCommand): Parsed => ({ kind: 'command', command: parsed });
    const usage = (tables: boolean): Parsed => ({ kind: 'usage', word: begin, tables });
    switch (begin) {
      case 'add':
        if (at('terminator')) return usage(true);
        if (isResource()) return is({ kind: 'add-resource', type: resourceType() });
        if (isProperty()) return is({ kind: 'add-property', name: propertyName(), value: value() });
        word();
        return usage(false);
      case 'remove': {
        if (at('terminator')) return usage(true);
        const args: string[] = [];
        if (!isResource() && !isProperty()) args.push(word());
        if (args.length > 0 && at('terminator')) return usage(true);
        if (isResource())
          return is({
            kind: 'remove-resource',
            args,
            type: resourceType(),
            qualifiers: qualifiers(),
          });
        return is({ kind: 'remove-property', name: propertyName(), value: value() });
      }
      case 'select': {
        if (at('terminator')) return usage(true);
        const type = resourceType();
        const found = qualifiers();
        const single =
          type === 'dedicated-cpu' || type === 'capped-cpu' || type === 'capped-memory';
        if (found.length === 0 && !single && type !== 'security-flags') return usage(false);
        return is({ kind: 'select', type, qualifiers: found });
      }
      case 'set': {
        if (at('terminator')) return usage(true);
        const args: string[] = [];
        if (!isProperty()) args.push(word());
        const name = propertyName();
        expect('=');
        return is({ kind: 'set', args, name, value: value() });
      }
      case 'clear':
        if (at('terminator')) return usage(true);
        return is({ kind: 'clear', name: propertyName() });
      case 'info':
        if (at('terminator')) return is({ kind: 'info' });
        if (isResource())
          return is({ kind: 'info-resource', type: resourceType(), qualifiers: qualifiers() });
        if (isProperty()) return is({ kind: 'info-property', name: propertyName() });
        word();
        return usage(true);
      default: {
        const args: string[] = [];
        while (at('word') && args.length < mostWords[begin]) args.push(word());
        return is({ kind: 'plain', word: begin, args });
      }
    }
  }

  try {
    if (at('terminator')) return { kind: 'nothing' };
    if (at('end')) return { kind: 'end' };
    if (token.kind !== 'command') return fail();
    const { word: begin } = token;
    advance();
    const parsed = command(begin);
    if (at('end')) return { kind: 'end' };
    if (!at('terminator')) return fail();
    return parsed;
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    if (error.token.kind === 'end') return { kind: 'end' };
    // Recovery as in the grammar: everything up to the terminator is thrown away.
    while (!at('terminator') && !at('end')) advance();
    return { kind: 'syntax-error', at: error.token.text === '\n' ? '\\n' : error.token.text };
  }
}
