/**
 * templates/<name>.kdl: what zones are made like. Named `net` blocks, or in the first spelling a flat `pool`, which is
 * one net called "default".
 */
import { parseImage, parseInstallArgument } from '../illumos/install-arguments.ts';
import { parseAddress } from '../ipam/address.ts';
import { parseVnicPattern } from '../names/vnic-name.ts';
import type { KdlBlock, KdlNode } from './kdl.ts';
import {
  argument,
  argumentsOf,
  faultAt,
  flag,
  likelySlips,
  nodesNamed,
  oneOf,
  optional,
  optionalNode,
  parsed,
  type Reader,
  required,
  requiredNode,
  text,
} from './kdl-read.ts';
import type { Template, TemplateNet } from './model.ts';
import { readAttributes, readDnsDomain } from './template-attributes.ts';
import { readResources } from './template-resources.ts';
import { readSysconfig } from './template-sysconfig.ts';
import type { Warn } from './warn.ts';

/** What a template may say. */
export const templateKeys = [
  'brand',
  'autoboot',
  'ip-type',
  'net',
  'pool',
  'publishers',
  'image',
  'install',
  'resolvers',
  'dns-domain',
  'attributes',
  'resources',
  'fs',
  'dataset',
  'sysconfig',
];
/** What a net of a template may say. */
export const templateNetKeys = ['pool', 'protection', 'default-route', 'vnic'];

/** @param name the file's name, which is the template's. @throws Diagnostic with the place of what is wrong */
export function readTemplate(file: KdlBlock, name: string, warn: Warn): Template {
  const template = requiredNode(file, 'template');
  likelySlips(template, templateKeys).forEach(warn);
  const several = <T>(key: string, read: Reader<T>): readonly T[] => {
    const node = optionalNode(template, key);
    return node === undefined ? [] : argumentsOf(node, read);
  };
  const image = optional(template, 'image', parsed(parseImage));
  const dnsDomain = readDnsDomain(template);
  const sysconfig = readSysconfig(template);
  return {
    name,
    brand: required(template, 'brand', text),
    autoboot: optional(template, 'autoboot', flag) ?? false,
    ipType: optional(template, 'ip-type', oneOf('exclusive', 'shared')) ?? 'exclusive',
    nets: netsOf(template, warn),
    publishers: several('publishers', text),
    ...(image === undefined ? {} : { image }),
    installArguments: several('install', parsed(parseInstallArgument)),
    resolvers: several('resolvers', parsed(parseAddress)),
    ...(dnsDomain === undefined ? {} : { dnsDomain }),
    attributes: readAttributes(template),
    ...readResources(template),
    ...(sysconfig === undefined ? {} : { sysconfig }),
  };
}

function netsOf(template: KdlNode, warn: Warn): readonly TemplateNet[] {
  const flat = optionalNode(template, 'pool');
  const blocks = nodesNamed(template, 'net');
  const [first] = blocks;
  if (flat !== undefined && first !== undefined) {
    throw faultAt(flat, {
      code: 'zmgr::template::two-spellings',
      message: 'The template has both a pool of its own and net blocks',
      help: 'Move the pool into a net block of its own.',
    });
  }
  if (flat !== undefined)
    return [{ name: 'default', pool: argument(flat, text), protection: true, defaultRoute: true }];
  if (first === undefined) requiredNode(template, 'pool');
  refuseSameNames(blocks);
  const routed = defaultRouteOf(blocks);
  return blocks.map((net) => {
    likelySlips(net, templateNetKeys).forEach(warn);
    const vnicPattern = optional(net, 'vnic', parsed(parseVnicPattern));
    return {
      name: argument(net, text),
      pool: required(net, 'pool', text),
      protection: optional(net, 'protection', flag) ?? true,
      defaultRoute: net === routed,
      ...(vnicPattern === undefined ? {} : { vnicPattern }),
    };
  });
}

/** The net that says so; where none does, the first that does not deny it: a zone gets one default route, not several. */
function defaultRouteOf(nets: readonly KdlNode[]): KdlNode | undefined {
  const says = (net: KdlNode) => optional(net, 'default-route', flag);
  const [first, second] = nets.filter((net) => says(net) === true);
  if (second !== undefined) {
    throw faultAt(second, {
      code: 'zmgr::template::two-default-routes',
      message: 'A second net of the template carries the default route',
      help: 'Keep default-route #true on one net.',
    });
  }
  return first ?? nets.find((net) => says(net) === undefined);
}

/** Also for entries: two nets of one name could not be told apart. @throws Diagnostic `zmgr::kdl::duplicate` */
export function refuseSameNames(nets: readonly KdlNode[]): void {
  const seen = new Set<string>();
  for (const net of nets) {
    const name = argument(net, text);
    if (seen.has(name)) {
      throw faultAt(net, {
        code: 'zmgr::kdl::duplicate',
        message: `There are two nets called "${name}"`,
        help: 'Give each net its own name.',
      });
    }
    seen.add(name);
  }
}
