#!/bin/bash
# A file system of FSx for Lustre, mounted for all containers of this host.
set -euo pipefail

settings_lustre() {
  setting LUSTRE_DNS
  setting LUSTRE_MOUNT_NAME
  setting READ_ONLY false
  # As it is, unless it is said whose a new file system shall be.
  setting OWNER_UID ''
  setting OWNER_GID "$OWNER_UID"
  setting PERMISSIONS 0755
  # Directories with a bucket behind them, as words.
  setting LINKED ''
}

# The volume's unit mounts it again after a restart of the host, and the agent waits for that; an entry in fstab would not make it wait.
boot_lustre() {
  need mount.lustre lustre-client
  mkdir -p "$MOUNT_POINT"
  wait_for "$WAIT_SECONDS" mount_lustre || fail "$LUSTRE_DNS@tcp:/$LUSTRE_MOUNT_NAME could not be mounted within $WAIT_SECONDS s"
  [[ -z $OWNER_UID ]] || own_directories
}

# FSx makes the root directory, and those with a bucket behind them, root's; neither is empty then.
own_directories() {
  local path
  for path in '' $LINKED; do
    if [[ -d $MOUNT_POINT$path ]]; then own_if_roots "$MOUNT_POINT$path"; fi
  done
}

mount_lustre() {
  local options=relatime,flock,_netdev
  [[ $READ_ONLY == false ]] || options=ro,$options
  mountpoint -q "$MOUNT_POINT" ||
    mount -t lustre -o "$options" "$LUSTRE_DNS@tcp:/$LUSTRE_MOUNT_NAME" "$MOUNT_POINT"
}
