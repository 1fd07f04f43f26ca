#!/bin/bash
# Gives an EBS volume back before its host ends: the next host finds it free, and its file system whole.
set -euo pipefail

install_drain() {
  unit "$UNIT-drain.service" <<END
[Unit]
Requires=$UNIT.service
After=$UNIT.service
[Service]
ExecStart=$PROGRAM watch_lifecycle
Restart=on-failure
RestartSec=5
StandardOutput=journal+console
[Install]
WantedBy=$UNIT.service
END
  systemctl enable "$UNIT-drain.service"
}

# Before the group knows the host there is no answer.
watch_lifecycle() {
  until [[ $(metadata autoscaling/target-lifecycle-state 2>/dev/null) == Terminated ]]; do sleep "$POLL_SECONDS"; done
  drain
}

# Whatever goes wrong, the group is told to go on: EC2 detaches when the host has ended.
drain() {
  say "this host ends: giving volume $VOLUME_NAME back"
  know_self
  systemctl stop "$UNIT-tend.timer" "$UNIT-tend.service" || true
  leave_cluster || say 'this host is not registered, or its agent does not answer'
  if release; then
    wait_for "$DETACH_SECONDS" is_detached || say "volume $VOLUME_ID is not detached after $DETACH_SECONDS s"
  else
    say "$MOUNT_POINT could not be unmounted; volume $VOLUME_ID stays attached until the host has ended"
  fi
  wait_for 60 aws autoscaling complete-lifecycle-action --lifecycle-action-result CONTINUE --instance-id "$INSTANCE_ID" \
    --lifecycle-hook-name "$LIFECYCLE_HOOK" --auto-scaling-group-name "$ASG_NAME" || fail "group $ASG_NAME was not told to go on"
}

leave_cluster() {
  local answer
  answer=$(curl -sSf -m 5 "$AGENT/v1/metadata") || return
  [[ $answer =~ \"Cluster\":\ *\"([^\"]+)\" ]] || return
  CLUSTER=${BASH_REMATCH[1]}
  [[ $answer =~ \"ContainerInstanceArn\":\ *\"([^\"]+)\" ]] || return
  CONTAINER_INSTANCE=${BASH_REMATCH[1]}
  wait_for 60 aws ecs update-container-instances-state --cluster "$CLUSTER" --container-instances "$CONTAINER_INSTANCE" \
    --status DRAINING >/dev/null || say 'this host could not be set to DRAINING'
  wait_for "$DRAIN_SECONDS" is_drained || say "tasks of services still run after $DRAIN_SECONDS s"
}

# A task that was told to stop may still write. Tasks of no service are not stopped by draining. DescribeTasks takes 100.
is_drained() {
  local wanted listed tasks left
  listed=$(for wanted in RUNNING STOPPED; do
    aws ecs list-tasks --cluster "$CLUSTER" --container-instance "$CONTAINER_INSTANCE" --desired-status "$wanted" --output text || exit
  done) || return
  mapfile -t tasks < <(grep -o 'arn:[^[:space:]]*' <<<"$listed" | head -n 100)
  ((${#tasks[@]} > 0)) || return 0
  left=$(aws ecs describe-tasks --cluster "$CLUSTER" --tasks "${tasks[@]}" --output text \
    --query "length(tasks[?lastStatus!='STOPPED' && starts_with(group, 'service:')])") || return
  ((left == 0))
}

# What still holds the file system ends with Docker; so will the host.
release() {
  find_device
  let_go && return
  say "$MOUNT_POINT is still in use: stopping Docker"
  systemctl stop docker.socket docker || true
  let_go
}

# A container has a mount of its own: umount succeeds, and the container writes on. The kernel shows the file system until the last is gone.
let_go() {
  ! mountpoint -q "$MOUNT_POINT" || umount "$MOUNT_POINT" || return
  wait_for 30 is_let_go
}

is_let_go() { ! compgen -G "/sys/fs/*/${BLOCK##*/}" >/dev/null; }

is_detached() {
  local answer holder phase
  answer=$(whereabouts) || return
  read -r _ holder phase <<<"$answer"
  # Nobody's, or already another's.
  [[ $holder == "$INSTANCE_ID" ]] || return 0
  [[ $phase != attached ]] || aws ec2 detach-volume --volume-id "$VOLUME_ID" --instance-id "$INSTANCE_ID" >/dev/null
  return 1
}
