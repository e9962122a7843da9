# What steps printed. A file's size stands before it; what is written meanwhile may make it a little longer than that.

# print_outputs <mark> <bytes of each at most> <step, or nothing for all>: the mark is one that no output can hold.
print_outputs() {
  for out in "$directory/out/"*; do
    number=${out##*/}
    case $number in
      '' | *[!0-9]*) continue ;;
    esac
    if [ -n "$3" ] && [ "$number" != "$3" ]; then continue; fi
    if [ ! -f "$out" ] || [ -h "$out" ]; then continue; fi
    printf '%s %s %s\n' "$1" "$number" "$(($(wc -c <"$out")))"
    tail -c "$2" "$out"
    printf '\n%s end\n' "$1"
  done
  answer outputs
}
