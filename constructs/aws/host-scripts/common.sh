#!/bin/bash
# What every kind shares. User data is small. All files but the last, volume-host.sh, only define functions.
set -euo pipefail

# The unit, like cloud-init, sends it to the journal and to the console.
say() { printf 'stowage: %s\n' "$*" >&2; }

# Not for use in $(...), which would end alone.
fail() {
  REASON=$*
  exit 1
}

# Says what is waited for, once for each change.
obstacle() {
  [[ $* == "${OBSTACLE:-}" ]] || say "waiting: $*"
  OBSTACLE=$*
}

# Asks again until the answer is yes, for that many seconds.
wait_for() {
  local left=$1
  shift
  until "$@"; do
    ((left > 0)) || return 1
    sleep "$POLL_SECONDS"
    left=$((left - POLL_SECONDS))
  done
}

# Version 2: the launch template lets no other through.
metadata() {
  local token
  token=$(curl -sSf -m 5 --retry 3 -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' "$IMDS/api/token") || return
  curl -sSf -m 5 --retry 3 -H "X-aws-ec2-metadata-token: $token" "$IMDS/meta-data/$1"
}

know_self() { [[ -n ${INSTANCE_ID:-} ]] || INSTANCE_ID=$(metadata instance-id); }

# Installs what the image lacks.
need() { command -v "$1" >/dev/null || wait_for "$WAIT_SECONDS" dnf install -y -q "$2" || fail "cannot install $2"; }

# Gives a directory that is root's to its owner, who comes last: it says all is done.
own_if_roots() {
  [[ $(stat -c %u:%g "$1") == 0:0 ]] || return 0
  chmod "$PERMISSIONS" "$1"
  chown "$OWNER_UID:$OWNER_GID" "$1"
}

# New is what is empty and root's: so the run after a crash between mkfs and chown knows it, too.
own_if_new() {
  local entry
  entry=$(find "$MOUNT_POINT" -mindepth 1 -maxdepth 1 ! -name lost+found -print -quit)
  [[ -n $entry ]] || own_if_roots "$MOUNT_POINT"
}

# At every end. Without its volume a host does not register.
ended() {
  local status=$? command=$BASH_COMMAND
  trap - EXIT
  set +e
  rm -rf "$WORK"
  ((status == 0)) && exit
  REASON=${REASON:-"'$command' ended with $status"}
  REASON=${REASON//$'\n'/ }
  say "$ROLE of volume ${VOLUME_NAME:-} failed: $REASON"
  [[ $ROLE != boot && $ROLE != install ]] || refuse
  exit "$status"
}

refuse() {
  systemctl mask ecs
  touch "${PROGRAM:-$WORK}.failed"
  tag_failed "${REASON//[^a-zA-Z0-9 +=._:\/@-]/ }"
}

tag_failed() {
  know_self
  aws ec2 create-tags --resources "$INSTANCE_ID" --tags "Key=stowage:failed,Value=${1:0:256}"
}

# Every program starts here; its role is the name of a function.
run() {
  ROLE=$1
  WORK=$(mktemp -d)
  trap ended EXIT
  "$ROLE"
}

# At every start of the host, and after a failure. ecs.service waits for cloud-init: to wait here would be a deadlock.
boot() {
  systemctl mask ecs
  "boot_$VOLUME_KIND"
  say "volume $VOLUME_NAME is ready at $MOUNT_POINT"
  [[ ! -e $PROGRAM.failed ]] || { tag_failed '' && rm "$PROGRAM.failed"; }
  systemctl unmask ecs
  systemctl start --no-block ecs
}
