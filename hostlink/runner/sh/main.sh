# The runner: claims the run by a ticket in ops/<id>/run, so that it happens once whoever starts it and however often;
# then does what it was started for. Started as `sh ops/<id>/script <verb> own|shared` in the state directory, where
# `own` says that it leads a process group of its own.

# recall: what the journal tells of earlier runs.
recall() {
  begun=' ' settled=' ' past_return=no ended='' sequence=0
  [ -e "$journal" ] || return 0
  while read -r number at kind subject rest; do
    case $number in
      '' | *[!0-9]*) continue ;; # the version line, or what a crash left of one
    esac
    case $number$at$kind$subject$rest in
      *'!') continue ;;
    esac
    sequence=$number
    case $kind in
      claimed) ended= ;;
      found) settle "$subject" ;;
      done)
        settle "$subject"
        seen "$subject"
        ;;
      failed)
        case $rest in
          *' present' | *' partial') seen "$subject" ;;
        esac
        ;;
      started)
        begin "$subject"
        unsettle "$subject"
        ;;
      undoing) unsettle "$subject" ;;
      undone) forget "$subject" ;;
      end) ended=$subject ;;
    esac
  done <"$journal"
}

# may resume|unwind: prints go; or running, ended, past-return where it may not. A runner that has written its end is
# waited for. One with our own pid is dead: pids come again, and this one has claimed nothing yet.
may() {
  tries=0
  find_ticket "$directory/run"
  while read_ticket "$directory/run" "$ticket" && [ "$holder_pid" != "$$" ] && holder_lives; do
    recall
    tries=$((tries + 1))
    if [ -z "$ended" ] || [ "$tries" -gt 20 ]; then
      printf 'running\n'
      return
    fi
    nap
  done
  recall
  case $ended$1$past_return in
    resume* | unwindno | stuckresume* | stuckunwindno) printf 'go\n' ;;
    unwindyes | stuckunwindyes) printf 'past-return\n' ;;
    *) printf 'ended\n' ;;
  esac
}

# claim_run <verb>
claim_run() {
  mkdir -p "$directory/run" "$directory/out" 2>/dev/null || [ -d "$directory/out" ] || return
  find_ticket "$directory/run"
  run_ticket=$((ticket + 1))
  case $1 in
    run) [ "$run_ticket" -eq 1 ] || return ;;
    *) [ "$(may "$1")" = go ] || return ;;
  esac
  identify_boot
  # One that a dead runner with this pid left is linked as its tickets: written to, they would say that they are ours.
  [ ! -e "$owner" ] || rm -f "$owner"
  printf '%s\n' "$operation $$ $group $boot" >"$owner" && [ -s "$owner" ] && claim "$directory/run" "$run_ticket"
}

# finish <outcome>: the end is the last event, once everything else has been let go. A script may hold secrets; only a
# stuck operation needs it again.
finish() {
  give_back_all
  time_passed
  event end "$1"
  if [ "$1" = stuck ]; then rm -f "$owner" "$reserve"; else rm -f "$owner" "$reserve" "$directory/script"; fi
  exit 0
}

check_guards() {
  areas_held_at 0
  # shellcheck disable=SC2086
  hold $areas || return
  guard=1
  while [ "$guard" -le "$guards" ]; do
    verdict=unclear
    "guard_$guard"
    case $verdict in
      present) ;;
      unclear)
        event stale "$guard" unclear
        finish stale
        ;;
      *)
        event stale "$guard" changed
        finish stale
        ;;
    esac
    guard=$((guard + 1))
  done
  event guarded
}

# turn_back: after a failure or a stop, as far as the plan allows.
turn_back() {
  if [ "$disk_full" = yes ]; then stopping=disk-full; fi
  why=$stopping
  if [ -n "$why" ]; then event stopping "$why"; fi
  if [ "$past_return" = yes ]; then finish stuck; fi
  if [ -z "$why" ] && is_in "$keeping" "$step"; then finish stuck; fi
  # Of several things that stand each by itself, what is done stays, unless it is to be taken back in so many words.
  if [ "$verb" != unwind ] && [ "$passing" != ' ' ]; then finish stuck; fi
  turning=yes
  if [ "$begun" != ' ' ] && ! { take_whole_locks && take_all_back; }; then
    [ "$stopping" = "$why" ] || event stopping "$stopping"
    finish stuck
  fi
  if [ "$why" = cancelled ]; then finish cancelled; fi
  finish unwound
}

# take_whole_locks: those that are not held yet. Without them nothing is touched, on the way back either.
take_whole_locks() {
  for lock in $whole_locks; do
    holds "$lock" || take "$lock" || return
  done
}

main() {
  trap '' HUP
  verb=$1
  if [ "$verb" = may ]; then
    may "$2"
    exit 0
  fi
  group=$$
  if [ "$2" != own ]; then group=0; fi
  if ! claim_run "$verb"; then
    rm -f "$owner"
    exit 0
  fi
  recall
  open_journal
  event claimed "$verb" "$$" "$group"
  if [ "$verb" = run ]; then
    print_plan >"$directory/plan.json"
    keep_asked
  else
    rm -f "$directory/cancel"
    sweep
  fi
  if [ "$verb" = unwind ]; then turn_back; fi
  ! must_stop || turn_back
  take_whole_locks || turn_back
  if [ "$begun" = ' ' ]; then check_guards || turn_back; fi
  go_on || turn_back
  finish 'done'
}
