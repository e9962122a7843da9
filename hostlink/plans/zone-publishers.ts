/**
 * From where a new zone gets its packages: the publishers that its template names. One whose mode is `replace` stands in
 * for the host's at the install (-P), which can be told of one only; the others are added once it is installed.
 */
import { Diagnostic } from '../diagnostic.ts';
import type { Brand } from '../illumos/brands.ts';
import { parseAbsolutePath } from '../names/absolute-path.ts';
import type { ZoneName } from '../names/zone-name.ts';
import { publisherNamed } from '../registry/lookup.ts';
import type { Publisher, Registry, Template } from '../registry/model.ts';
import type { Step } from '../steps/define-step.ts';
import { publisherSet } from '../steps/publisher-set.ts';

export interface ZonePublishers {
  /** For the brand's install script. */
  readonly brandArguments: readonly string[];
  /** After the install. */
  readonly steps: readonly Step[];
}

/**
 * @throws Diagnostic `zmgr::publisher::unknown`, `zmgr::publisher::not-taken` for a brand that could not use it,
 * `zmgr::publisher::two-replace`
 */
export function zonePublishers(
  zone: ZoneName,
  zonepath: string,
  template: Template,
  brand: Brand,
  registry: Registry,
): ZonePublishers {
  const all = template.publishers.map((name) => publisherNamed(registry, name));
  const [replacing, another] = all.filter(({ mode }) => mode === 'replace');
  const file = `templates/${template.name}.kdl`;
  const [first] = all;
  if (first !== undefined && brand.installs !== 'packages')
    throw notTaken(first, brand, 'is installed from an image, of which no publishers are known');
  if (replacing !== undefined && !brand.options.includes('P:'))
    throw notTaken(replacing, brand, "takes the host's publishers, and can only be given more");
  const isGiven = template.installArguments.some((word) => /^-[a-zA-Z]*P/.test(word));
  if (another !== undefined || (replacing !== undefined && isGiven)) {
    throw new Diagnostic({
      code: 'zmgr::publisher::two-replace',
      message: `The template "${template.name}" has two publishers that would each replace the host's: ${replacing?.name} and ${another?.name ?? 'the one of its -P'}`,
      help: `Keep one in ${file}, or write mode "add" into publishers/${(another ?? replacing)?.name}.kdl.`,
    });
  }
  return {
    brandArguments: replacing === undefined ? [] : ['-P', `${replacing.name}=${replacing.origin}`],
    steps: all
      // Sticky is what an install makes of one; only otherwise there is something left to say of it.
      .filter((one) => one !== replacing || !one.sticky)
      .map(({ name, origin, sticky }) =>
        publisherSet.step({
          ...{ zone, root: parseAbsolutePath(`${zonepath}/root`) },
          ...{ publisher: name, origin, sticky },
        }),
      ),
  };
}

const notTaken = ({ name }: Publisher, brand: Brand, why: string): Diagnostic =>
  new Diagnostic({
    code: 'zmgr::publisher::not-taken',
    message: `A zone of the brand ${brand.name} ${why}, and its template names the publisher ${name}`,
    help: 'Take it out of publishers in the template, or take another brand.',
  });
