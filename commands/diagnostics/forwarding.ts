/** Forwarding: whether a host passes packets on. */
import type { Explanations } from './explanation.ts';

export const forwardingDiagnostics = {
  'zmgr::forwarding::already': {
    happened: 'What was asked for is so already, now and after a boot.',
    remedy: '`/zone forwarding show` shows all of it.',
  },
  'zmgr::forwarding::cuts-off': {
    happened:
      'Zones have the host as their router, and forwarding is to be turned off: they reach nothing outside of their own network any more, and no port that leads in reaches them.',
    remedy: 'Give them another router first, or leave it on.',
  },
  'zmgr::forwarding::no-interface': {
    happened: 'The host has no IP interface of that name and family.',
    remedy: 'Name one that the message lists.',
  },
  'zmgr::forwarding::not-as-asked': {
    happened: 'The host reported success, and forwarding is not as it was to be.',
    remedy:
      '`/zone forwarding show` shows how it stands; somebody may have changed it right after.',
  },
  'zmgr::forwarding::nothing-said': {
    happened: 'Neither IPv4 nor IPv6 was named.',
    remedy: 'Write `ipv4=on` or `ipv6=off`, or both.',
  },
  'zmgr::forwarding::unknown-setting': {
    happened: 'What routeadm prints on the host has no such setting.',
    remedy: '`routeadm -p` on the host shows what it knows.',
  },
} satisfies Explanations;
