#!/bin/bash
# Scratch space on the instance store: fast, and gone with the host. Docker's named volumes live on it.
set -euo pipefail

settings_scratch() {
  setting MOUNT_POINT /var/lib/docker/volumes
  # Not ext4: Docker takes each directory here for a volume, lost+found too.
  setting FILESYSTEM xfs
  setting ARRAY /dev/md/stowage
}

boot_scratch() {
  mkdir -p "$MOUNT_POINT"
  ! mountpoint -q "$MOUNT_POINT" || return 0
  find_instance_store
  case ${#STORES[@]} in
    0)
      say "NO INSTANCE STORE on this instance type: scratch space at $MOUNT_POINT is on the root volume, slower, and shared with the images"
      return
      ;;
    1) BLOCK=${STORES[0]} ;;
    *) find_array ;;
  esac
  mount_before_docker
}

# Each device has several names here, and EBS volumes are NVMe devices, too: what the device itself says it is decides.
find_instance_store() {
  local link device
  STORES=()
  for link in "$DEV_BY_ID"/nvme-Amazon_EC2_NVMe_Instance_Storage_*; do
    [[ -b $link && $link != *-part* ]] || continue
    device=$(readlink -f "$link")
    [[ " ${STORES[*]} " != *" $device "* ]] || continue
    [[ $(lsblk -dno MODEL "$device") == *'Instance Storage'* ]] || continue
    STORES+=("$device")
  done
}

# After a restart of the host the array is there already, or its members still say that they are one.
find_array() {
  need mdadm mdadm
  BLOCK=$(lsblk -nrpo NAME,TYPE "${STORES[0]}" | awk '$2 ~ /^raid/ { print $1; exit }')
  [[ -z $BLOCK ]] || return 0
  if ! mdadm --assemble "$ARRAY" "${STORES[@]}"; then
    wipefs --all --force --quiet "${STORES[@]}"
    mdadm --create "$ARRAY" --run --level=0 --raid-devices="${#STORES[@]}" "${STORES[@]}"
  fi
  BLOCK=$(readlink -f "$ARRAY")
}

# Docker must not have files open below the mount. It waits for cloud-init, so it is started again without waiting.
mount_before_docker() {
  local running=false
  if systemctl is-active --quiet docker; then
    running=true
    systemctl stop docker.socket docker
  fi
  mount_own || make_scratch
  if $running; then systemctl start --no-block docker; fi
}

# Data on the instance store outlives a restart, but nothing else does.
mount_own() {
  [[ $(blkid -p -s LABEL -o value "$BLOCK") == stowage ]] && mount -o nosuid,nodev,noatime "$BLOCK" "$MOUNT_POINT"
}

# Whatever signature there is was left by somebody else: these devices are scratch by definition.
make_scratch() {
  wipefs --all --force --quiet "$BLOCK"
  if [[ $FILESYSTEM == xfs ]]; then mkfs.xfs -q -f -L stowage "$BLOCK"; else mkfs.ext4 -q -F -m 0 -L stowage "$BLOCK"; fi
  mount -o nosuid,nodev,noatime "$BLOCK" "$MOUNT_POINT"
  # As Docker makes the directory.
  chmod 0701 "$MOUNT_POINT"
}
