#!/bin/bash
# An EBS volume, mounted by its id. A file system is made on a device that was read and is blank, and on nothing else.
set -euo pipefail

settings_ebs() {
  setting VOLUME_ID
  setting FILESYSTEM
  setting FROM_SNAPSHOT
  setting METRIC_NAME
  setting OWNER_UID 0
  setting OWNER_GID 0
  setting PERMISSIONS 0755
  setting DEVICE /dev/sdf
  setting DEVICE_SECONDS 300
  setting LIFECYCLE_HOOK ''
  setting ASG_NAME ''
  setting DRAIN_SECONDS 300
  setting DETACH_SECONDS 120
  setting AGENT http://localhost:51678
  [[ $FILESYSTEM =~ ^(ext4|xfs)$ ]] || fail "FILESYSTEM is '$FILESYSTEM'; use ext4 or xfs"
}

boot_ebs() {
  need aws awscli-2
  need mkfs.xfs xfsprogs
  need mkfs.ext4 e2fsprogs
  know_self
  wait_for "$WAIT_SECONDS" is_attached || fail "volume $VOLUME_ID is not attached after $WAIT_SECONDS s: ${OBSTACLE:-}"
  find_device
  mkdir -p "$MOUNT_POINT"
  if ! is_mounted; then
    prepare
    mount -t "$FILESYSTEM" -o nosuid,nodev,noatime "$BLOCK" "$MOUNT_POINT"
  fi
  [[ $FROM_SNAPSHOT == true ]] || own_if_new
  grow
}

# The volume's state, who has it, and how far that is.
whereabouts() {
  aws ec2 describe-volumes --volume-ids "$VOLUME_ID" --output text \
    --query 'Volumes[0].[State,Attachments[0].InstanceId,Attachments[0].State]'
}

# One look, and one attempt if the volume is free. It is never taken from another instance, which may still write.
is_attached() {
  local answer state holder phase
  answer=$(whereabouts 2>"$WORK/errors") || { obstacle "$(tail -n 1 "$WORK/errors")" && return 1; }
  read -r state holder phase <<<"$answer"
  case $state:$holder:$phase in
    "in-use:$INSTANCE_ID:attached") return ;;
    error:* | deleting:* | deleted:*) fail "volume $VOLUME_ID is $state" ;;
    available:*)
      aws ec2 attach-volume --volume-id "$VOLUME_ID" --instance-id "$INSTANCE_ID" --device "$DEVICE" >/dev/null 2>"$WORK/errors" ||
        obstacle "$(tail -n 1 "$WORK/errors")"
      ;;
    *) obstacle "it is $state, $phase to $holder" ;;
  esac
  return 1
}

# UUIDs and labels repeat over snapshots, and the kernel numbers devices as they come.
find_device() {
  local link=$DEV_BY_ID/nvme-Amazon_Elastic_Block_Store_${VOLUME_ID/-/}
  wait_for "$DEVICE_SECONDS" test -b "$link" || fail "no device $link after $DEVICE_SECONDS s"
  BLOCK=$(readlink -f "$link")
}

is_mounted() {
  local source
  source=$(findmnt -n -o SOURCE --mountpoint "$MOUNT_POINT") || return
  [[ $source == "$BLOCK" ]] || fail "$source, not volume $VOLUME_ID, is mounted at $MOUNT_POINT"
}

prepare() {
  examine
  if [[ $CONTENT =~ ^(ext4|xfs)$ ]]; then
    [[ $CONTENT == "$FILESYSTEM" ]] || say "volume $VOLUME_ID holds $CONTENT instead of $FILESYSTEM: mounted as it is"
    FILESYSTEM=$CONTENT
  fi
  case $CONTENT in
    "$FILESYSTEM")
      # xfs mends itself at the mount. e2fsck says 1 if it did, and more if somebody must decide.
      [[ $FILESYSTEM == xfs ]] || e2fsck -p "$BLOCK" || (($? == 1)) || fail "e2fsck cannot mend volume $VOLUME_ID by itself"
      ;;
    blank)
      [[ $FROM_SNAPSHOT == false ]] || fail "volume $VOLUME_ID comes from a snapshot, but is blank"
      say "volume $VOLUME_ID is blank: making $FILESYSTEM"
      # Both refuse what is not blank. ext4's reserve is for a system's own disk; a new volume has nothing to discard.
      if [[ $FILESYSTEM == xfs ]]; then mkfs.xfs -q -K "$BLOCK"; else mkfs.ext4 -q -m 0 -E nodiscard "$BLOCK"; fi
      ;;
    *) fail "volume $VOLUME_ID holds $CONTENT instead of $FILESYSTEM; it was left as it is" ;;
  esac
}

# Of a device that cannot be read, blkid and wipefs say what they say of a blank one. So it is read; and blank is what has no signature and
# a first MiB of zeros.
examine() {
  local known status=0 signatures
  dd if="$BLOCK" of="$WORK/start" bs=1M count=1 iflag=direct,fullblock status=none || fail "volume $VOLUME_ID cannot be read"
  known=$(blkid -p -o export "$BLOCK") || status=$?
  signatures=$(wipefs --no-act --noheadings --output TYPE "$BLOCK" | sort -u | paste -sd ' ') ||
    fail "the signatures of volume $VOLUME_ID cannot be read"
  case $status:$signatures in
    0:*) CONTENT=$(sed -nE 's/^(PT)?TYPE=//p' <<<"$known" | paste -sd ' ') ;;
    2:)
      CONTENT='data of an unknown kind'
      if cmp -s "$WORK/start" <(head -c 1048576 /dev/zero); then CONTENT=blank; fi
      ;;
    *) CONTENT="more than one thing ($signatures)" ;;
  esac
}
