# seed_keys <user> <home> <owner> <key>…: who may log in by ssh(1). A home that is not there is made.
seed_keys() {
  user=$1 home=$2 owner=$3
  shift 3
  if [ ! -d "$home" ]; then
    mkdir -p "$home" && chown "$owner" "$home"
  fi
  [ $# -gt 0 ] || return 0
  mkdir -p "$home/.ssh" && chmod 700 "$home/.ssh" || return
  printf '%s\n' "$@" >"$home/.ssh/authorized_keys"
  chmod 600 "$home/.ssh/authorized_keys"
  chown -R "$owner" "$home/.ssh"
}
