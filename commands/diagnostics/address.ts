/** IP addresses: how they are written, and whether they are free. */
import type { Explanations } from './explanation.ts';

export const addressDiagnostics = {
  'zmgr::address::bad': {
    happened:
      'The text is no IPv4 or IPv6 address. Forms that tools read differently (leading zeros, three numbers, a zone index) count as none.',
    remedy: 'Write it like `10.1.0.10` or `fd00:10:1::10`.',
  },
  'zmgr::address::bad-cidr': {
    happened:
      'The text is no address with a prefix length, or the length is not within 0 to 32 (IPv4) or 0 to 128 (IPv6).',
    remedy: 'Write it like `10.1.0.10/24` or `fd00:10:1::10/64`.',
  },
  'zmgr::address::bad-range': {
    happened: 'The text is no range of addresses: two of them with a dash between.',
    remedy: 'Write it like `10.1.0.10-10.1.0.99`.',
  },
  'zmgr::address::has-prefix': {
    happened:
      'An address was given with a prefix length. The pool decides that one, so that a zone never gets a network that the others do not have.',
    remedy: 'Write the address alone.',
  },
  'zmgr::address::outside-pool': {
    happened:
      'The address that was asked for lies outside the ranges from which the pool gives addresses. Nothing was done.',
    remedy:
      "Take one from the ranges, leave `address=` out for the next free one, or widen the range in the pool's file.",
  },
  'zmgr::address::reserved': {
    happened:
      "The address is never given to a zone: it is the network's own, its broadcast address, the gateway, or one that the pool keeps back. Nothing was done.",
    remedy: 'Take another address, or leave `address=` out for the next free one.',
  },
  'zmgr::address::taken': {
    happened:
      'Somebody has the address: a registry entry, a zone without an entry, the host itself, or an operation that is under way. The message says who. Nothing was done.',
    remedy: 'Take another address, or leave `address=` out for the next free one.',
  },
} satisfies Explanations;
