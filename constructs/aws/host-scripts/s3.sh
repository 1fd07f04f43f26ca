#!/bin/bash
# A bucket, read-only unless it is said, through Mountpoint for Amazon S3. Amazon Linux 2023 packages it since 2023.9.20251110 (S3 user guide, 2026-11).
set -euo pipefail

settings_s3() {
  setting BUCKET
  setting PREFIX ''
  setting READ_ONLY true
  setting CACHE_MIB ''
  setting CACHES /var/cache
  [[ -z $PREFIX || $PREFIX == */ ]] || fail "PREFIX is '$PREFIX'; it must end with '/'"
}

# A process of its own, which is started again when it ends; what it leaves behind then looks mounted, and answers nothing.
install_s3() {
  unit "$UNIT-mount.service" <<END
[Unit]
Description=Bucket $BUCKET
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=0
[Service]
Type=exec
ExecStartPre=-$(command -v umount) -l $MOUNT_POINT
ExecStart=$PROGRAM serve_s3
Restart=always
RestartSec=5
END
}

boot_s3() {
  need mount-s3 mount-s3
  mkdir -p "$MOUNT_POINT"
  systemctl start "$UNIT-mount.service"
  wait_for "$WAIT_SECONDS" mountpoint -q "$MOUNT_POINT" || fail "bucket $BUCKET was not mounted within $WAIT_SECONDS s"
}

serve_s3() {
  local cache=$CACHES/$UNIT mode=--read-only options
  # Of files that containers of any user make; which of them may, their mounts say.
  [[ $READ_ONLY == true ]] || mode=--dir-mode=0777
  options=(--foreground "$mode" --allow-other --region "$AWS_DEFAULT_REGION")
  [[ -z $PREFIX ]] || options+=(--prefix "$PREFIX")
  if [[ -n $CACHE_MIB ]]; then
    mkdir -p "$cache"
    options+=(--cache "$cache" --max-cache-size "$CACHE_MIB")
  fi
  rm -rf "$WORK"
  exec mount-s3 "${options[@]}" "$BUCKET" "$MOUNT_POINT"
}
