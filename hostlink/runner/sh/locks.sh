# The operation's locks, by key: lock/<key>/<ticket>. `whole_locks` are held from the first guard to the end, area locks
# around the steps that need them. This file needs waiting.sh, tickets.sh, alive.sh and journal.sh.

owner=$directory/owner.$$
held=' '
stopping=

# claim <directory> <number>: takes the ticket; fails when somebody else did. Old tickets are cleared away only far
# behind the highest, and who finds a higher one after all steps back: its number had been cleared and was free again.
claim() {
  ln "$owner" "$1/$2" 2>/dev/null || return 1
  find_ticket "$1"
  if [ "$ticket" -gt "$2" ]; then
    rm -f "$1/$2"
    return 1
  fi
  if [ $(($2 % 16)) -eq 0 ]; then clear_tickets "$1" $(($2 - 16)); fi
}

# clear_tickets <directory> <number>: those below the number.
clear_tickets() {
  for ticket_path in "$1"/*; do
    ticket_name=${ticket_path##*/}
    ticket_name=${ticket_name%.free}
    case $ticket_name in
      *[!0-9]*) continue ;;
    esac
    [ "$ticket_name" -ge "$2" ] || rm -f "$ticket_path" 2>/dev/null
  done
}

holds() {
  case $held in
    *" $1="*) return 0 ;;
  esac
  return 1
}

# take <key>: waits until the lock is ours. Fails when it is to be waited for no longer, and says why in `stopping`.
# A holder is looked up with ps only after half a second with the same ticket, then every five.
take() {
  locks=lock/$1 waited=0 seen=none pause=10 named=
  make_directory "$locks"
  while :; do
    find_ticket "$locks"
    highest=$ticket
    if [ "$highest" != "$seen" ]; then seen=$highest same_for=0 look_at=500 pause=10; fi
    if ticket_is_free "$locks" "$highest"; then
      if claim "$locks" $((highest + 1)); then break; fi
    elif read_ticket "$locks" "$highest" && { [ "$holder" = "$operation" ] || [ "$same_for" -ge "$look_at" ]; }; then
      # One of this operation's own is left from a runner that died: whoever claimed the run after it has made sure.
      if [ "$holder" = "$operation" ] || ! holder_lives; then
        if claim "$locks" $((highest + 1)); then break; fi
      elif [ "$holder" != "$named" ]; then
        named=$holder
        time_passed
        event waiting "$1" "$holder"
      fi
      look_at=$((same_for + 5000))
    fi
    ! stop_is_asked || return 1
    if [ "$waited" -ge "$lock_timeout" ]; then
      stopping='lock-timeout'
      return 1
    fi
    nap
    waited=$((waited + slept)) same_for=$((same_for + slept))
  done
  [ "$waited" = 0 ] || time_passed
  held="$held$1=$((highest + 1)) "
  event locked "$1"
}

# give_back <key>
give_back() {
  number=${held##*" $1="}
  number=${number%% *}
  held="${held%%" $1="*} ${held#*" $1=$number "}"
  ln "$owner" "lock/$1/$number.free"
}

give_back_all() {
  for lock in $held; do give_back "${lock%=*}"; done
}

# hold <area>…: holds exactly these of the area locks from here on. They come in the order in which everybody takes
# them; one that is held out of turn goes back first, so that no two operations ever wait for each other.
hold() {
  for lock in $held; do
    lock=${lock%=*}
    case " $whole_locks $* " in
      *" $lock "*) ;;
      *) give_back "$lock" ;;
    esac
  done
  out_of_turn=no
  for lock in "$@"; do
    if ! holds "$lock"; then
      out_of_turn=yes
    elif [ "$out_of_turn" = yes ]; then
      give_back "$lock"
    fi
  done
  for lock in "$@"; do
    holds "$lock" || take "$lock" || return 1
  done
}
