/** Address pools, in `pools/` of a host's registry. */
import type { Explanations } from './explanation.ts';

export const poolDiagnostics = {
  'zmgr::pool::bad-gateway': {
    happened:
      "The gateway is the network's own address or its broadcast address, which no router has.",
    remedy: "Write the router's address.",
  },
  'zmgr::pool::bad-name': {
    happened: "A pool can't have this name: it names a file in `pools/`.",
    remedy: 'Use at most 63 letters, digits, `.`, `_` and `-`, a letter or digit first.',
  },
  'zmgr::pool::exhausted': {
    happened:
      'Every address of the pool is taken: by entries, by zones without one, by the host, or by operations under way. Nothing was done.',
    remedy:
      "Take another pool with `pool=`, widen the range in the pool's file, or remove a zone that nobody needs. `/zone list` shows them.",
  },
  'zmgr::pool::exists': {
    happened: 'The host has a pool of this name, and nothing is written over.',
    remedy: 'Choose another name, or change it: `/zone pool edit <pool>`.',
  },
  'zmgr::pool::host-bits': {
    happened:
      "The pool's network has bits set behind its prefix, so that it can't be told whether the address or the length is meant.",
    remedy: 'Write the network as the message shows.',
  },
  'zmgr::pool::incomplete': {
    happened: 'Something of a pool was said, and not enough to make one. Nothing was done.',
    remedy:
      'Say all of it: `pool=internal network=10.1.0.0/24 gateway=10.1.0.1 stub=stub0 range=10.1.0.10-10.1.0.99`.',
  },
  'zmgr::pool::listed-twice': {
    happened: "An address stands twice in the pool's file.",
    remedy: 'Drop one of the two.',
  },
  'zmgr::pool::meets-dhcp-range': {
    happened:
      "Addresses of the pool's range lie in a range that the host's DHCP server gives to whoever asks. They count as taken: no zone gets them.",
    remedy:
      'Make the range of the pool or that of DHCP smaller: `/zone dhcp show` shows the latter.',
  },
  'zmgr::pool::needed': {
    happened:
      'The pool can not go: zones have addresses of it, operations under way hold some, or templates name it, as the message says. Nothing was changed.',
    remedy:
      'Give the templates another pool with `/zone template edit <template> pool=<pool>`; zones keep their addresses until they are destroyed.',
  },
  'zmgr::pool::no-family': {
    happened: 'The pool has no addresses of the family that is asked for.',
    remedy: "Take a pool that has them, or add a network of that family to the pool's file.",
  },
  'zmgr::pool::no-link': {
    happened:
      "The pool's link (`stub`) is not there on the host, or is of a class over which no VNIC can be made. Nothing was done.",
    remedy:
      "Correct `stub` in the pool's file, or make the link on the host, like `dladm create-etherstub stub0`.",
  },
  'zmgr::pool::outside-network': {
    happened: "An address in the pool's file is not in the pool's network.",
    remedy: 'Correct the address or the network.',
  },
  'zmgr::pool::overlap': {
    happened:
      'Two pools have networks that overlap. That is allowed, and an address that is taken in one counts as taken in both.',
    remedy: 'If it is not meant, correct one of the networks.',
  },
  'zmgr::pool::ranges-overlap': {
    happened: 'Two ranges of the pool have addresses in common. None is given out twice for that.',
    remedy: 'Correct one of the two where it is a slip.',
  },
  'zmgr::pool::reversed-range': {
    happened: 'The range ends before it begins.',
    remedy: 'Exchange its first and its last address.',
  },
  'zmgr::pool::two-families': {
    happened:
      'A pool has one IPv4 network, and its IPv6 network in a block of its own; this one has them otherwise.',
    remedy: 'Put the IPv4 network first and the IPv6 network into the `v6` block.',
  },
  'zmgr::pool::two-spellings': {
    happened:
      "The pool has both a range and a list of addresses, and it can't be told which one is meant.",
    remedy: 'Keep one of them.',
  },
  'zmgr::pool::unknown': {
    happened: "There is no pool of this name in the host's registry.",
    remedy: 'Take one of those that the message names, or write `pools/<name>.kdl`.',
  },
} satisfies Explanations;
