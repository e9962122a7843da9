/**
 * A configuration while zonecfg(8) edits it: changed in memory, saved at commit. Limits that are resource controls
 * under another name (capped-cpu, swap, cpu-shares …) are kept as the rctl that they are.
 */
import type {
  NamedValue,
  ResourceControlValue,
  ZoneConfiguration,
  ZoneResource,
} from '../../model/zone.ts';

export interface Draft {
  properties: Partial<Record<string, string>>;
  resources: DraftResource[];
}

export interface DraftResource {
  type: string;
  properties: Partial<Record<string, string>>;
  options: string[];
  values: ResourceControlValue[];
  attributes: NamedValue[];
}

export const emptyResource = (type: string): DraftResource => ({
  type,
  properties: {},
  options: [],
  values: [],
  attributes: [],
});

const copyResource = ({
  type,
  properties,
  options,
  values,
  attributes = [],
}: ZoneResource): DraftResource => ({
  type,
  properties: { ...properties },
  options: [...options],
  values: [...values],
  attributes: [...attributes],
});

export const draftOf = ({ properties, resources }: ZoneConfiguration): Draft => ({
  properties: { ...properties },
  resources: resources.map(copyResource),
});

export const copyOf = copyResource;

/** What is saved: later edits of the draft leave it alone. What is not set is not there. */
export const committed = (draft: Draft): ZoneConfiguration => {
  const { properties, resources } = draftOf(draft);
  return {
    properties,
    resources: resources.map(({ attributes, ...resource }) =>
      attributes.length === 0 ? resource : { ...resource, attributes },
    ),
  };
};

/** The limit of a resource control that an alias stands for, if there is one. */
export function aliasLimit(draft: Draft, control: string): string | undefined {
  return draft.resources.find(
    ({ type, properties }) => type === 'rctl' && properties.name === control,
  )?.values[0]?.limit;
}

export function setAlias(draft: Draft, control: string, limit: string): undefined {
  clearAlias(draft, control);
  const only = ['zone.cpu-shares', 'zone.zfs-io-priority'];
  const action = only.includes(control) ? 'none' : 'deny';
  draft.resources.push({
    type: 'rctl',
    properties: { name: control },
    options: [],
    values: [{ priv: 'privileged', limit, action }],
    attributes: [],
  });
}

export function clearAlias(draft: Draft, control: string): undefined {
  draft.resources = draft.resources.filter(
    ({ type, properties }) => !(type === 'rctl' && properties.name === control),
  );
}
