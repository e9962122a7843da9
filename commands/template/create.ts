/**
 * /zone template create <template> [host=] brand= pool=<pool>[,…] [autoboot=] [publishers=] …
 * Says what was asked; hostlink/plans/template-files.ts decides what it takes.
 */
import { confirmRegistryFile, fileSubject } from '../../hostlink/plans/registry-file.ts';
import {
  newTemplateFile,
  planTemplateCreate,
  templateFileFacts,
} from '../../hostlink/plans/template-files.ts';
import { templateFile } from '../../hostlink/registry/template-edit.ts';
import { flag, list, needed, option, target } from '../argument.ts';
import { chosenHost } from '../chosen-host.ts';
import { defineChange } from '../define.ts';
import { ipAddress } from '../grammar/types/ip-address.ts';
import { hostOrDefault, newTemplateName, poolName, publisherName } from '../grammar/types/names.ts';
import { domain } from '../grammar/types/places.ts';
import { brandName, image, installArgument, ipType } from '../grammar/types/template-words.ts';
import { faultsOfNew } from '../registry/file-form.ts';
import { newTemplateWish } from '../registry/template-wish.ts';

export const templateCreate = defineChange({
  path: 'template create',
  summary: 'Make a template: what zones are made like from now on',
  role: 'operator',
  risk: 'routine',
  args: {
    template: target(newTemplateName, 'name of the new template'),
    host: option(hostOrDefault, 'host; the default host if left out'),
    brand: needed(option(brandName, 'brand of its zones')),
    pool: needed(list(poolName, 'pool of its addresses; several are a net each')),
    autoboot: flag('whether its zones boot with the host; no if left out'),
    'ip-type': option(
      ipType,
      'exclusive, with a VNIC for each net, or shared; exclusive if left out',
    ),
    publishers: list(publisherName, 'publishers of its packages'),
    image: option(image, 'what its zones are installed from, for brands that ask for it'),
    install: list(installArgument, 'more arguments of the installation'),
    resolvers: list(ipAddress, 'name servers, which zones of OmniOS take'),
    'dns-domain': option(domain, 'their domain, likewise'),
  },
  examples: [
    'template create web brand=ipkg pool=internal',
    'template create hv-04/edge brand=ipkg pool=internal,public autoboot=yes',
  ],
  host: async ({ host }, desk) => chosenHost(desk, host),
  subject: ({ template }) => fileSubject('template', template),
  facts: () => templateFileFacts,
  plan: ({ args, host, facts }) =>
    planTemplateCreate({
      template: args.template,
      host,
      facts,
      wish: newTemplateWish(args),
    }),
  confirm: confirmRegistryFile,
  form: {
    faults: (args, seen) =>
      faultsOfNew(templateFile, args.template, seen, () =>
        newTemplateFile(args.template, newTemplateWish(args), { attributes: [] }),
      ),
  },
});
