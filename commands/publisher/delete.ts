/** /zone publisher delete <publisher> [host=]: its file goes, where no template names it. */
import { planPublisherDelete, publisherFileFacts } from '../../hostlink/plans/publisher-files.ts';
import { confirmRegistryFile, fileSubject } from '../../hostlink/plans/registry-file.ts';
import { option, target } from '../argument.ts';
import { defineChange } from '../define.ts';
import { hostName, publisherName } from '../grammar/types/names.ts';
import { hostOfFile } from '../registry/host-of-file.ts';

export const publisherDelete = defineChange({
  path: 'publisher delete',
  summary: 'Remove a package publisher that no template names',
  role: 'operator',
  risk: 'destructive',
  args: {
    publisher: target(publisherName, 'name of the publisher'),
    host: option(hostName, 'its host, where several have a publisher of that name'),
  },
  examples: ['publisher delete example.net'],
  host: ({ publisher: file, host }, desk) =>
    hostOfFile(desk, 'publisher', { file, host }, 'delete'),
  subject: ({ publisher }) => fileSubject('publisher', publisher),
  facts: () => publisherFileFacts,
  plan: ({ args: { publisher }, host, facts }) => planPublisherDelete({ publisher, host, facts }),
  confirm: confirmRegistryFile,
});
