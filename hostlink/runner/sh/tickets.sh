# Numbered tickets: who holds what. A directory holds 1, 2, 3 …, each one line that says who took it; the highest number
# holds until <number>.free lies beside it or its holder is dead. A ticket is claimed with ln(1), which fails where
# there is one already, from a file written before: none is ever seen half written. (A lock made with mkdir and taken
# over from a dead pid had two holders in most races; this has none.)

# make_directory <path>: with what is missing above it. What the state directory lets its group do, so does this one:
# several users may share a host's locks. Somebody else may make it at the same moment, which mkdir may take for a failure.
make_directory() {
  [ -d "$1" ] || (
    case $(ls -ld .) in
      d????w*) umask 002 ;;
    esac
    mkdir -p "$1" 2>/dev/null
  ) || [ -d "$1" ]
}

# find_ticket <directory>: sets `ticket` to its highest number, 0 where there is none.
find_ticket() {
  ticket=0
  for ticket_path in "$1"/*; do
    ticket_name=${ticket_path##*/}
    case $ticket_name in
      *[!0-9]*) continue ;;
    esac
    if [ "$ticket_name" -gt "$ticket" ]; then ticket=$ticket_name; fi
  done
}

# read_ticket <directory> <number>: sets `holder` to the operation that took it, and holder_pid, holder_group and
# holder_boot. Fails where it has gone.
read_ticket() {
  { read -r holder holder_pid holder_group holder_boot <"$1/$2"; } 2>/dev/null
}

# ticket_is_free <directory> <number>: nobody ever held it, or its holder gave it back.
ticket_is_free() { [ "$2" -eq 0 ] || [ -e "$1/$2.free" ]; }
