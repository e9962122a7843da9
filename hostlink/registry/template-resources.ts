/**
 * What a template says that its zones may use, and get from their host: `resources { memory "2G" }`, file systems (`fs`)
 * and datasets. `{zone}` in a path or a dataset's name is the zone's own.
 */
import { bytesIn, type LimitName, limits } from '../illumos/zone-limits.ts';
import { type Limits, mountOptionFault } from '../illumos/zone-resources.ts';
import { parseAbsolutePath } from '../names/absolute-path.ts';
import { datasetNameFault } from '../names/dataset-name.ts';
import type { KdlNode, KdlValue } from './kdl.ts';
import {
  argument,
  faultAt,
  flag,
  nodesNamed,
  number,
  oneOf,
  optionalNode,
  parsed,
  property,
  type Reader,
  refuseUnknown,
  refuseUnknownProperties,
  text,
  wholeNumber,
} from './kdl-read.ts';
import type { Template } from './model.ts';

/** What `resources` may say, each once. A slip here would leave a zone without its limit, so none is let pass. */
export const resourceKeys = [...Object.keys(limits), 'dedicated-cpu'];
/** What may stand behind the directory of an `fs`, and behind the name of a `dataset`. */
const mountProperties = ['special', 'type', 'options'];
const datasetProperties = ['quota', 'delegate'];

type Resources = Pick<Template, 'limits' | 'dedicatedCpus' | 'mounts' | 'datasets'>;

/** @throws Diagnostic `zmgr::template::bad-resource`, and those of kdl-read, with the place */
export function readResources(template: KdlNode): Resources {
  const block = optionalNode(template, 'resources');
  if (block !== undefined) refuseUnknown(block, resourceKeys);
  const dedicated = block === undefined ? undefined : optionalNode(block, 'dedicated-cpu');
  return {
    limits: block === undefined ? {} : limitsIn(block),
    ...(dedicated === undefined ? {} : { dedicatedCpus: argument(dedicated, processorCount) }),
    mounts: nodesNamed(template, 'fs').map(mountOf),
    datasets: nodesNamed(template, 'dataset').map(datasetOf),
  };
}

function limitsIn(block: KdlNode): Limits {
  const found: Partial<Record<LimitName, number>> = {};
  for (const [name, { unit }] of Object.entries(limits)) {
    const node = optionalNode(block, name);
    if (node === undefined) continue;
    const read = { cpu: hundredths, bytes: size, count: positive }[unit];
    found[name as LimitName] = argument(node, read);
  }
  return found;
}

const mountOf = (node: KdlNode): Template['mounts'][number] => {
  refuseUnknownProperties(node, mountProperties);
  const directory = argument(node, parsed(parseAbsolutePath));
  const type = property(node, 'type', oneOf('lofs', 'zfs')) ?? 'lofs';
  const special = property(node, 'special', text);
  if (special === undefined || (type === 'lofs' && !special.startsWith('/'))) {
    throw faultAt(node, {
      code: 'zmgr::template::bad-resource',
      message: `The file system for ${directory} names no ${type === 'lofs' ? 'directory' : 'dataset'} of the host`,
      help: `Write fs "${directory}" special="${type === 'lofs' ? '/export/data' : 'rpool/data'}".`,
    });
  }
  const options = property(node, 'options', text)?.split(',') ?? [];
  const odd = options.find((option) => mountOptionFault(option) !== undefined);
  if (odd !== undefined)
    throw badResource(node, `The option "${odd.slice(0, 80)}" ${mountOptionFault(odd)}`);
  return { directory, special, type, options };
};

const datasetOf = (node: KdlNode): Template['datasets'][number] => {
  refuseUnknownProperties(node, datasetProperties);
  const name = argument(node, text);
  const fault = datasetNameFault(name.replaceAll('{zone}', 'zone'));
  if (fault !== undefined)
    throw badResource(node, `The dataset name "${name.slice(0, 80)}" ${fault}`);
  if (property(node, 'delegate', flag) === false) {
    throw faultAt(node, {
      code: 'zmgr::template::bad-resource',
      message: `The dataset ${name} is not to be delegated, and there is nothing else that is done with one`,
      help: 'Leave delegate out; or write fs with special= for a directory of the host in the zone.',
    });
  }
  const quota = property(node, 'quota', size);
  return { name, ...(quota === undefined ? {} : { quota }) };
};

const badResource = (place: KdlNode | KdlValue, message: string) =>
  faultAt(place, {
    code: 'zmgr::template::bad-resource',
    message,
    help: 'docs/registry.md tells what may stand there.',
  });

const size: Reader<number> = (value) => {
  const bytes = bytesIn(text(value));
  if (bytes === undefined)
    throw badResource(value, `"${text(value).slice(0, 80)}" is no size like 2G`);
  return bytes;
};

/** Of a processor: 2 or 1.5. */
const hundredths: Reader<number> = (value) => {
  const processors = number(value);
  const count = Math.round(processors * 100);
  if (count < 1 || count > 999_999)
    throw badResource(value, `${processors} is no number of processors`);
  return count;
};

const positive: Reader<number> = (value) => {
  const count = wholeNumber(value);
  if (count < 1) throw badResource(value, `${count} is no limit`);
  return count;
};

const processorCount: Reader<string> = (value) => {
  const [, least = '', most] = /^([1-9][0-9]{0,3})(?:-([1-9][0-9]{0,3}))?$/.exec(text(value)) ?? [];
  if (least === '' || (most !== undefined && Number(most) < Number(least)))
    throw badResource(
      value,
      `"${text(value).slice(0, 80)}" is no number of processors like 2 or 2-4`,
    );
  return text(value);
};
