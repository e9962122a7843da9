# What is kept of operations besides their journals: which there are, and of one the files that its bot left.

# print_names: of everything in ops/; whoever reads knows what an id is.
print_names() {
  for directory in ops/*; do
    if [ -d "$directory" ] && [ ! -h "$directory" ]; then printf '%s\n' "${directory#ops/}"; fi
  done
  answer listed
}

# print_kept <mark>: each file framed by the mark, which none of them can hold.
print_kept() {
  for name in plan.json asked.json; do
    if [ ! -f "$directory/$name" ] || [ -h "$directory/$name" ]; then continue; fi
    printf '%s %s\n' "$1" "$name"
    cat "$directory/$name"
    printf '\n%s end\n' "$1"
  done
  answer kept
}
