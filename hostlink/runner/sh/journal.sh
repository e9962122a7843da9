# The journal: ops/<id>/events, one line an event, only ever appended to. A line that ends in "!" was torn by a full
# disk or a crash and stands for nothing; the event it was to be follows whole. No other line ends so.

directory=ops/$operation
journal=$directory/events
reserve=$directory/reserve
sequence=0
now=
clock=unknown
read_at=
disk_full=no
newline='
'

# append <line>. Where the disk is full, frees the reserve and says so in disk_full; the room may take a moment to come
# (ZFS frees it with the next transaction group). A runner that cannot write at all ends itself, and is interrupted.
append() {
  printf '%s\n' "$1" 2>/dev/null >>"$journal" && return
  disk_full=yes
  rm -f "$reserve"
  tries=0
  until printf '!\n%s\n' "$1" 2>/dev/null >>"$journal"; do
    tries=$((tries + 1))
    [ "$tries" -lt 40 ] || exit 1
    nap
  done
}

# event <kind> <field>…. The clock is read again only after what may take long (see `time_passed`): a step, a wait, the
# whole. A date(1) for each event would cost more than all the rest of the journal.
event() {
  [ -n "$now" ] || read_clock
  sequence=$((sequence + 1))
  append "$sequence $now $*"
}

time_passed() { now=; }

# read_clock: sets `now`, if it can without a process. ksh93, illumos' shell, has a clock of its own; it is used where it
# says what date(1) says. Linux shows whether a second has passed at all.
read_clock() {
  if [ "$clock" = own ]; then
    own_clock
    return
  fi
  uptime=
  if [ -r /proc/uptime ]; then read -r uptime rest </proc/uptime; fi
  if [ -n "$uptime" ] && [ "${uptime%.*}" = "$read_at" ]; then
    now=$last_read
    return
  fi
  now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  read_at=${uptime%.*} last_read=$now
  if [ "$clock" = unknown ]; then
    clock='date'
    own_clock 2>/dev/null
    if [ "$now" = "$last_read" ]; then clock=own; fi
    now=$last_read
  fi
}

# shellcheck disable=SC3050 # where printf does not know this it fails, and date(1) is used
own_clock() { now=$(TZ=UTC0 printf '%(%Y-%m-%dT%H:%M:%SZ)T' now); }

# open_journal: makes room for the end before anything is begun, and puts an end to a line that a crash tore. Zeros
# would take no room on a compressing file system.
open_journal() {
  dd if=/dev/urandom of="$reserve" bs=1024 count=64 2>/dev/null || disk_full=yes
  if [ ! -s "$journal" ]; then
    append 'zonebot-journal 1'
  elif [ "$(tail -c 1 "$journal"; printf x)" != "${newline}x" ]; then
    append '!'
  fi
}

# say <step> <file>: the last lines of what it printed, as events. Bytes other than printable ASCII become \ooo, so does
# "!", lest a line end in it, and a backslash is doubled. At most 8 lines of the last 4,000 bytes, each cut at 1,000.
say() {
  [ -s "$2" ] || return 0
  coded='' length=0
  for byte in $(tail -c 4000 "$2" | tail -n 8 | od -A n -v -t o1) 012; do
    case $byte in
      012)
        [ "$length" = 0 ] || event said "$1" "$(printf '%b' "$coded")"
        coded='' length=0
        continue
        ;;
      134) byte='\0134\0134' width=2 ;;
      041 | 0[0123]? | 177 | [23]??) byte="\\0134$byte" width=4 ;;
      *) byte="\\0$byte" width=1 ;;
    esac
    [ "$((length + width))" -le 1000 ] || continue
    coded=$coded$byte
    length=$((length + width))
  done
}
