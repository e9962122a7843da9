/** What the tools of a small host answer that are only looked with: sizes, use, services, time. By the beginning of what is typed. */

export type Saying = string | { readonly status: number; readonly stderr: string };

export const ordinarySayings: Readonly<Record<string, Saying>> = {
  'svcs -z old1':
    'online         svc:/system/svc/restarter:default\nonline         svc:/network/ssh:default\n',
  'svcs -x -z old1': '',
  'prstat -c -Z -z 1':
    '   PID USERNAME  SIZE   RSS STATE  PRI NICE      TIME  CPU PROCESS/NLWP       \n  1001 root     2704K 1784K sleep   59    0   0:00:00 0.0% init/1\nZONEID    NPROC  SWAP   RSS MEMORY      TIME  CPU ZONE                        \n     1       24  168M  112M   0.2%   0:00:00 0.3%                         old1\nTotal: 24 processes, 72 lwps, load averages: 0.21, 0.18, 0.15\n',
  'kstat -p caps:1':
    'caps:1:nprocs_zone_1:usage\t24\ncaps:1:nprocs_zone_1:value\t2147483647\ncaps:1:swapresv_zone_1:usage\t176160768\ncaps:1:swapresv_zone_1:value\t18446744073709551615\nzones:1:old1:boot_time\t1795000000\n',
  'zfs list -Hp -r': 'rpool/zones/old1\t643874816\t98891227136\t/zones/old1\t1793000000\n',
  'zfs list -Hp -d':
    'rpool\t19220373504\t98891227136\t/rpool\nrpool/zones\t643874816\t98891227136\t/zones\n',
  'zpool list': 'rpool\t118111600640\t98891227136\t16\tONLINE\n',
  'kstat -p unix:0:system_misc:ncpus':
    'unix:0:system_misc:ncpus\t8\nunix:0:system_pages:physmem\t4194304\n',
  'kstat -p unix:0:system_misc:boot_time': 'unix:0:system_misc:boot_time\t1794000000\n',
  'uname -nrv': 'hv-04 5.11 illumos-01d4d8e790\n',
  'date -u': '2026-11-21T09:41:01Z\n',
  'test -d /var/zmgr': '',
  'test -w /var/zmgr': '',
  'test -w /etc/zmgr': '',
};
