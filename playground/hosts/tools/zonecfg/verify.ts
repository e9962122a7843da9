/** verify_func() of illumos-gate usr/src/cmd/zonecfg/zonecfg.c: what a configuration must have before it is saved. */
import type { Dialect } from '../../dialect/dialect.ts';
import type { Draft } from './draft.ts';
import { physicalFault } from './values.ts';
import { errors } from './words.ts';

export interface Verdict {
  /** Lines for standard error. */
  readonly complaints: readonly string[];
  /** The error that counts, by libzonecfg's words; undefined when all is well. */
  readonly error: string | undefined;
  /** An unknown brand ends the check at once: nothing is said of saving then. */
  readonly fatal: boolean;
}

export function verifyDraft(draft: Draft, zone: string, dialect: Dialect): Verdict {
  const complaints: string[] = [];
  let error: string | undefined;
  const complain = (line: string, kind: string) => {
    complaints.push(line);
    error ??= kind;
  };
  if ((draft.properties.zonepath ?? '') === '')
    complain('zonepath cannot be empty.', errors.resourceMissing);
  const brand = draft.properties.brand ?? '';
  if (!dialect.brands.some(({ name }) => name === brand)) {
    // zerr() ends the line once more than it should.
    complaints.push(`${zone}: unknown brand.`, '');
    return { complaints, error: errors.invalidDocument, fatal: true };
  }
  const exclusive = draft.properties['ip-type'] === 'exclusive';
  const nets = draft.resources.filter(({ type }) => type === 'net');
  for (const { properties: net } of nets) {
    const physical = net.physical ?? '';
    const fault = physicalFault(physical, exclusive);
    if (fault !== undefined) complain(fault, errors.invalid);
    if (exclusive) {
      if (net.address !== undefined)
        complain('net: address cannot be specified for an exclusive IP type', errors.invalid);
      const allowed = nets.some(
        ({ properties }) =>
          properties.physical === physical && properties['allowed-address'] !== undefined,
      );
      if (net.defrouter !== undefined && !allowed)
        complain(
          `net: defrouter for ${physical} cannot be specified without allowed-address for an exclusive IP type`,
          errors.invalid,
        );
    } else {
      if (net.address === undefined) complain('net: address not specified', errors.propertyMissing);
      if (net['allowed-address'] !== undefined)
        complain('net: allowed-address cannot be specified for a shared IP type', errors.invalid);
    }
  }
  for (const { type, values } of draft.resources)
    if (type === 'rctl' && values.length === 0)
      complain('rctl: no value specified', errors.propertyMissing);
  return { complaints, error, fatal: false };
}
