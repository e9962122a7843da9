# Files that belong to root: the bot's user may not write them, or (below a zonepath) not even see them. What is to be
# written is staged in the operation's directory, copied beside its place by root, compared, and renamed. Every command
# behind as_root has its line in the rights profile.

stage=$PWD/$directory/stage

as_root() {
  if [ "$elevation" = pfexec ]; then command pfexec "$@"; else command "$@"; fi
}

# root_file_is <path> <text>: 0 equal, 1 different, more where it could not be read.
root_file_is() { printf '%s' "$2" | as_root cmp -s - "$1"; }

# is_missing_for_root <path>: nothing has that name, in a directory that root sees.
is_missing_for_root() {
  ! as_root test -e "$1" && ! as_root test -h "$1" && as_root test -d "${1%/*}/" && as_root test -x "${1%/*}/"
}

# way_is_plain <path> <within>: from `within` on no directory on the way is a link: who has the run of a zone's root may
# have put one there that leads out of it. An empty `within` is the whole way trusted.
way_is_plain() {
  way=${1%/*}
  while [ -n "$2" ] && [ "$way" != "$2" ]; do
    case $way in
      "$2"/*) ;;
      *) return 1 ;;
    esac
    ! as_root test -h "$way" || return 1
    way=${way%/*}
  done
}

# may_be_put <path> <within>: sets `there` to yes or no, or fails with the reason in `complaint`.
may_be_put() {
  there=yes
  if ! way_is_plain "$1" "$2"; then
    complaint="a link leads from $2 to another place than $1"
    return 1
  fi
  if as_root test -f "$1" && ! as_root test -h "$1"; then return; fi
  if is_missing_for_root "$1"; then
    there=no
  else
    complaint="$1 is no plain file that root can see; where its directory is there, look whether the rights profile is as it is shipped"
    return 1
  fi
}

# look_at_root_file <path> <within> <verdict when missing> <verdict of any other text> [<text> <its verdict>]…
look_at_root_file() {
  path=$1 otherwise=$4 status=0
  may_be_put "$1" "$2" || return 0
  if [ "$there" = no ]; then
    verdict=$3
    return
  fi
  shift 4
  while [ $# -gt 1 ]; do
    root_file_is "$path" "$1"
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

# look_at_root_hunks <path> <within> <verdict before> <verdict after> <other verdict> [<from> <to>]…
look_at_root_hunks() {
  path=$1 before=$3 after=$4 otherwise=$5 status=0
  may_be_put "$1" "$2" || return 0
  if [ "$there" = no ]; then
    verdict=$otherwise
    return
  fi
  content=$(as_root cat "$path" && printf x) || return 0
  content=${content%x}
  shift 5
  side_of_all "$@"
  case $all in
    before) verdict=$before ;;
    after) verdict=$after ;;
    *) verdict=$otherwise ;;
  esac
}

# ask_judge <word>…: the tool that is to accept what is staged before it is put. Nothing is asked where there is none.
ask_judge() {
  [ $# -gt 0 ] || return 0
  command "$@" "$stage" || refuse_stage "$1 does not accept it, and $file stays as it is"
}

refuse_stage() {
  rm -f "$stage"
  as_root rm -f "$beside"
  printf '%s\n' "$1" >&2
  return 1
}

# stage_text <text>: what is to be put, in the operation's own directory, which nobody else reads.
stage_text() {
  rm -f "$stage"
  (umask 077 && printf '%s' "$1" >"$stage")
  file_text_is "$stage" "$1" || refuse_stage "$stage could not be written whole"
}

# is_put <path>: it is what is staged, whatever mv or ln said of that: more may have to be done with it.
is_put() { as_root cmp -s "$stage" "$1"; }

# put_stage <path>: in the place of the file that is there, with its owner and mode.
put_stage() {
  as_root cp -p "$1" "$beside" || refuse_stage "$beside could not be written" || return
  as_root cp "$stage" "$beside" || refuse_stage "$beside could not be written" || return
  as_root cmp -s "$stage" "$beside" || refuse_stage "$beside could not be written whole" || return
  as_root mv -f "$beside" "$1" || is_put "$1" || refuse_stage "$1 could not be replaced" || return
  rm -f "$stage"
}

# begin_put <path> <within>: sets `file`, `beside` and `there`.
begin_put() {
  file=$1
  beside "$1"
  may_be_put "$1" "$2" || refuse_stage "$complaint" || return
  as_root rm -f "$beside"
}

# put_file <path> <within> <from> <to> [<word of the judge>…]
put_file() {
  begin_put "$1" "$2" || return
  if ! root_file_is "$file" "$3"; then
    ! root_file_is "$file" "$4" || return 0
    refuse_stage "$file was changed by somebody else and stays" || return
  fi
  stage_text "$4" || return
  shift 4
  ask_judge "$@" || return
  put_stage "$file"
}

# put_new_file <path> <within> <owner> <mode> <text> [<word of the judge>…]: only where nothing is.
put_new_file() {
  begin_put "$1" "$2" || return
  if [ "$there" = yes ]; then
    root_file_is "$file" "$5" || refuse_stage "$file is there already" || return
    return 0
  fi
  owner_of_file=$3 mode_of_file=$4
  stage_text "$5" || return
  shift 5
  ask_judge "$@" || return
  as_root cp "$stage" "$beside" || refuse_stage "$beside could not be written" || return
  as_root chown "$owner_of_file" "$beside" || refuse_stage "$beside cannot belong to $owner_of_file" || return
  as_root chmod "$mode_of_file" "$beside" || refuse_stage "$beside cannot have mode $mode_of_file" || return
  as_root cmp -s "$stage" "$beside" || refuse_stage "$beside could not be written whole" || return
  as_root ln "$beside" "$file" || is_put "$file" || refuse_stage "$file could not be created" || return
  as_root rm -f "$beside"
  rm -f "$stage"
}

# take_file <path> <within> <text>: removes it, if this is its text. One that is gone already is fine.
take_file() {
  begin_put "$1" "$2" || return
  [ "$there" = yes ] || return 0
  root_file_is "$file" "$3" || refuse_stage "$file was changed by somebody else and stays" || return
  as_root rm -f "$file"
}

# put_hunks <path> <within> <words of the judge> <word>… [<from> <to>]…: as replace_hunks does with a file of our own.
put_hunks() {
  begin_put "$1" "$2" || return
  [ "$there" = yes ] || refuse_stage "$file is not there any more" || return
  rm -f "$stage"
  (umask 077 && true >"$stage")
  # The copy keeps our owner and mode, since the stage is there.
  as_root cp "$file" "$stage" || refuse_stage "$stage could not be written" || return
  size=$(($(wc -c <"$stage")))
  read_whole "$stage" || refuse_stage "$file could not be read" || return
  [ "${#content}" -eq "$size" ] || refuse_stage "$file holds bytes that no text does" || return
  words=$3
  shift 3
  # The judge's words go behind the hunks.
  moved=0
  while [ "$moved" -lt "$words" ]; do
    set -- "$@" "$1"
    shift
    moved=$((moved + 1))
  done
  while [ $# -gt $((words + 1)) ]; do
    where_stands "$1" "$2"
    case $stands in
      before)
        behind=${content#*"$1"}
        case $behind in
          *"$1"*) refuse_stage "$file has this place twice: $1" || return ;;
        esac
        content=${content%%"$1"*}$2$behind
        ;;
      nowhere) refuse_stage "$file has no such place any more: $1" || return ;;
    esac
    shift 2
  done
  stage_text "$content" || return
  ask_judge "$@" || return
  put_stage "$file"
}

# is_mounted <path>: something is mounted there. mnttab(5): special, mount point, and more.
is_mounted() {
  while read -r special point rest; do
    [ "$point" != "$1" ] || return 0
  done <"$mount_table"
  return 1
}

must_be_mounted() {
  is_mounted "$1" || {
    printf '%s\n' "nothing is mounted on $1" >&2
    return 1
  }
}

# clear_root_file <path> <within>: whatever it says.
clear_root_file() {
  begin_put "$1" "$2" || return
  as_root rm -f "$file"
}
