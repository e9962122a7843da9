/** The `alerts` node: when a pool is short of addresses, and how often the bot looks. */
import type { KdlBlock, KdlNode } from '../../hostlink/registry/kdl.ts';
import { faultAt, optional, optionalNode, property } from '../../hostlink/registry/kdl-read.ts';
import type { Alerts } from './config.ts';
import { type Faults, reportUnknown, reportUnknownProperties } from './faults.ts';
import * as value from './values.ts';

const defaultEvery = 60_000;

export function readAlerts(block: KdlBlock, faults: Faults): Alerts {
  const node = faults.attempt(() => optionalNode(block, 'alerts'));
  if (node === undefined) return { every: defaultEvery };
  reportUnknown(faults, node, ['pool-free', 'every']);
  reportUnknownProperties(faults, node, []);
  const every = faults.attempt(() => optional(node, 'every', value.duration)) ?? defaultEvery;
  const pools = faults.attempt(() => optionalNode(node, 'pool-free'));
  const poolFree = pools && readPoolFree(pools, faults);
  return { ...(poolFree !== undefined && { poolFree }), every };
}

function readPoolFree(node: KdlNode, faults: Faults): Alerts['poolFree'] {
  reportUnknown(faults, node, []);
  reportUnknownProperties(faults, node, ['warn', 'critical']);
  const warn = faults.attempt(() => property(node, 'warn', value.share)) ?? 0.2;
  const critical = faults.attempt(() => property(node, 'critical', value.share)) ?? 0.05;
  if (critical > warn) {
    faults.add(
      faultAt(node, {
        code: 'zmgr::config::bad-value',
        message: 'critical= would be reached before warn=',
        help: 'Make critical= the smaller one: pool-free warn="20%" critical="5%"',
      }),
    );
  }
  return { warn, critical };
}
