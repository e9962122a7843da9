/** dladm(8): links, VNICs, etherstubs and their properties (illumos-gate usr/src/cmd/dladm/dladm.c). */
import type { ToolCall } from '../../calls/call.ts';
import type { Machine } from '../../model/machine.ts';
import { notModelled } from '../refusals.ts';
import { createEtherstub, createVlan, createVnic, deleteLink, setLinkProperty } from './change.ts';
import { die } from './say.ts';
import {
  showEtherstub,
  showLink,
  showLinkProperties,
  showPhys,
  showVlan,
  showVnic,
} from './show.ts';

/** Real subcommands that nothing here needs yet. */
const unmodelled =
  /^(rename-link|(create|delete|show|modify|add|remove)-(aggr|bridge|iptun|part|overlay)|show-usage|show-ether|scan-wifi|up-.*)$/;

export function dladm(call: ToolCall, machine: Machine): number {
  const [verb, ...rest] = call.argv;
  if (verb === undefined) {
    call.complain('usage:\tdladm <subcommand> <args> ...');
    return 1;
  }
  switch (verb) {
    case 'show-link':
      return showLink(call, machine, rest);
    case 'show-phys':
      return showPhys(call, machine, rest);
    case 'show-vnic':
      return showVnic(call, machine, rest);
    case 'show-vlan':
      return showVlan(call, machine, rest);
    case 'show-etherstub':
      return showEtherstub(call, machine, rest);
    case 'show-linkprop':
      return showLinkProperties(call, machine, rest);
    case 'create-vnic':
      return createVnic(call, machine, rest);
    case 'create-vlan':
      return createVlan(call, machine, rest);
    case 'create-etherstub':
      return createEtherstub(call, machine, rest);
    case 'delete-vnic':
      return deleteLink(call, machine, rest, 'vnic');
    case 'delete-vlan':
      return deleteLink(call, machine, rest, 'vlan');
    case 'delete-etherstub':
      return deleteLink(call, machine, rest, 'etherstub');
    case 'set-linkprop':
      return setLinkProperty(call, machine, rest);
    case 'reset-linkprop':
      return notModelled(call, 'reset-linkprop');
    default:
      if (unmodelled.test(verb)) return notModelled(call, verb);
      return die(call, `unknown subcommand '${verb}'`);
  }
}
