/** How dladm(8) refuses: its usage lines, and what it says of options that it does not know. */
import type { ToolCall } from '../../calls/call.ts';
import type { Options } from '../options.ts';

const usages: Readonly<Record<string, string>> = {
  'show-link': '[-pP] [-o <field>,..] [-s [-i <interval>]] [<link>]',
  'show-phys': '[-m | -H | -P] [[-p] [-o <field>[,...]]] [<link>]',
  'show-vnic': '[-pP] [-l <link>] [-s [-i <interval>]] [<link>]',
  'show-vlan': '[-pP] [-o <field>[,...]] [<vlan-link>]',
  'create-vlan': '[-ft] -l <link> -v <vid> [link]',
  'delete-vlan': '[-t] <link>',
  'show-etherstub': '[-t] [<etherstub>]',
  'show-linkprop': '[-cP] [-o <field>[,...]] [-p <prop>,...] <name>',
  'create-vnic':
    '[-t] -l <link> [-m <value> | auto |\n\t\t     {factory [-n <slot-id>]} | {random [-r <prefix>]} |\n\t\t     {vrrp -V <vrid> -A {inet | inet6}} [-v <vid> [-f]]\n\t\t     [-p <prop>=<value>[,...]] <vnic-link>',
  'delete-vnic': '[-t] <vnic-link>',
  'create-etherstub': '[-t] <etherstub>',
  'delete-etherstub': '[-t] <etherstub>',
  'set-linkprop': '[-t] -p <prop>=<value>[,...] <name>',
  'reset-linkprop': '[-t] [-p <prop>,...] <name>',
};

export function die(call: ToolCall, text: string): 1 {
  call.complain(`dladm: ${text}`);
  return 1;
}

/** die_opterr(): what is said of a letter that the subcommand does not know. */
export function badOption(call: ToolCall, { bad }: Options): 1 | undefined {
  if (bad === undefined) return undefined;
  const usage = `usage: dladm ${call.argv[0] ?? ''} ${usages[call.argv[0] ?? ''] ?? ''}`;
  return die(
    call,
    `${bad.lacksValue ? `option '-${bad.letter}' requires a value` : `unrecognized option '-${bad.letter}'`}\n${usage}`,
  );
}

export const usageOf = (call: ToolCall) =>
  die(call, `usage: ${call.argv[0] ?? ''} ${usages[call.argv[0] ?? ''] ?? ''}`);
