/** NAT: ipnat.conf, what the kernel has of it, and ports that lead into zones. */
import type { Explanations } from './explanation.ts';

export const natDiagnostics = {
  'zmgr::nat::bad-ports': {
    happened: 'A range of ports ends before it begins, or there are not as many ports left inside.',
    remedy: 'Write the lower port first: `8000-8010`.',
  },
  'zmgr::nat::bad-range': {
    happened: 'A range of addresses ends before it begins.',
    remedy: 'Write the lower address first: `192.0.2.10-192.0.2.20`.',
  },
  'zmgr::nat::bad-rule': {
    happened: 'What stands between quotes is no rule that ipnat would take.',
    remedy:
      'Copy it as `/zone nat list` shows it, or say what is known of it: `type=`, `interface=`, `subnet=`, `target=`, `port=`.',
  },
  'zmgr::nat::broken-file': {
    happened:
      'The program ipnat does not accept the file of NAT rules as it is on the host. Started anew, ipfilter would load what stands before the broken line, fail, and go into maintenance. Nothing is added to such a file.',
    remedy:
      'Mend the line that is named, on the host; `ipnat -n -f` with the file says whether it is taken.',
  },
  'zmgr::nat::exists': {
    happened:
      'The file has this very rule already, perhaps in another spelling: `0/32` and `0.0.0.0/32` are the same.',
    remedy: '`/zone nat list` shows it, and whether the kernel has it.',
  },
  'zmgr::nat::host-bits': {
    happened: 'What should be a network is an address in one: bits are set behind its prefix.',
    remedy: 'Write `10.1.0.0/24` for the network, `10.1.0.10/32` for the address.',
  },
  'zmgr::nat::incomplete': {
    happened: 'A rule of this type needs something that was not said.',
    remedy: 'The message names it; `/zone help nat add` shows whole rules.',
  },
  'zmgr::nat::leased-address': {
    happened:
      'The address that is reached from outside comes by DHCP. The rule names it, and leads nowhere once it changes.',
    remedy: 'Have it reserved, or name an address that lasts: `address=`.',
  },
  'zmgr::nat::maintenance': {
    happened:
      'The method of ipfilter failed, most often because ipnat refused a line of its file, and SMF has put the service into maintenance: it does not try again. No NAT is loaded then, or half of it.',
    remedy:
      '`/zone nat start` takes it out of maintenance once ipnat accepts the file. `svcs -xv ipfilter` on the host names the log.',
  },
  'zmgr::nat::mixed-families': {
    happened: 'One end of the rule is IPv4 and the other IPv6.',
    remedy: 'Write both of one family.',
  },
  'zmgr::nat::no-address-of-zone': {
    happened: 'Neither its entry nor its configuration tells an address of the zone.',
    remedy: 'Give it one that lasts, or reserve the one that it gets by DHCP.',
  },
  'zmgr::nat::no-forwards': {
    happened: 'No rule of the host leads to an address of the zone.',
    remedy: '`/zone forward list` shows those that there are.',
  },
  'zmgr::nat::no-interface': {
    happened: 'The host has no IP interface of that name. NAT works where packets leave the host.',
    remedy: 'Name one that the message lists; `ipadm show-addr` on the host shows them.',
  },
  'zmgr::nat::no-outside-address': {
    happened: 'The interface has no address of that family which could be reached from outside.',
    remedy: 'Say which address is meant: `address=`.',
  },
  'zmgr::nat::no-path': {
    happened: 'SMF does not say which file ipfilter reads its NAT rules from.',
    remedy: 'Set `config/ipnat_config_file` of the service with svccfg, and refresh it.',
  },
  'zmgr::nat::no-rule': {
    happened: 'The file has no rule that says what was asked for.',
    remedy: '`/zone nat list` shows all of them.',
  },
  'zmgr::nat::none': {
    happened: 'The host has no ipfilter.',
    remedy: '`pkg install network/ipfilter` on the host.',
  },
  'zmgr::nat::not-as-asked': {
    happened:
      'The host reported success, and what is there now is not what was to be: somebody changed it right after, or the kernel refused.',
    remedy: '`/zone nat list` shows what is configured and what is active.',
  },
  'zmgr::nat::not-its-address': {
    happened: 'The zone has no such address.',
    remedy: 'Name one of its own, as the message lists them.',
  },
  'zmgr::nat::not-loaded': {
    happened:
      'The service ipfilter went down while its rules were being changed. The file is as it was.',
    remedy: '`/zone nat start` starts it.',
  },
  'zmgr::nat::not-of-type': {
    happened: 'Something was said that a rule of this type knows nothing of.',
    remedy: 'Leave it out, or name the type that is meant: `type=rdr`.',
  },
  'zmgr::nat::not-started': {
    happened: 'The host reported success, and ipfilter does not run all the same.',
    remedy: '`svcs -xv ipfilter` on the host tells why.',
  },
  'zmgr::nat::overlaps': {
    happened:
      'Another rule wants the same packets: the same network or a part of it on the same interface, the same port from outside. The first, or the narrower one, would get them.',
    remedy: 'Remove that one first, or make them disjoint.',
  },
  'zmgr::nat::refused': {
    happened:
      'The program ipnat itself refused what the file would become, before it was put. The old file and all that is loaded are as they were.',
    remedy: 'Its words name the line, which may be one that stood there before.',
  },
  'zmgr::nat::runs': {
    happened: 'The service ipfilter runs already.',
    remedy: '`/zone nat list` shows what it has loaded.',
  },
  'zmgr::nat::stays-disabled': {
    happened:
      'The rules are in the file, but ipfilter is disabled, and its policy would have it filter packets as well: that is not switched on by the way.',
    remedy: 'Look at its policy, and type `/zone nat start`.',
  },
  'zmgr::nat::unequal': {
    happened: 'A bimap pairs addresses one to one, and the two networks are not equally large.',
    remedy: 'Write both with the same prefix length.',
  },
  'zmgr::nat::which-address': {
    happened: 'The zone has several addresses, and it can not be told which one is meant.',
    remedy: 'Say it: `to=10.1.0.10`.',
  },
  'zmgr::nat::which-interface': {
    happened: 'Several interfaces of the host could be the one that is reached from outside.',
    remedy: 'Say it: `interface=igb0`.',
  },
  'zmgr::nat::which-rule': {
    happened: 'What was said fits several rules, or nothing was said.',
    remedy: 'Name one rule, as the message lists them.',
  },
  'zmgr::nat::will-not-start': {
    happened: 'The service ipfilter was started, and did not come up.',
    remedy: '`svcs -xv ipfilter` on the host names its log.',
  },
} satisfies Explanations;
