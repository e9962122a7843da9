/** config.kdl: what holds for all zones of a host. Every node may be left out. */

import { defaultVnicPattern, parseVnicPattern } from '../names/vnic-name.ts';
import { parseZonepath } from '../names/zonepath.ts';
import { defaultLockTimeout } from '../plan/plan.ts';
import type { KdlBlock } from './kdl.ts';
import { likelySlips, oneOf, optional, parsed, text, wholeNumber } from './kdl-read.ts';
import type { RegistryConfig } from './model.ts';
import type { Warn } from './warn.ts';

/** What config.kdl may say. */
export const configKeys = [
  'zonepath-prefix',
  'default-template',
  'vnic-pattern',
  'lock-timeout',
  'overcommit',
];

export const defaultConfig: RegistryConfig = {
  zonepathPrefix: '/zones',
  defaultTemplate: 'oi',
  vnicPattern: defaultVnicPattern,
  lockTimeout: defaultLockTimeout,
  overcommit: 'warn',
};

/** @throws Diagnostic with the place of what is wrong */
export function readConfig(file: KdlBlock, warn: Warn): RegistryConfig {
  likelySlips(file, configKeys).forEach(warn);
  return {
    zonepathPrefix:
      optional(file, 'zonepath-prefix', parsed(parseZonepath)) ?? defaultConfig.zonepathPrefix,
    defaultTemplate: optional(file, 'default-template', text) ?? defaultConfig.defaultTemplate,
    vnicPattern:
      optional(file, 'vnic-pattern', parsed(parseVnicPattern)) ?? defaultConfig.vnicPattern,
    lockTimeout: optional(file, 'lock-timeout', wholeNumber) ?? defaultConfig.lockTimeout,
    overcommit:
      optional(file, 'overcommit', oneOf('warn', 'refuse', 'allow')) ?? defaultConfig.overcommit,
  };
}
