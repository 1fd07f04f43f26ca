#!/bin/bash
# A host of a training cluster takes no job before all of its first start is done. Where anything fails it says why, and ends itself: a host
# that does nothing costs as much as one that trains. Needs common.sh.
set -euo pipefail

# At the end of user data, whichever.
host_ended() {
  local status=$? command=${FAILED:-$BASH_COMMAND}
  trap - EXIT ERR
  set +e
  rm -rf "$WORK"
  ((status == 0)) && exit
  REASON=${REASON:-$(cat "${WHY:-/run/stowage-why}" 2>/dev/null)}
  REASON=${REASON:-"'${command:0:200}' ended with $status"}
  # What an event and a mail may hold without escapes.
  REASON=${REASON//[^a-zA-Z0-9 +=._:\/@\',()-]/ }
  say "this host ends itself, because it could not start: $REASON"
  command -v aws >/dev/null || timeout 300 dnf install -y -q awscli-2
  know_self
  wait_for 60 tell_failed || say 'nobody could be told'
  systemctl poweroff
  exit "$status"
}

# EventBridge answers for each event by itself.
tell_failed() {
  local detail failed
  printf -v detail '{\\"cluster\\":\\"%s\\",\\"host\\":\\"%s\\",\\"reason\\":\\"%s\\"}' \
    "$TRAINING_CLUSTER" "${INSTANCE_ID:-unknown}" "${REASON:0:500}"
  failed=$(aws events put-events --output text --query FailedEntryCount \
    --entries "[{\"Source\":\"$EVENT_SOURCE\",\"DetailType\":\"$EVENT_TYPE\",\"Detail\":\"$detail\"}]") || return
  [[ $failed == 0 ]]
}

# A script of the user, in base64: in a shell of its own, which reads nothing else.
hook() {
  local status=0
  say "onHostStart $1"
  base64 -d <<<"$2" >"$WORK/hook"
  # Into a file: a pipe would wait for whatever the script leaves running.
  bash -euo pipefail "$WORK/hook" </dev/null >"$WORK/said" 2>&1 || status=$?
  cat "$WORK/said"
  ((status == 0)) || fail "onHostStart $1 ended with $status: $(tail -n 1 "$WORK/said")"
}

takes_jobs() {
  rm -f "${HELD:-/run/stowage-held}"
  systemctl unmask ecs
  systemctl start --no-block ecs
}

# Of a volume that could not be had, in place of what common.sh does then. Who ends this host tells why.
refuse() {
  systemctl mask ecs
  printf '%s: %s' "${VOLUME_NAME:-}" "$REASON" >"${WHY:-/run/stowage-why}"
}

# Of each volume, at every start of the host: in place of what common.sh does then. At the first, hooks are still to come.
boot() {
  systemctl mask ecs
  "boot_$VOLUME_KIND"
  say "volume $VOLUME_NAME is ready at $MOUNT_POINT"
  [[ -e ${HELD:-/run/stowage-held} ]] || takes_jobs
}

WORK=$(mktemp -d)
# Of programs that were unpacked, Bash may say no more at the end than that they were.
set -E
trap 'FAILED=$BASH_COMMAND' ERR
trap host_ended EXIT
