/** /zone publisher create <publisher> [host=] origin= [sticky=] [mode=] */
import { planPublisherCreate, publisherFileFacts } from '../../hostlink/plans/publisher-files.ts';
import { confirmRegistryFile, fileSubject } from '../../hostlink/plans/registry-file.ts';
import { newPublisherText, publisherFile } from '../../hostlink/registry/publisher-edit.ts';
import { flag, needed, option, target } from '../argument.ts';
import { chosenHost } from '../chosen-host.ts';
import { defineChange } from '../define.ts';
import { hostOrDefault, newPublisherName } from '../grammar/types/names.ts';
import { oneOf } from '../grammar/types/one-of.ts';
import { origin } from '../grammar/types/origin.ts';
import { faultsOfNew } from '../registry/file-form.ts';

export const publisherCreate = defineChange({
  path: 'publisher create',
  summary: 'Make a package publisher that templates may name',
  role: 'operator',
  risk: 'routine',
  args: {
    publisher: target(newPublisherName, 'name of the new publisher, as its packages give it'),
    host: option(hostOrDefault, 'host; the default host if left out'),
    origin: needed(option(origin, 'address of its repository')),
    sticky: flag('whether packages stay with the publisher they are of; yes if left out'),
    mode: option(
      oneOf('publisher mode', ['add', 'replace']),
      "add to a zone's own publishers, or replace them; add if left out",
    ),
  },
  examples: ['publisher create example.net origin=https://pkg.example.net/'],
  host: async ({ host }, desk) => chosenHost(desk, host),
  subject: ({ publisher }) => fileSubject('publisher', publisher),
  facts: () => publisherFileFacts,
  plan: ({ args: { publisher, origin: at, sticky = true, mode = 'add' }, host, facts }) =>
    planPublisherCreate({ publisher, host, facts, wish: { origin: at, sticky, mode } }),
  confirm: confirmRegistryFile,
  form: {
    faults: ({ publisher: name, origin: at, sticky = true, mode = 'add' }, seen) =>
      faultsOfNew(publisherFile, name, seen, () =>
        newPublisherText({ name, origin: at, sticky, mode }),
      ),
  },
});
