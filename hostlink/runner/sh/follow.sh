# Follows a journal: prints each line as it is written, until the end or until nobody writes any more.

# How long a runner may take to claim its run, in milliseconds.
start_limit=30000

line_ends() {
  rest=${1#* }
  rest=${rest#* }
  case $rest in
    'end '*) return 0 ;;
  esac
  return 1
}

# has_ended: the journal's last whole line is an end.
has_ended() {
  [ -e "$journal" ] && line_ends "$(tail -n 1 "$journal")"
}

# print_new_lines: those written since the last time; sets `fresh`, and `ended` by the last of them.
print_new_lines() {
  fresh=no
  if [ "$opened" = no ]; then
    [ -e "$journal" ] || return 0
    exec 3<"$journal"
    opened=yes
  fi
  while IFS= read -r line <&3; do
    printf '%s\n' "$torn$line" || exit 1
    lines=$((lines + 1)) fresh=yes ended=no
    if line_ends "$torn$line" && [ "$lines" -gt "$old_lines" ]; then ended=yes; fi
    torn=
  done
  torn=$torn$line
}

# follow: ps is asked only after a third of a second without a line, then every five seconds. Each time a word is written
# too: where nobody reads any more, because the link was lost, that ends the follower.
follow() {
  opened=no torn='' lines=0 ended=no quiet=0 look_at=300 pause=10
  while :; do
    print_new_lines
    [ "$ended" = no ] || answer ended
    if [ "$fresh" = yes ]; then pause=10 quiet=0 look_at=300; fi
    if [ "$quiet" -ge "$look_at" ]; then
      look_at=$((quiet + 5000))
      printf '= following\n' || exit 1
      find_ticket "$directory/run"
      if [ "$ticket" = 0 ]; then
        [ "$quiet" -lt "$start_limit" ] || answer not-started
      elif read_ticket "$directory/run" "$ticket" && ! holder_lives; then
        print_new_lines
        [ "$ended" = no ] || answer ended
        answer interrupted
      fi
    fi
    nap
    quiet=$((quiet + slept))
  done
}

# print_journal: as it stands now, and how things are.
print_journal() {
  opened=no torn='' lines=0 ended=no old_lines=0
  print_new_lines
  [ "$ended" = no ] || answer ended
  find_ticket "$directory/run"
  [ "$ticket" != 0 ] || answer not-started
  if read_ticket "$directory/run" "$ticket" && holder_lives; then answer running; fi
  print_new_lines
  [ "$ended" = no ] || answer ended
  answer interrupted
}
