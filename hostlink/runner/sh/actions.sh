# What steps do to files. Each writes beside and claims with ln(1) or renames, so that nobody ever reads half a file; the
# name beside is hidden, has no suffix that a reader looks for, and is the operation's own. What is printed goes to the
# step's output.

# beside <path>: sets `beside`.
beside() { beside=${1%/*}/.zonebot-$operation; }

refuse() {
  rm -f "$beside"
  printf '%s\n' "$1" >&2
  return 1
}

# carry_out <command> <argument>…
carry_out() { command "$@"; }

# feed <text> <function> <word>…: with the text as its standard input.
feed() {
  fed=$1
  shift
  printf '%s' "$fed" | "$@"
}

# carry_out_so <seconds> <text> <pardoned> <command> <argument>…: run once more while it fails and says the text on
# stderr, for so long; no failure where it says what is pardoned. Either may be empty.
carry_out_so() {
  limit=$(($1 * 1000)) sign=$2 pardoned=$3 waited=0 pause=100
  shift 3
  while :; do
    { complaint=$(command "$@" 2>&1 1>&3 3>&-) && code=0 || code=$?; } 3>&1
    [ -z "$complaint" ] || printf '%s\n' "$complaint" >&2
    [ "$code" -ne 0 ] || return 0
    if [ -n "$pardoned" ] && complained_of "$pardoned"; then return 0; fi
    [ -n "$sign" ] && complained_of "$sign" && [ "$waited" -lt "$limit" ] || return "$code"
    nap
    waited=$((waited + slept))
  done
}

# note_down <name> <command> <argument>…: what it prints, for a later check.
note_down() {
  note=$directory/note.$1
  shift
  command "$@" >"$note.new" && mv -f "$note.new" "$note"
}

# create_file <path> <text> <mode>: only where nothing is. ln(1) onto a directory would link into it.
create_file() {
  beside "$1"
  rm -f "$beside"
  [ ! -d "$1" ] || refuse "$1 is a directory" || return
  (umask 077 && printf '%s' "$2" >"$beside")
  file_text_is "$beside" "$2" || refuse "$beside could not be written whole" || return
  chmod "$3" "$beside" || refuse "$beside cannot have mode $3" || return
  ln "$beside" "$1" || refuse "$1 could not be created" || return
  rm -f "$beside"
}

# remove_file <path> <text>…: only with one of these texts. One that is gone already is fine.
remove_file() {
  path=$1
  ! is_missing "$path" || return 0
  shift
  for text in "$@"; do
    if [ -f "$path" ] && [ ! -h "$path" ] && file_text_is "$path" "$text"; then
      rm -f "$path"
      return
    fi
  done
  printf '%s\n' "$path was changed by somebody else and stays" >&2
  return 1
}

# create_directory <path> <mode>
create_directory() { mkdir -m "$2" "$1"; }

# remove_directory <path>: only an empty one.
remove_directory() { is_missing "$1" || rmdir "$1"; }

# open_rewrite <path>: a copy beside, with owner and mode. A symbolic link would be replaced by a file.
open_rewrite() {
  beside "$1"
  rm -f "$beside"
  [ -f "$1" ] && [ ! -h "$1" ] || refuse "$1 is no plain file" || return
  cp -p "$1" "$beside" || refuse "$beside could not be written" || return
}

# close_rewrite <path> <bytes it must have now>: a full disk, or a NUL that no shell keeps, shows in the size.
close_rewrite() {
  [ "$(($(wc -c <"$beside")))" -eq "$2" ] || refuse "$1 could not be rewritten whole" || return
  mv -f "$beside" "$1" || refuse "$1 could not be replaced"
}

# drop_line <path> <line>: the first line that equals it; one that is not there is fine. Whether the file ends in a
# newline stays as it was.
drop_line() { rewrite_lines "$1" "$2" drop "$2"; }

# insert_line <path> <after> <line>: right after the first line that equals `after`; one that is there already is fine.
insert_line() {
  while IFS= read -r line || [ -n "$line" ]; do
    [ "$line" != "$3" ] || return 0
  done <"$1"
  rewrite_lines "$1" "$2" insert "$3"
}

# rewrite_lines <path> <line to find> drop|insert <line>: a read loop and not sed, so that every other byte stays (a
# missing last newline, CRs, blanks, backslashes) and the line is text, never a pattern.
rewrite_lines() {
  open_rewrite "$1" || return
  found=no between='' kept=0
  last=$(tail -c 1 "$1"; printf x)
  {
    while IFS= read -r line || [ -n "$line" ]; do
      if [ "$found" = no ] && [ "$line" = "$2" ]; then
        found=yes
        [ "$3" = insert ] || continue
        printf '%s%s\n%s' "$between" "$line" "$4"
      else
        printf '%s%s' "$between" "$line"
      fi
      between=$newline kept=$((kept + 1))
    done
    if [ "$kept" -gt 0 ] && [ "$last" = "${newline}x" ]; then printf '\n'; fi
  } <"$1" >"$beside"
  size=$(($(wc -c <"$1")))
  change=$((${#4} + 1))
  case $found$3 in
    yesdrop) if [ "$kept" -gt 0 ]; then size=$((size - change)); else size=0; fi ;;
    yesinsert) size=$((size + change)) ;;
    nodrop)
      rm -f "$beside"
      return 0
      ;;
    noinsert) refuse "$1 has no line to put this one after: $2" || return ;;
  esac
  close_rewrite "$1" "$size"
}

# replace_hunks <path> [<from> <to>]…: each where it stands, and only there; one that was replaced already is fine.
replace_hunks() {
  file=$1
  open_rewrite "$file" || return
  size=$(($(wc -c <"$file")))
  read_whole "$file" || refuse "$file could not be read" || return
  shift
  while [ $# -gt 1 ]; do
    where_stands "$1" "$2"
    case $stands in
      before)
        behind=${content#*"$1"}
        case $behind in
          *"$1"*) refuse "$file has this place twice: $1" || return ;;
        esac
        content=${content%%"$1"*}$2$behind
        size=$((size - ${#1} + ${#2}))
        ;;
      nowhere) refuse "$file has no such place any more: $1" || return ;;
    esac
    shift 2
  done
  printf '%s' "$content" >"$beside" || refuse "$beside could not be written whole" || return
  close_rewrite "$file" "$size"
}
