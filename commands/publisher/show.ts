/** /zone publisher show <publisher> [host=]: where its packages are, and which templates name it. */

import { templatesOf } from '../../hostlink/plans/publisher-files.ts';
import { fileNamed } from '../../hostlink/plans/registry-file.ts';
import { registryFact } from '../../hostlink/registry/fact.ts';
import { publisherFile } from '../../hostlink/registry/publisher-edit.ts';
import { code, context, fields, heading, time } from '../answers/parts.ts';
import { option, target } from '../argument.ts';
import { defineRead } from '../define.ts';
import { hostName, publisherName } from '../grammar/types/names.ts';
import { faultParts, fileOffers, fileTextParts } from '../registry/file-parts.ts';
import { hostOfFile } from '../registry/host-of-file.ts';

export const publisherShow = defineRead({
  path: 'publisher show',
  summary: 'Show one package publisher, and which templates name it',
  role: 'viewer',
  args: {
    publisher: target(publisherName, 'name of the publisher'),
    host: option(hostName, 'its host, where several have a publisher of that name'),
  },
  examples: ['publisher show openindiana.org', 'publisher show hv-04/openindiana.org'],
  answer: async ({ publisher: name, host: named }, desk) => {
    const host = await hostOfFile(desk, 'publisher', { file: name, host: named }, 'show');
    const { registry } = await desk.hosts.observe(host, { registry: registryFact });
    const { model } = fileNamed(publisherFile, name, registry, { name: host });
    const about = { host, registry, kind: 'publisher', name } as const;
    const templates = templatesOf(registry, name);
    return {
      summary: `Publisher ${name} on ${host}: ${model.origin}`,
      parts: [
        heading(`Publisher ${name} on ${host}`),
        ...faultParts(about),
        fields([
          ['Origin', code(model.origin)],
          ['Sticky', model.sticky ? 'yes' : 'no'],
          ['Mode', model.mode],
          ['Templates', templates.length === 0 ? 'none names it' : templates.join(', ')],
        ]),
        ...fileTextParts(about),
        fileOffers(about),
        context('As of ', time(desk.now)),
      ],
    };
  },
});
