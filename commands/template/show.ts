/** /zone template show <template> [host=]: what zones are made like, what it lacks, and which were made from it. */
import { option, target } from '../argument.ts';
import { defineRead } from '../define.ts';
import { hostName, templateName } from '../grammar/types/names.ts';
import { hostOfFile } from '../registry/host-of-file.ts';
import { templateAnswer, templateShowFacts } from '../registry/template-answer.ts';

export const templateShow = defineRead({
  path: 'template show',
  summary: 'Show one template: what zones are made like, and which were',
  role: 'viewer',
  args: {
    template: target(templateName, 'name of the template'),
    host: option(hostName, 'its host, where several have a template of that name'),
  },
  examples: ['template show oi', 'template show hv-04/oi'],
  answer: async ({ template, host: named }, desk) => {
    const host = await hostOfFile(desk, 'template', { file: template, host: named }, 'show');
    const facts = await desk.hosts.observe(host, templateShowFacts);
    return templateAnswer(host, template, facts, desk.now);
  },
});
