/** The DHCP server of a host, and its dhcpd.conf. */
import type { Explanations } from './explanation.ts';

export const dhcpDiagnostics = {
  'zmgr::dhcp::already': {
    happened: 'The DHCP server is in that state already. Nothing was done.',
    remedy:
      '`/zone dhcp status` shows how it stands; `/zone dhcp restart` has it read its file anew.',
  },
  'zmgr::dhcp::bad-lease-time': {
    happened: 'That is no time for which an address can be leased: a minute to a year.',
    remedy: 'Write it with its unit: `lease=90m`, `lease=8h`, `lease=7d`.',
  },
  'zmgr::dhcp::bad-name': {
    happened: 'The server takes no such name for a host of its file.',
    remedy: 'Use at most 63 letters, digits, `-`, `_` and single dots, a letter or digit first.',
  },
  'zmgr::dhcp::bad-range': {
    happened:
      'A range that DHCP is to give out leaves its subnet, ends before it begins, or overlaps another one. Nothing was written.',
    remedy: 'Write the first and the last address: `range=10.1.0.200-10.1.0.249`.',
  },
  'zmgr::dhcp::has-address': {
    happened:
      'The address has a reservation already. dhcpd would accept a second one, and two machines would get one address.',
    remedy: 'Take another address, or release the other reservation: `/zone dhcp release <name>`.',
  },
  'zmgr::dhcp::has-mac': {
    happened:
      'The MAC address has a reservation already, in whatever spelling. dhcpd would accept a second one, and either could win.',
    remedy: 'Release the other one first: `/zone dhcp release <name>`.',
  },
  'zmgr::dhcp::has-name': {
    happened: 'There is a reservation of that name.',
    remedy: 'Release it first, `/zone dhcp release <name>`, or take another name.',
  },
  'zmgr::dhcp::host-bits': {
    happened:
      "The subnet has bits set behind its prefix, so that it can't be told whether the address or the length is meant.",
    remedy: 'Write the network as the message shows.',
  },
  'zmgr::dhcp::in-range': {
    happened:
      'The address lies in a range that DHCP gives to whoever asks, so that another machine may have it already.',
    remedy:
      'Take one outside of the ranges that `/zone dhcp show` lists, or make the range smaller.',
  },
  'zmgr::dhcp::is-router': {
    happened: 'The address is the router that clients of this subnet are told of.',
    remedy: 'Take another address.',
  },
  'zmgr::dhcp::maybe-elsewhere': {
    happened:
      "A host has a reservation of that name, and another host can't be read and may have one, too. Nothing is changed on a guess.",
    remedy: 'Name the host: `/zone dhcp release hv-04/web01`.',
  },
  'zmgr::dhcp::no-config': {
    happened: 'The DHCP server of the host has no configuration file yet, so it serves nothing.',
    remedy:
      'Say what it is to serve: `/zone dhcp set 10.1.0.0/24 range=10.1.0.200-10.1.0.249 router=10.1.0.1`.',
  },
  'zmgr::dhcp::no-file': {
    happened:
      'The service of the DHCP server names no configuration file in its property `config/config_file`.',
    remedy: 'Look at `svcprop -p config <fmri>` on the host; the package sets it.',
  },
  'zmgr::dhcp::no-interface': {
    happened:
      'DHCP was to listen on something that is no IP interface of the host, and it would not start.',
    remedy: 'Take one of those that the message names; `ipadm show-addr` on the host lists them.',
  },
  'zmgr::dhcp::no-program': {
    happened:
      'There is a service, but no dhcpd where packages put it, so nobody could say whether a file is accepted. Nothing was written.',
    remedy: '`pkg verify isc-dhcp` on the host says whether the package is whole.',
  },
  'zmgr::dhcp::no-reservation': {
    happened: 'The DHCP server has no reservation of that name, address or MAC address.',
    remedy: '`/zone dhcp show` lists them. What stands in an included file is not looked into.',
  },
  'zmgr::dhcp::none': {
    happened: 'The host has no ISC DHCP server.',
    remedy: 'On the host, as root: `pkg install isc-dhcp`.',
  },
  'zmgr::dhcp::not-as-asked': {
    happened:
      'The host reported success, and when it was looked at once more, what was asked for is not so. Somebody may have changed it meanwhile.',
    remedy: '`/zone dhcp status` and `/zone dhcp show` show how it stands.',
  },
  'zmgr::dhcp::not-running': {
    happened: 'The DHCP server does not run, so there is nothing to restart.',
    remedy: '`/zone dhcp start` starts it, out of maintenance too.',
  },
  'zmgr::dhcp::not-understood': {
    happened:
      'A subnet, a range or a MAC address of dhcpd.conf is none, so that it is not known what DHCP gives out. dhcpd would not take it either.',
    remedy: 'Put the line right that the message names.',
  },
  'zmgr::dhcp::nothing-to-set': {
    happened: 'It was not said what is to be set.',
    remedy: 'Say it: `range=`, `router=`, `dns=`, `domain=`, `lease=` of a subnet, or `listen=`.',
  },
  'zmgr::dhcp::other-family': {
    happened: 'The DHCP server that is looked after here serves IPv4 alone.',
    remedy: 'Take an IPv4 address or network.',
  },
  'zmgr::dhcp::outside': {
    happened:
      'The address lies in no subnet that the DHCP server serves. dhcpd would accept the reservation and never give the address.',
    remedy: '`/zone dhcp show` lists the subnets; `/zone dhcp set` adds one.',
  },
  'zmgr::dhcp::overlaps': {
    happened: 'The subnet overlaps another one that is served already. Nothing was written.',
    remedy: 'Change that one instead, by the network that the message names.',
  },
  'zmgr::dhcp::range-meets': {
    happened:
      'DHCP would give to whoever asks what something has already: a router, a host, a zone, a reservation. Nothing was written.',
    remedy:
      'Leave these addresses out; two ranges go around one: `range=10.1.0.200-10.1.0.209,10.1.0.211-10.1.0.249`.',
  },
  'zmgr::dhcp::ranges-in-pools': {
    happened:
      'Ranges of the subnet stand in `pool { }` blocks of dhcpd.conf, which say who may have them. They are not replaced by ones without that rule.',
    remedy: 'Change these ranges by hand, then `/zone dhcp restart`.',
  },
  'zmgr::dhcp::refused': {
    happened:
      'The server was asked whether it takes the new file, before it was put in place, and it does not. The old file and the server stay as they were.',
    remedy:
      'What was wrong before stays wrong: `/zone dhcp status` shows what dhcpd says of the file as it is.',
  },
  'zmgr::dhcp::router-outside': {
    happened: 'A router outside of the subnet could not be reached by anybody in it.',
    remedy: 'Write the address that the router has in this subnet.',
  },
  'zmgr::dhcp::serves-nothing': {
    happened:
      'Nothing that DHCP would listen on has an address in a subnet of its file. dhcpd ends at once then.',
    remedy: 'Give the interface an address there, or name another interface.',
  },
  'zmgr::dhcp::set-already': {
    happened: 'All of it is so already. Nothing was done, and nothing restarted.',
    remedy: '`/zone dhcp show` shows what is served.',
  },
  'zmgr::dhcp::several': {
    happened: 'Several DHCP servers are installed on the host, and it is not clear which is meant.',
    remedy: 'Remove the package of the one that is not used.',
  },
  'zmgr::dhcp::several-hosts': {
    happened: 'Several hosts have such a reservation.',
    remedy: 'Name the host: `/zone dhcp release hv-04/web01`.',
  },
  'zmgr::dhcp::special': {
    happened: "The address is its subnet's own or its broadcast address.",
    remedy: 'Take another one.',
  },
  'zmgr::dhcp::unreadable': {
    happened:
      'The file dhcpd.conf, or that of leases, can not be read to its end: a brace, a quote or a semicolon is missing.',
    remedy: 'Put it right at the line that the message names; `dhcpd -t -cf <file>` checks it.',
  },
  'zmgr::dhcp::which-mac': {
    happened:
      'A reservation is for a MAC address; none was given, and the name is not that of a zone with one VNIC.',
    remedy: 'Say it: `mac=2:8:20:1:2:3`, in any spelling.',
  },
  'zmgr::dhcp::which-reservation': {
    happened: 'Several reservations fit what was typed.',
    remedy: 'Name it by what only it has: its name, its address or its MAC address.',
  },
  'zmgr::dhcp::which-subnet': {
    happened: 'Ranges, routers and the like are those of a subnet, and none was named.',
    remedy: 'Name it: `/zone dhcp set 10.1.0.0/24 …`.',
  },
  'zmgr::dhcp::will-not-start': {
    happened:
      'The DHCP server did not come up. A change that was on its way was taken back, and the server started with what it had before.',
    remedy: '`/zone dhcp status`, and on the host `svcs -xv <fmri>`, whose log tells why.',
  },
} satisfies Explanations;
