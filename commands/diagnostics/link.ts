/** Datalinks: VNICs, etherstubs, and MAC addresses. */
import type { Explanations } from './explanation.ts';

export const linkDiagnostics = {
  'zmgr::link::bad-mac': {
    happened: 'The text is no MAC address of one machine.',
    remedy: 'Write it like `02:08:20:ab:0c:01`.',
  },
  'zmgr::link::bad-name': {
    happened:
      'illumos takes no datalink of this name: at most 31 letters, digits, `_` and `.`, a letter or `_` first, a number without leading zeros last. dladm(8).',
    remedy:
      'Write a name like `web_01_0`; for a VNIC that exists, the one that `dladm show-vnic` prints.',
  },
  'zmgr::link::bad-pattern': {
    happened:
      'The pattern for names of VNICs has no `{zone}`, or braces around something that is none of `{zone}`, `{net}` and `{index}`.',
    remedy: 'Write it like `{zone}_{index}` or `rtr_{zone}_{index}`.',
  },
  'zmgr::link::busy': {
    happened: 'A VNIC was to be deleted while the host, a zone or another link uses it.',
    remedy: 'Give it back on the host, as the message says, and resume the operation.',
  },
} satisfies Explanations;
