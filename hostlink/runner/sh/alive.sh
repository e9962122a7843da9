# Whether the holder of a ticket still lives. A pid alone says nothing (they are reused, surely after a reboot), and
# kill -0 takes another user's process for a dead one; so: the same boot, and ps(1) shows the pid running the
# operation's script, or any process of its group (a killed runner's child runs on).

boot=

# identify_boot: sets `boot`, which differs after every start of the machine.
identify_boot() {
  [ -z "$boot" ] || return 0
  if command -v kstat >/dev/null 2>&1; then
    boot=$(kstat -p unix:0:system_misc:boot_time 2>/dev/null)
  elif [ -r /proc/sys/kernel/random/boot_id ]; then
    read -r boot </proc/sys/kernel/random/boot_id
  else
    boot=$(who -b 2>/dev/null)
  fi
  # As one line of single blanks, as a ticket holds it.
  # shellcheck disable=SC2086
  set -- ${boot:-unknown}
  boot=$*
}

# holder_lives: the one that read_ticket found. The script's path stands in the first 80 characters of the arguments,
# which is what illumos' ps shows. A process that nobody waited for yet shows as <defunct> or, in brackets, its bare
# name. A group of 0 in the ticket means that the runner could not get one of its own. Where ps does not even show process 1, processes are hidden from us: then everybody counts as alive.
holder_lives() {
  identify_boot
  [ "$holder_boot" = "$boot" ] || return 1
  ps -e -o pid= -o pgid= -o args= 2>/dev/null | (
    sees_all=no
    while read -r pid pgid arguments; do
      [ "$pid" != 1 ] || sees_all=yes
      case $arguments in
        *'<defunct>'* | '['*']') continue ;;
      esac
      if [ "$pgid" = "$holder_group" ] && [ "$pgid" != 0 ]; then exit 0; fi
      [ "$pid" = "$holder_pid" ] || continue
      case $arguments in
        *" ops/$holder/script "*) exit 0 ;;
      esac
    done
    [ "$sees_all" = no ]
  )
}
