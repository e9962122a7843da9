/**
 * /zone template edit <template> [host=] [brand=] [pool=] [autoboot=] …
 * What is left out stays as it is, and so does everything else in the file. Zones that there are do not change.
 */
import { confirmRegistryFile, fileSubject } from '../../hostlink/plans/registry-file.ts';
import {
  insistOnNamed,
  planTemplateEdit,
  templateFileFacts,
} from '../../hostlink/plans/template-files.ts';
import { templateFile } from '../../hostlink/registry/template-edit.ts';
import { flag, option, target } from '../argument.ts';
import { defineChange } from '../define.ts';
import { addressList, listOf } from '../grammar/types/list-wish.ts';
import { hostName, poolName, publisherName, templateName } from '../grammar/types/names.ts';
import { orNone } from '../grammar/types/or-none.ts';
import { domain } from '../grammar/types/places.ts';
import { brandName, image, installArgument, ipType } from '../grammar/types/template-words.ts';
import { faultsOfEdit, fillingOfFile } from '../registry/file-form.ts';
import { hostOfFile } from '../registry/host-of-file.ts';
import { templateWish } from '../registry/template-wish.ts';

export const templateEdit = defineChange({
  path: 'template edit',
  summary: 'Change a template, for zones made from now on; its comments stay',
  role: 'operator',
  risk: 'routine',
  args: {
    template: target(templateName, 'name of the template'),
    host: option(hostName, 'its host, where several have a template of that name'),
    brand: option(brandName, 'brand of its zones'),
    pool: option(listOf(poolName), 'pools, a net each: all, or +pool,-pool for changes'),
    autoboot: flag('whether its zones boot with the host'),
    'ip-type': option(ipType, 'exclusive, with a VNIC for each net, or shared'),
    publishers: option(
      listOf(publisherName),
      'publishers of its packages: all, +name,-name for changes, or none',
    ),
    image: option(orNone(image), 'what its zones are installed from, or none'),
    install: option(listOf(installArgument), 'more arguments of the installation, or none'),
    resolvers: option(addressList, 'name servers, which zones of OmniOS take, or none'),
    'dns-domain': option(orNone(domain), 'their domain, likewise, or none'),
  },
  examples: [
    'template edit oi autoboot=no',
    'template edit hv-04/router pool=+lab publishers=openindiana.org',
  ],
  atLeastOneOf: [
    'brand',
    'pool',
    'autoboot',
    'ip-type',
    'publishers',
    'image',
    'install',
    'resolvers',
    'dns-domain',
  ],
  host: ({ template: file, host }, desk) => hostOfFile(desk, 'template', { file, host }, 'edit'),
  subject: ({ template }) => fileSubject('template', template),
  facts: () => templateFileFacts,
  plan: ({ args, host, facts }) =>
    planTemplateEdit({
      template: args.template,
      host,
      facts,
      wish: templateWish(args),
    }),
  confirm: confirmRegistryFile,
  form: {
    filling: fillingOfFile(templateFile),
    faults: (args, seen) =>
      faultsOfEdit(templateFile, args, seen, templateWish, (model) => {
        if (seen.registry !== undefined) insistOnNamed(model, seen.registry, 'the host');
      }),
  },
});
