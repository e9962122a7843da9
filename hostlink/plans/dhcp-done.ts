/** Whether what was to be changed of DHCP is so: in its file, and in the server that is to have read it. Pure. */
import { z } from 'zod';
import { Diagnostic } from '../diagnostic.ts';
import { dhcpServer } from '../illumos/dhcpd.ts';
import type { Plan } from '../plan/plan.ts';
import { dhcpChange } from '../steps/dhcp-change.ts';
import { hunk } from '../steps/entry-edit.ts';
import type { DhcpServiceFacts } from './dhcp-on-host.ts';

const changed = z.object({
  runs: z.boolean(),
  hunks: z.array(hunk),
  newFile: z.string().exactOptional(),
  listen: z.object({ to: z.array(z.string()) }).exactOptional(),
});

/** @throws Diagnostic `zmgr::dhcp::not-as-asked` */
export function confirmDhcpChange(
  { host, steps }: Plan,
  { dhcp, instances, properties }: Pick<DhcpServiceFacts, 'dhcp' | 'instances' | 'properties'>,
): void {
  const amiss = (what: string): Diagnostic =>
    new Diagnostic({
      code: 'zmgr::dhcp::not-as-asked',
      message: `The DHCP server ${what}`,
      help: `\`/zone dhcp status host=${host}\` shows how it stands.`,
    });
  const server = dhcpServer(instances, properties);
  for (const { kind, args } of steps) {
    if (kind !== dhcpChange.kind) continue;
    const { runs, hunks, newFile, listen } = changed.parse(args);
    const text = dhcp.kind === 'read' ? dhcp.value.text : '';
    const isInFile = hunks.every(({ to }) => text.includes(to)) && text.includes(newFile ?? '');
    if (!isInFile) throw amiss('has a file that says something else');
    if (listen !== undefined && JSON.stringify(server?.listen) !== JSON.stringify(listen.to))
      throw amiss('listens elsewhere');
    if (runs && server?.state !== 'online') throw amiss(`is ${server?.state ?? 'gone'}`);
  }
}
