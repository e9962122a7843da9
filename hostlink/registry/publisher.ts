/** publishers/<name>.kdl: an IPS publisher that templates may name. Applied by plans/zone-publishers.ts. */
import type { KdlBlock } from './kdl.ts';
import { flag, likelySlips, oneOf, optional, required, requiredNode, text } from './kdl-read.ts';
import type { Publisher } from './model.ts';
import type { Warn } from './warn.ts';

/** What a publisher may say. */
export const publisherKeys = ['origin', 'sticky', 'mode'];

/** @param name the file's name, which is the publisher's. @throws Diagnostic with the place of what is wrong */
export function readPublisher(file: KdlBlock, name: string, warn: Warn): Publisher {
  const publisher = requiredNode(file, 'publisher');
  likelySlips(publisher, publisherKeys).forEach(warn);
  return {
    name,
    origin: required(publisher, 'origin', text),
    sticky: optional(publisher, 'sticky', flag) ?? true,
    mode: optional(publisher, 'mode', oneOf('add', 'replace')) ?? 'add',
  };
}
