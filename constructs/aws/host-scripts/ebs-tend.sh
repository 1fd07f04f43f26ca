#!/bin/bash
# What a timer does with a mounted EBS volume.
set -euo pipefail

# Wanted by the volume's unit: both start with it, if it succeeds.
install_ebs() {
  unit "$UNIT-tend.service" <<END
[Unit]
Requisite=$UNIT.service
After=$UNIT.service
[Service]
Type=oneshot
ExecStart=-$PROGRAM measure
ExecStart=$PROGRAM grow
END
  unit "$UNIT-tend.timer" <<END
[Unit]
Requires=$UNIT.service
After=$UNIT.service
[Timer]
OnActiveSec=0
OnUnitActiveSec=5min
AccuracySec=10s
[Install]
WantedBy=$UNIT.service
END
  systemctl enable "$UNIT-tend.timer"
  [[ -z $LIFECYCLE_HOOK ]] || install_drain
}

# Where nothing is mounted, the mount point is a directory of the root volume.
find_mounted() {
  read -r BLOCK FILESYSTEM < <(findmnt -n -o SOURCE,FSTYPE --mountpoint "$MOUNT_POINT") ||
    fail "volume $VOLUME_ID is not mounted at $MOUNT_POINT"
}

# A file system does not grow with its volume. Both do nothing where there is nothing to grow.
grow() {
  local before after output
  find_mounted
  before=$(df --output=size "$MOUNT_POINT" | tail -n 1)
  output=$(if [[ $FILESYSTEM == xfs ]]; then xfs_growfs -d "$MOUNT_POINT"; else resize2fs "$BLOCK"; fi 2>&1) ||
    fail "volume $VOLUME_ID cannot be grown: $output"
  after=$(df --output=size "$MOUNT_POINT" | tail -n 1)
  [[ $after == "$before" ]] || say "volume $VOLUME_ID has grown from $((before)) to $((after)) KiB"
}

measure() {
  local used inodes volume="Dimensions=[{Name=Volume,Value=$METRIC_NAME}]"
  find_mounted
  read -r used inodes < <(df --output=pcent,ipcent "$MOUNT_POINT" | tail -n 1 | tr -d %)
  aws cloudwatch put-metric-data --namespace Stowage/Volumes --metric-data \
    "MetricName=UsedPercent,Value=$used,Unit=Percent,$volume" \
    "MetricName=UsedInodesPercent,Value=$inodes,Unit=Percent,$volume"
}
