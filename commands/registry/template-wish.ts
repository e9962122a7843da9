/** What was said of a template, as its plans take it. */
import type { IpAddress } from '../../hostlink/ipam/address.ts';
import type { NewTemplateWish } from '../../hostlink/plans/template-files.ts';
import type { ListWish } from '../../hostlink/registry/list-wish.ts';
import type { Template } from '../../hostlink/registry/model.ts';
import type { TemplateWish } from '../../hostlink/registry/template-edit.ts';

interface SaidOfNew {
  readonly brand: string;
  readonly pool: readonly string[];
  readonly autoboot?: boolean | undefined;
  readonly 'ip-type'?: Template['ipType'] | undefined;
  readonly publishers: readonly string[];
  readonly image?: string | undefined;
  readonly install: readonly string[];
  readonly resolvers: readonly IpAddress[];
  readonly 'dns-domain'?: string | undefined;
}

export const newTemplateWish = (said: SaidOfNew): NewTemplateWish => ({
  brand: said.brand,
  pools: said.pool,
  autoboot: said.autoboot ?? false,
  ipType: said['ip-type'] ?? 'exclusive',
  publishers: said.publishers,
  image: said.image,
  installArguments: said.install,
  resolvers: said.resolvers,
  dnsDomain: said['dns-domain'],
});

interface SaidOfChange {
  readonly brand?: string | undefined;
  readonly pool?: ListWish | undefined;
  readonly autoboot?: boolean | undefined;
  readonly 'ip-type'?: Template['ipType'] | undefined;
  readonly publishers?: ListWish | undefined;
  readonly image?: string | null | undefined;
  readonly install?: ListWish | undefined;
  readonly resolvers?: ListWish<IpAddress> | undefined;
  readonly 'dns-domain'?: string | null | undefined;
}

export const templateWish = (said: SaidOfChange): TemplateWish => ({
  brand: said.brand,
  pools: said.pool,
  autoboot: said.autoboot,
  ipType: said['ip-type'],
  publishers: said.publishers,
  image: said.image,
  installArguments: said.install,
  resolvers: said.resolvers,
  dnsDomain: said['dns-domain'],
});
