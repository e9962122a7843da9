/** Publishers as files that are edited in chat: a new one's text, and changes in place. */
import { change, editsOf, type FileEdits, saying, together, unchanged } from './block-edit.ts';
import type { FileKind } from './file-kind.ts';
import { type KdlNode, kdlString } from './kdl.ts';
import type { Publisher } from './model.ts';
import { readPublisher } from './publisher.ts';

/** What is left out stays as it is. */
export interface PublisherWish {
  readonly origin?: string | undefined;
  readonly sticky?: boolean | undefined;
  readonly mode?: Publisher['mode'] | undefined;
}

export const publisherFile: FileKind<Publisher, PublisherWish> = {
  name: 'publisher',
  read: readPublisher,
  words: ({ origin, sticky, mode }) =>
    new Map([
      ['origin', [origin]],
      ['sticky', [sticky ? 'yes' : 'no']],
      ['mode', [mode]],
    ]),
  edits: publisherEdits,
};

function publisherEdits(node: KdlNode, now: Publisher, wish: PublisherWish): FileEdits {
  const { origin, sticky, mode } = wish;
  const isNew = <T>(wished: T | undefined, before: T): wished is T =>
    wished !== undefined && wished !== before;
  return {
    edits: editsOf(
      node,
      together([
        isNew(origin, now.origin) ? saying(node, 'origin', [origin]) : unchanged,
        isNew(sticky, now.sticky) ? saying(node, 'sticky', [sticky]) : unchanged,
        isNew(mode, now.mode) ? saying(node, 'mode', [mode]) : unchanged,
      ]),
    ),
    changes: [
      ...(origin === undefined ? [] : change('origin', [now.origin], [origin])),
      ...(sticky === undefined
        ? []
        : change('sticky', [now.sticky ? 'yes' : 'no'], [sticky ? 'yes' : 'no'])),
      ...(mode === undefined ? [] : change('mode', [now.mode], [mode])),
    ],
  };
}

/** What is so by default is left out, as zmgr leaves it. */
export const newPublisherText = ({ name, origin, sticky, mode }: Publisher): string =>
  [
    `publisher ${kdlString(name)} {`,
    `    origin ${kdlString(origin)}`,
    ...(sticky ? [] : ['    sticky #false']),
    ...(mode === 'add' ? [] : [`    mode ${kdlString(mode)}`]),
    '}',
    '',
  ].join('\n');
