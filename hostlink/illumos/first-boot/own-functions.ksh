# What sysding(8) does on OpenIndiana, by the same names, for zones that have none or whose sysding has run.

restart_needed=no

setup_timezone() {
  [ -f "/usr/share/lib/zoneinfo/$1" ] || return
  cp -p /etc/default/init /etc/default/init.zonebot &&
    { grep -v '^TZ=' /etc/default/init; printf 'TZ=%s\n' "$1"; } >/etc/default/init.zonebot &&
    mv -f /etc/default/init.zonebot /etc/default/init &&
    restart_needed=yes
}

setup_ns_dns() {
  {
    [ -z "$1" ] || printf 'domain %s\n' "$1"
    [ -z "$2" ] || printf 'search %s\n' "$2"
    for server in $3; do printf 'nameserver %s\n' "$server"; done
  } >/etc/resolv.conf
  chmod 644 /etc/resolv.conf
  cp /etc/nsswitch.dns /etc/nsswitch.conf
  svcadm restart svc:/system/name-service-cache
  svcadm enable svc:/network/dns/client
}

setup_user_account() {
  ! grep "^$1:" /etc/passwd >/dev/null 2>&1 || return 0
  printf '%s:x:%s:%s:%s:%s:%s\n' "$@" >>/etc/passwd
  printf '%s:NP:::::::\n' "$1" >>/etc/shadow
}

setup_user_password() {
  cp -p /etc/shadow /etc/shadow.zonebot &&
    while IFS= read -r line; do
      case $line in
        "$1":*)
          rest=${line#*:}
          printf '%s:%s:%s\n' "$1" "$2" "${rest#*:}"
          ;;
        *) printf '%s\n' "$line" ;;
      esac
    done </etc/shadow >/etc/shadow.zonebot &&
    mv -f /etc/shadow.zonebot /etc/shadow
}

setup_interface() {
  ipadm create-if "$1"
  case $3 in
    *:*) ipadm create-addr -T addrconf "$1/${2}link" ;;
  esac
  ipadm create-addr -T static -a "local=$3" "$1/$2"
}

setup_route() {
  case $2 in
    *:*) route -p add -inet6 "$1" "$2" ;;
    *) route -p add "$1" "$2" ;;
  esac
}
