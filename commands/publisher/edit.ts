/** /zone publisher edit <publisher> [host=] [origin=] [sticky=] [mode=]: what is left out stays as it is. */
import { planPublisherEdit, publisherFileFacts } from '../../hostlink/plans/publisher-files.ts';
import { confirmRegistryFile, fileSubject } from '../../hostlink/plans/registry-file.ts';
import { publisherFile } from '../../hostlink/registry/publisher-edit.ts';
import { flag, option, target } from '../argument.ts';
import { defineChange } from '../define.ts';
import { hostName, publisherName } from '../grammar/types/names.ts';
import { oneOf } from '../grammar/types/one-of.ts';
import { origin } from '../grammar/types/origin.ts';
import { faultsOfEdit, fillingOfFile } from '../registry/file-form.ts';
import { hostOfFile } from '../registry/host-of-file.ts';

export const publisherEdit = defineChange({
  path: 'publisher edit',
  summary: 'Change a package publisher; comments in its file stay',
  role: 'operator',
  risk: 'routine',
  args: {
    publisher: target(publisherName, 'name of the publisher'),
    host: option(hostName, 'its host, where several have a publisher of that name'),
    origin: option(origin, 'address of its repository'),
    sticky: flag('whether packages stay with the publisher they are of'),
    mode: option(
      oneOf('publisher mode', ['add', 'replace']),
      "add to a zone's own publishers, or replace them",
    ),
  },
  examples: ['publisher edit openindiana.org origin=https://pkg.openindiana.org/hipster'],
  atLeastOneOf: ['origin', 'sticky', 'mode'],
  host: ({ publisher: file, host }, desk) => hostOfFile(desk, 'publisher', { file, host }, 'edit'),
  subject: ({ publisher }) => fileSubject('publisher', publisher),
  facts: () => publisherFileFacts,
  plan: ({ args: { publisher, host: _, ...wish }, host, facts }) =>
    planPublisherEdit({ publisher, host, facts, wish }),
  confirm: confirmRegistryFile,
  form: {
    filling: fillingOfFile(publisherFile),
    faults: (args, seen) => faultsOfEdit(publisherFile, args, seen, (wish) => wish),
  },
});
