/** /zone template delete <template> [host=]: its file goes, where no zone was made from it. */
import { confirmRegistryFile, fileSubject } from '../../hostlink/plans/registry-file.ts';
import { planTemplateDelete, templateFileFacts } from '../../hostlink/plans/template-files.ts';
import { option, target } from '../argument.ts';
import { defineChange } from '../define.ts';
import { hostName, templateName } from '../grammar/types/names.ts';
import { hostOfFile } from '../registry/host-of-file.ts';

export const templateDelete = defineChange({
  path: 'template delete',
  summary: 'Remove a template that no zone was made from',
  role: 'operator',
  risk: 'destructive',
  args: {
    template: target(templateName, 'name of the template'),
    host: option(hostName, 'its host, where several have a template of that name'),
  },
  examples: ['template delete lab', 'template delete hv-04/lab'],
  host: ({ template: file, host }, desk) => hostOfFile(desk, 'template', { file, host }, 'delete'),
  subject: ({ template }) => fileSubject('template', template),
  facts: () => templateFileFacts,
  plan: ({ args: { template }, host, facts }) => planTemplateDelete({ template, host, facts }),
  confirm: confirmRegistryFile,
});
