# How checks look: each sets `verdict` to absent, present, partial or foreign, or leaves it at unclear. Nothing here
# writes to the disk, for a check must also work where that is full.

verdict=unclear
status=0
output=
complaint=
answer_mark="$newline--- $operation ---$newline"

# ask <command> <argument>…: runs it and sets `status`, `output` (all of stdout but its last newline) and `complaint`
# (stderr). stderr comes first through one pipe, what was collected of stdout after it.
ask() {
  answer=$(
    { collected=$(command "$@" </dev/null; code=$?; printf x; exit "$code"); code=$?; } 2>&1
    printf '%s%s%s%s' "$answer_mark" "$code" "$answer_mark" "$collected"
  )
  complaint=${answer%%"$answer_mark"*}
  answer=${answer#*"$answer_mark"}
  status=${answer%%"$answer_mark"*}
  output=${answer#*"$answer_mark"}
  output=${output%x}
  output=${output%"$newline"}
}

succeeded() { [ "$status" = 0 ]; }
printed() { [ "$output" = "$1" ]; }

# began_with <text>: stdout does.
began_with() {
  case $output in
    "$1"*) return 0 ;;
  esac
  return 1
}

# spoke_of <text>: it stands somewhere in stdout.
spoke_of() {
  case $output in
    *"$1"*) return 0 ;;
  esac
  return 1
}

# has_line <text>: it is a whole line of stdout.
has_line() {
  case $newline$output$newline in
    *"$newline$1$newline"*) return 0 ;;
  esac
  return 1
}

# has_only_lines <text>…: each line of stdout is one of these. In a subshell, for ksh93 runs the end of a pipe in this one.
has_only_lines() {
  [ -n "$output" ] || return 0
  (
    printf '%s\n' "$output" | while IFS= read -r line; do
      for known in "$@"; do
        [ "$line" != "$known" ] || continue 2
      done
      exit 1
    done
  )
}

# was_made_of <text> <other>…: stdout is one of each pair, one behind the other; of a pair that could be either, the
# longer. Each ends with its newline, or is empty.
was_made_of() {
  rest=$output
  [ -z "$rest" ] || rest=$rest$newline
  while [ $# -gt 1 ]; do
    if [ "${#1}" -ge "${#2}" ]; then one=$1 other=$2; else one=$2 other=$1; fi
    case $rest in
      "$one"*) rest=${rest#"$one"} ;;
      "$other"*) rest=${rest#"$other"} ;;
      *) return 1 ;;
    esac
    shift 2
  done
  [ -z "$rest" ]
}

# complained_of <text>: it stands somewhere in stderr.
complained_of() {
  case $complaint in
    *"$1"*) return 0 ;;
  esac
  return 1
}

# was_noted <name>: stdout is what was noted down under it.
was_noted() {
  [ -f "$directory/note.$1" ] && [ "$output" = "$(cat "$directory/note.$1")" ]
}

# file_text_is <path> <text>: 0 equal, 1 different, more where it could not be read.
file_text_is() { printf '%s' "$2" | cmp -s - "$1"; }

# is_missing <path>: nothing has that name, not even a dangling link, and we would see it.
is_missing() { [ ! -e "$1" ] && [ ! -h "$1" ] && { [ ! -d "${1%/*}" ] || [ -x "${1%/*}" ]; }; }

# look_at_file <path> <verdict when missing> <verdict of any other text> [<text> <its verdict>]…
look_at_file() {
  path=$1 otherwise=$3 status=0
  if is_missing "$path"; then
    verdict=$2
    return
  fi
  [ -f "$path" ] && [ -r "$path" ] || return 0
  shift 3
  while [ $# -gt 1 ]; do
    file_text_is "$path" "$1"
    case $? in
      0)
        verdict=$2
        return
        ;;
      1) ;;
      *) return ;;
    esac
    shift 2
  done
  verdict=$otherwise
}

# look_at_directory <path> <verdict when missing> <verdict of a directory> <verdict of anything else>
look_at_directory() {
  status=0
  if is_missing "$1"; then
    verdict=$2
  elif [ -d "$1" ]; then
    verdict=$3
  elif [ -e "$1" ] || [ -h "$1" ]; then
    verdict=$4
  fi
}

# look_for_line <path> <line> <verdict when missing> <verdict with it> <verdict without>
look_for_line() {
  status=0
  if is_missing "$1"; then
    verdict=$3
    return
  fi
  [ -f "$1" ] && [ -r "$1" ] || return 0
  verdict=$5
  while IFS= read -r line || [ -n "$line" ]; do
    if [ "$line" = "$2" ]; then
      verdict=$4
      break
    fi
  done <"$1"
}

# where_stands <from> <to>: sets `stands` to before, after or nowhere, for the text in `content`. Where one of the two holds the
# other, only the longer tells.
where_stands() {
  case $2 in
    *"$1"*) one=$2 told=after other=$1 otherwise_told=before ;;
    *) one=$1 told=before other=$2 otherwise_told=after ;;
  esac
  case $content in
    *"$one"*) stands=$told ;;
    *"$other"*) stands=$otherwise_told ;;
    *) stands=nowhere ;;
  esac
}

# read_whole <path>: sets `content` to all of it, last newlines too. A NUL in it is lost.
read_whole() {
  content=$(cat "$1" && printf x) || return
  content=${content%x}
}

# side_of_all [<from> <to>]…: sets `all` to before, after, nowhere or mixed, for the text in `content`.
side_of_all() {
  all=
  while [ $# -gt 1 ]; do
    where_stands "$1" "$2"
    case $all in
      '' | "$stands") all=$stands ;;
      *) all=mixed ;;
    esac
    shift 2
  done
}

# look_at_hunks <path> <verdict before> <verdict after> <other verdict> [<from> <to>]…
look_at_hunks() {
  path=$1 before=$2 after=$3 otherwise=$4 status=0
  if is_missing "$path"; then
    verdict=$otherwise
    return
  fi
  [ -f "$path" ] && [ -r "$path" ] || return 0
  read_whole "$path" || return 0
  shift 4
  side_of_all "$@"
  case $all in
    before) verdict=$before ;;
    after) verdict=$after ;;
    *) verdict=$otherwise ;;
  esac
}

# look_for_mention <directory> <suffix> <verdict when found> <verdict when not> <text>…: in any file of that suffix.
look_for_mention() {
  place=$1 suffix=$2 found=$3 otherwise=$4 files=none status=0
  [ -d "$place" ] && [ -r "$place" ] && [ -x "$place" ] || return 0
  shift 4
  for path in "$place"/*"$suffix"; do
    if [ -f "$path" ]; then files=some; fi
  done
  if [ "$files" = some ]; then
    ask cat "$place"/*"$suffix"
    succeeded || return 0
    for text in "$@"; do
      if spoke_of "$text"; then
        verdict=$found
        return
      fi
    done
  fi
  verdict=$otherwise
}
