/** Every verb there is. A new one is a file of its own and a line here; help, completion, nearest names and tests follow. */
import { approve } from './approve.ts';
import { audit } from './audit.ts';
import { boot } from './boot.ts';
import { breakglass } from './breakglass.ts';
import { clone } from './clone.ts';
import { confirm } from './confirm.ts';
import { create } from './create.ts';
import type { Command } from './define.ts';
import { deny } from './deny.ts';
import { destroy } from './destroy.ts';
import { dhcpLeases } from './dhcp/leases.ts';
import { dhcpRefresh } from './dhcp/refresh.ts';
import { dhcpRelease } from './dhcp/release.ts';
import { dhcpReserve } from './dhcp/reserve.ts';
import { dhcpRestart } from './dhcp/restart.ts';
import { dhcpSet } from './dhcp/set.ts';
import { dhcpShow } from './dhcp/show.ts';
import { dhcpStart } from './dhcp/start.ts';
import { dhcpStatus } from './dhcp/status.ts';
import { dhcpStop } from './dhcp/stop.ts';
import { drift } from './drift.ts';
import { forget } from './forget.ts';
import { forwardAdd } from './forward/add.ts';
import { forwardClear } from './forward/clear.ts';
import { forwardList } from './forward/list.ts';
import { forwardingSet } from './forwarding/set.ts';
import { forwardingShow } from './forwarding/show.ts';
import { halt } from './halt.ts';
import { defineHelp } from './help.ts';
import { hostInit } from './host/init.ts';
import { hostList } from './host/list.ts';
import { hostShow } from './host/show.ts';
import { importZones } from './import.ts';
import { linkCreate } from './link/create.ts';
import { linkDelete } from './link/delete.ts';
import { linkList } from './link/list.ts';
import { linkShow } from './link/show.ts';
import { list } from './list.ts';
import { natAdd } from './nat/add.ts';
import { natList } from './nat/list.ts';
import { natRemove } from './nat/remove.ts';
import { natStart } from './nat/start.ts';
import { opCancel } from './op/cancel.ts';
import { opList } from './op/list.ts';
import { opLog } from './op/log.ts';
import { opResume } from './op/resume.ts';
import { opShow } from './op/show.ts';
import { opUnwind } from './op/unwind.ts';
import { plan } from './plan.ts';
import { poolCreate } from './pool/create.ts';
import { poolDelete } from './pool/delete.ts';
import { poolEdit } from './pool/edit.ts';
import { poolList } from './pool/list.ts';
import { poolShow } from './pool/show.ts';
import { publisherCreate } from './publisher/create.ts';
import { publisherDelete } from './publisher/delete.ts';
import { publisherEdit } from './publisher/edit.ts';
import { publisherList } from './publisher/list.ts';
import { publisherShow } from './publisher/show.ts';
import { reboot } from './reboot.ts';
import { rename } from './rename.ts';
import { review } from './review.ts';
import { reviews } from './reviews.ts';
import { set } from './set.ts';
import { show } from './show.ts';
import { shutdown } from './shutdown.ts';
import { templateCreate } from './template/create.ts';
import { templateDelete } from './template/delete.ts';
import { templateEdit } from './template/edit.ts';
import { templateList } from './template/list.ts';
import { templateShow } from './template/show.ts';
import { validate } from './validate.ts';
import { version } from './version.ts';
import { defineWhoami } from './whoami.ts';
import { defineWhy } from './why.ts';

/** In the order in which help tells them. */
export const verbs: readonly Command[] = [
  list,
  show,
  create,
  boot,
  shutdown,
  reboot,
  halt,
  set,
  clone,
  rename,
  forget,
  importZones,
  destroy,
  drift,
  validate,
  hostList,
  hostShow,
  hostInit,
  poolList,
  poolShow,
  poolCreate,
  poolEdit,
  poolDelete,
  templateList,
  templateShow,
  templateCreate,
  templateEdit,
  templateDelete,
  publisherList,
  publisherShow,
  publisherCreate,
  publisherEdit,
  publisherDelete,
  dhcpShow,
  dhcpStatus,
  dhcpLeases,
  dhcpSet,
  dhcpReserve,
  dhcpRelease,
  dhcpStart,
  dhcpStop,
  dhcpRestart,
  dhcpRefresh,
  linkList,
  linkShow,
  linkCreate,
  linkDelete,
  natList,
  natAdd,
  natRemove,
  natStart,
  forwardList,
  forwardAdd,
  forwardClear,
  forwardingShow,
  forwardingSet,
  plan,
  breakglass,
  confirm,
  approve,
  deny,
  review,
  reviews,
  opList,
  opShow,
  opLog,
  opCancel,
  opResume,
  opUnwind,
  audit,
  defineHelp(() => verbs),
  defineWhoami(() => verbs),
  defineWhy(() => verbs),
  version,
];
