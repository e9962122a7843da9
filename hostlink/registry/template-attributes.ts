/**
 * What a template says of the attributes of its zones: `attributes { kernel-version "4.4" }`, and the two that have
 * keys of their own. An attribute is a word of zonecfg(8) that means what the brand takes it for.
 */

import { Diagnostic } from '../diagnostic.ts';
import { stampName } from '../illumos/zone-stamp.ts';
import { attributeNameFault, attributeValueFault } from '../illumos/zonecfg.ts';
import type { KdlNode } from './kdl.ts';
import { argument, faultAt, optional, optionalNode, parsed, text } from './kdl-read.ts';
import type { Template } from './model.ts';

/** Attributes that are said in other ways. */
const ownKeys = ['resolvers', 'dns-domain'];

/** @throws Diagnostic `zmgr::template::bad-attribute`, `zmgr::kdl::duplicate`, with the place */
export function readAttributes(template: KdlNode): Template['attributes'] {
  const block = optionalNode(template, 'attributes');
  if (block === undefined) return [];
  const seen = new Map<string, number>();
  return block.nodes.map((node) => {
    const { name } = node;
    const value = argument(node, text);
    const before = seen.get(name);
    if (before !== undefined) {
      throw faultAt(node, {
        code: 'zmgr::kdl::duplicate',
        message: `"${name}" stands here a second time, after line ${before}`,
        help: 'Keep one of the two; put /- before the other to keep it as a comment.',
      });
    }
    seen.set(name, node.line);
    const fault = attributeFault(name, value);
    if (fault !== undefined)
      throw faultAt(node, { code: 'zmgr::template::bad-attribute', ...fault });
    return { name, value };
  });
}

/** Why a zone can have no such attribute by a template or a wish, or undefined when it can. */
export function attributeFault(
  name: string,
  value: string,
): { readonly message: string; readonly help: string } | undefined {
  if (name === stampName) {
    return {
      message: `The attribute "${name}" is zonebot's own mark on the zones that it makes`,
      help: 'Choose another name.',
    };
  }
  if (ownKeys.includes(name)) {
    return {
      message: `The attribute "${name}" has a key of its own`,
      help: `Write ${name} beside brand, not in attributes.`,
    };
  }
  const fault = attributeNameFault(name) ?? attributeValueFault(value);
  return fault === undefined
    ? undefined
    : {
        message: `The attribute "${name.slice(0, 80)}" ${fault}`,
        help: 'Correct it, or leave it out.',
      };
}

/** @throws Diagnostic `zmgr::template::bad-domain` with the place */
export const readDnsDomain = (template: KdlNode): string | undefined =>
  optional(template, 'dns-domain', parsed(parseDomain));

/**
 * RFC 1035 §2.3.1, and a digit first as RFC 1123 §2.1 has it: what resolv.conf(5) can hold in one word.
 * @throws Diagnostic `zmgr::template::bad-domain`
 */
export function parseDomain(name: string): string {
  const labels = name.split('.');
  if (
    name.length > 253 ||
    !labels.every((label) => /^[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/.test(label))
  ) {
    throw new Diagnostic({
      code: 'zmgr::template::bad-domain',
      message: `"${name.slice(0, 80)}" is no domain`,
      help: 'Write a name like example.net, without a dot at its ends.',
    });
  }
  return name;
}
