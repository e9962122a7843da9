# What the bot has the host do in one exec: take a script, start it, ask it to stop, take it up again. Every answer but
# the journal's lines begins with "= ". Runs in the state directory; `shell` is what runs this.

directory=ops/$operation
script=$directory/script
journal=$directory/events
case $0 in
  /*) shell=$0 ;;
  *) shell=/bin/sh ;;
esac

answer() {
  printf '= %s\n' "$*"
  exit 0
}

enter() {
  [ -d "$state" ] || mkdir -p "$state" || answer no-state-directory
  cd "$state" || answer no-state-directory
}

# receive <bytes>: the script, from stdin, linked into place only when it is whole. One that is there stays.
receive() {
  if make_directory ops && { mkdir "$directory" 2>/dev/null || [ -d "$directory" ]; }; then
    incoming=$directory/incoming.$$
    if ! (umask 077 && cat >"$incoming"); then
      rm -f "$incoming"
      answer not-kept
    fi
    size=$(($(wc -c <"$incoming")))
    if [ "$size" -ne "$1" ]; then
      rm -f "$incoming"
      answer cut-short "$size"
    fi
    if [ ! -d "$directory/run" ]; then ln "$incoming" "$script" 2>/dev/null; fi
    rm -f "$incoming"
    [ -e "$script" ] || [ -e "$journal" ] || answer not-kept
  else
    answer not-kept
  fi
}

was_submitted() { [ -e "$script" ] || [ -e "$journal" ]; }

# start <verb>: detached from this connection, in a process group of its own: by setsid(1), which illumos does not have,
# or by job control, which ksh93 has without a terminal.
start() {
  if command -v setsid >/dev/null 2>&1; then
    (trap '' HUP && exec setsid "$shell" "$script" "$1" own) </dev/null >/dev/null 2>&1 &
    return
  fi
  set -m 2>/dev/null
  case $- in
    *m*) group=own ;;
    *) group=shared ;;
  esac
  (trap '' HUP && exec "$shell" "$script" "$1" "$group") </dev/null >/dev/null 2>&1 &
  set +m
}

# start_if_new: anybody may start what was submitted and never started; a second start ends by itself.
start_if_new() {
  find_ticket "$directory/run"
  if [ "$ticket" = 0 ]; then start run; fi
}

# take_up resume|unwind: starts it where that is allowed, waits until it runs, and sets `old_lines` to how much of the
# journal was there before.
take_up() {
  old_lines=0
  [ -e "$script" ] || return 0
  find_ticket "$directory/run"
  before=$ticket
  may=$("$shell" "$script" may "$1")
  case $may in
    go) ;;
    past-return) answer past-return ;;
    *) return 0 ;;
  esac
  if [ -e "$journal" ]; then old_lines=$(($(wc -l <"$journal"))); fi
  start "$1"
  waited=0
  while [ "$waited" -lt "$start_limit" ]; do
    find_ticket "$directory/run"
    [ "$ticket" = "$before" ] || return 0
    nap
    waited=$((waited + slept))
  done
  answer not-started
}

ask_to_stop() { true >"$directory/cancel" || answer not-kept; }

# drop: forgets an operation that has ended, or one that was never started.
drop() {
  find_ticket "$directory/run"
  if read_ticket "$directory/run" "$ticket"; then
    tries=0
    while holder_lives; do
      tries=$((tries + 1))
      [ "$tries" -lt 10 ] || answer running
      nap
    done
    has_ended || answer interrupted
  fi
  rm -rf "$directory" && answer removed
  answer not-removed
}
