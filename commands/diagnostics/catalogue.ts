/**
 * What the codes of diagnostics mean: one file an area, an entry a code. `/zone help <code>` answers from here and
 * docs/diagnostics.md is made from it; a test finds a code that has no entry, and an entry whose code is gone.
 */
import { accessDiagnostics } from './access.ts';
import { addressDiagnostics } from './address.ts';
import { addressObjectDiagnostics } from './address-object.ts';
import { approvalDiagnostics } from './approval.ts';
import { auditDiagnostics } from './audit.ts';
import { botDiagnostics } from './bot.ts';
import { brandDiagnostics } from './brand.ts';
import { commandDiagnostics } from './command.ts';
import { configDiagnostics } from './config.ts';
import { createDiagnostics } from './create.ts';
import { datasetDiagnostics } from './dataset.ts';
import { dhcpDiagnostics } from './dhcp.ts';
import { environmentDiagnostics } from './environment.ts';
import type { Explanations } from './explanation.ts';
import { forwardingDiagnostics } from './forwarding.ts';
import { glassDiagnostics } from './glass.ts';
import { healthDiagnostics } from './health.ts';
import { hostDiagnostics } from './host.ts';
import { importDiagnostics } from './import.ts';
import { journalDiagnostics } from './journal.ts';
import { kdlDiagnostics } from './kdl.ts';
import { linkDiagnostics } from './link.ts';
import { natDiagnostics } from './nat.ts';
import { operationDiagnostics } from './operation.ts';
import { pathDiagnostics } from './path.ts';
import { planDiagnostics } from './plan.ts';
import { poolDiagnostics } from './pool.ts';
import { publisherDiagnostics } from './publisher.ts';
import { rebuildDiagnostics } from './rebuild.ts';
import { registryDiagnostics } from './registry.ts';
import { runnerDiagnostics } from './runner.ts';
import { shellDiagnostics } from './shell.ts';
import { slackDiagnostics } from './slack.ts';
import { storeDiagnostics } from './store.ts';
import { templateDiagnostics } from './template.ts';
import { zoneDiagnostics } from './zone.ts';

/** By area, in the order of the alphabet. */
export const catalogue: Readonly<Record<string, Explanations>> = {
  access: accessDiagnostics,
  address: addressDiagnostics,
  'address-object': addressObjectDiagnostics,
  approval: approvalDiagnostics,
  audit: auditDiagnostics,
  bot: botDiagnostics,
  brand: brandDiagnostics,
  command: commandDiagnostics,
  config: configDiagnostics,
  create: createDiagnostics,
  dataset: datasetDiagnostics,
  dhcp: dhcpDiagnostics,
  environment: environmentDiagnostics,
  forwarding: forwardingDiagnostics,
  glass: glassDiagnostics,
  health: healthDiagnostics,
  host: hostDiagnostics,
  import: importDiagnostics,
  journal: journalDiagnostics,
  kdl: kdlDiagnostics,
  link: linkDiagnostics,
  nat: natDiagnostics,
  operation: operationDiagnostics,
  path: pathDiagnostics,
  plan: planDiagnostics,
  pool: poolDiagnostics,
  publisher: publisherDiagnostics,
  rebuild: rebuildDiagnostics,
  registry: registryDiagnostics,
  runner: runnerDiagnostics,
  shell: shellDiagnostics,
  slack: slackDiagnostics,
  store: storeDiagnostics,
  template: templateDiagnostics,
  zone: zoneDiagnostics,
};

/** All codes with their explanations. */
export const explanations: Explanations = Object.fromEntries(
  Object.values(catalogue).flatMap((explained) => Object.entries(explained)),
);
