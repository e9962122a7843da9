# The plan's steps, one by one, and the way back. check_<n>, apply_<n> and undo_<n> come from the plan; `irrevocable`
# are the steps that have no undo, `once_seen` those that have none from when anything of them is there, `keeping` those
# whose failure leaves what was done, `passing` those whose failure leaves it and ends nothing but what needs them.

begun=' '       # started by us and not taken back, in their order
settled=' '     # done, or found to be there
past_return=no  # a step that cannot be undone was started
turning=no      # on the way back
step=''         # the one that is being brought about
left_out=no     # a step that may be passed failed, or one that needs it was not begun

is_in() {
  case $1 in
    *" $2 "*) return 0 ;;
  esac
  return 1
}

without() { printf '%s' "${1%%" $2 "*} ${1#*" $2 "}"; }

begin() {
  is_in "$begun" "$1" || begun="$begun$1 "
  if is_in "$irrevocable" "$1"; then past_return=yes; fi
}

# seen <step>: something of it is there, by our doing.
seen() { ! is_in "$once_seen" "$1" || past_return=yes; }

settle() { is_in "$settled" "$1" || settled="$settled$1 "; }

unsettle() { ! is_in "$settled" "$1" || settled=$(without "$settled" "$1"); }

forget() {
  unsettle "$1"
  ! is_in "$begun" "$1" || begun=$(without "$begun" "$1")
}

check() {
  verdict=unclear output='' complaint=''
  "check_$1"
}

# act apply|undo <step>: sets `code`. What it prints goes to a file (a pipe that closes would kill it), of which no more
# than the last 16 MiB are kept; where no file can be made, it goes nowhere, for an undo must not fail on that.
act() {
  out=$directory/out/$2
  true 2>/dev/null >>"$out" || out=/dev/null
  "$1_$2" >>"$out" 2>&1 </dev/null
  code=$?
  time_passed
  if [ -f "$out" ] && [ -s "$out" ] && [ -n "$(find "$out" -size +32768 2>/dev/null)" ]; then
    tail -c 16777216 "$out" >"$out.end" && mv -f "$out.end" "$out"
  fi
}

# failed <step> <phase> <exit status>: with what the last check, or the step, printed. ksh93 counts signals from 256.
failed() {
  if [ "$3" -gt 255 ]; then set -- "$1" "$2" $(($3 - 128)); fi
  event failed "$1" "$2" "$3" "$verdict"
  if [ "$verdict" = unclear ] && [ -n "$complaint" ]; then
    printf '%s\n' "$complaint" 2>/dev/null >>"$directory/out/$1"
  fi
  say "$1" "$directory/out/$1"
  return 1
}

# advance <step>: brings it about, or fails. The check decides, never the exit status alone. One that is in flight from
# an earlier run is judged by its check too: what is there is done, what is half there is taken back first.
advance() {
  check "$1"
  case $verdict in
    present)
      settle "$1"
      if is_in "$begun" "$1"; then
        seen "$1"
        event 'done' "$1"
      else
        event found "$1"
      fi
      return
      ;;
    absent | partial) ;;
    *)
      failed "$1" check "$status"
      return
      ;;
  esac
  half=$verdict
  begin "$1"
  event started "$1"
  [ "$disk_full" = no ] || return
  if [ "$half" = partial ] && ! is_in "$irrevocable" "$1"; then act undo "$1"; fi
  act apply "$1"
  check "$1"
  case $verdict in
    present | partial) seen "$1" ;;
  esac
  if [ "$verdict" = present ]; then
    settle "$1"
    event 'done' "$1"
  elif [ "$code" -ne 0 ]; then
    failed "$1" apply "$code"
  else
    failed "$1" verify "$status"
  fi
}

# take_back <step>: as far as any of it is there. What is there but not ours is left, unless it was ours: then somebody
# changed it, and it cannot be taken back.
take_back() {
  check "$1"
  code=$status
  case $verdict in
    present | partial)
      event undoing "$1"
      act undo "$1"
      check "$1"
      ;;
    foreign) is_in "$settled" "$1" || return 0 ;;
  esac
  if [ "$verdict" != absent ]; then
    failed "$1" undo "$code"
    return
  fi
  event undone "$1"
  forget "$1"
}

# take_all_back: last first. Fails at the first that cannot be taken back: those before it may be what it stands on.
take_all_back() {
  backwards=
  for step in $begun; do backwards="$step $backwards"; done
  for step in $backwards; do
    areas_of_step "$step"
    # shellcheck disable=SC2086
    hold $areas || return
    take_back "$step" || return
  done
}

# all_settled <step>…
all_settled() {
  for needed in "$@"; do
    is_in "$settled" "$needed" || return
  done
}

# go_on: all steps that are not settled, in order. Fails at the first that fails and may not be passed, or when it is time
# to stop; at the end, if any was left out.
go_on() {
  step=1
  while [ "$step" -le "$steps" ]; do
    if ! is_in "$settled" "$step"; then
      ! must_stop || return
      areas_held_at "$step"
      # shellcheck disable=SC2086
      hold $areas || return
      needs_of_step "$step"
      # shellcheck disable=SC2086
      if all_settled $needs && advance "$step"; then
        [ "$disk_full" = no ] || is_in "$settled" "$step" || return
      else
        is_in "$passing" "$step" || return
        left_out=yes
      fi
    fi
    step=$((step + 1))
  done
  [ "$left_out" = no ]
}

stop_is_asked() {
  [ "$turning" = no ] && [ "$past_return" = no ] && [ -e "$directory/cancel" ] && stopping=cancelled
}

must_stop() {
  if [ "$disk_full" = yes ]; then stopping=disk-full; else stop_is_asked; fi
}
