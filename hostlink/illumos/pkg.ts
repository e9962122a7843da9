/** pkg(1) on the image of a zone: from where its packages come. */
import { type Command, privileged } from '../shell/command.ts';

/** A publisher of an image, by one origin. */
export interface ImagePublisher {
  readonly name: string;
  readonly origin: string;
  readonly sticky: boolean;
}

const onImage = (root: string, ...argv: readonly string[]): Command =>
  privileged('pkg', '-R', root, ...argv);

/** What it says of a directory in which there is no image: a zone's root that is not mounted, say. */
export const noImage = 'No image rooted at';

/** Another pkg works on the image; soon over, but for installs. */
export const imageIsBusy = 'currently in use by another package client';

/** What it says of a publisher that the image does not have. */
export const noSuchPublisher = 'Unknown publisher';

/** One row an origin, in the order of `publisherRows`. */
export const publishers = (root: string): Command => onImage(root, 'publisher', '-H', '-F', 'tsv');

/**
 * The row of a publisher that is set as wished: PUBLISHER STICKY SYSPUB ENABLED TYPE STATUS URI PROXY
 * (src/modules/client/client_api.py of pkg5). An origin is kept with a `/` at its end; the last field is `-` or empty.
 */
export const publisherRows = ({ name, origin, sticky }: ImagePublisher): readonly string[] =>
  ['-', ''].flatMap((proxy) =>
    // The host's own, which a linked zone can't be given, it has already.
    [false, true].map((isSystem) =>
      [
        ...[name, sticky, isSystem, true, 'origin', 'online'],
        ...[origin.replace(/\/*$/, '/'), proxy],
      ].join('\t'),
    ),
  );

/** -O puts its origin in the place of any that it has. Exit status 4: there was nothing to do. */
export const setPublisher = (root: string, { name, origin, sticky }: ImagePublisher): Command =>
  onImage(root, 'set-publisher', sticky ? '--sticky' : '--non-sticky', '-O', origin, name);

export const unsetPublisher = (root: string, name: string): Command =>
  onImage(root, 'unset-publisher', name);
