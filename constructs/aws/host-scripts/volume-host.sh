#!/bin/bash
# The last file. User data runs at a host's first start only. So functions and settings are kept as a program, which a unit runs at every
# start until it succeeds, before Docker and the agent, which do not start without it.
set -euo pipefail

# As it was exported, or its default; without one it must be there.
setting() {
  if [[ -z ${!1+set} ]]; then
    (($# > 1)) || fail "$1 is not set"
    printf -v "$1" %s "$2"
  fi
  SETTINGS+=("$1")
}

# First what telling a failure needs.
settings() {
  SETTINGS=()
  setting IMDS http://169.254.169.254/latest
  setting POLL_SECONDS 5
  setting AWS_DEFAULT_REGION
  setting VOLUME_KIND
  setting VOLUME_NAME "$VOLUME_KIND"
  [[ $VOLUME_NAME =~ ^[a-zA-Z0-9-]+$ ]] || fail "VOLUME_NAME is '$VOLUME_NAME'; use letters, digits and '-'"
  "settings_$VOLUME_KIND"
  setting MOUNT_POINT
  setting WAIT_SECONDS 600
  setting DEV_BY_ID /dev/disk/by-id
  setting UNITS /etc/systemd/system
  setting PROGRAMS /usr/local/lib/stowage
  setting UNIT "stowage-$VOLUME_NAME"
  setting PROGRAM "$PROGRAMS/$VOLUME_NAME"
}

unit() {
  mkdir -p "$(dirname "$UNITS/$1")"
  cat >"$UNITS/$1"
}

keep_program() {
  local name
  mkdir -p "$PROGRAMS"
  {
    printf '#!/bin/bash\nset -euo pipefail\n'
    for name in "${SETTINGS[@]}"; do printf 'export %s=%q\n' "$name" "${!name}"; done
    declare -f
    printf 'run "$%s"\n' 1
  } >"$PROGRAM"
  chmod 0755 "$PROGRAM"
}

keep_units() {
  local service
  unit "$UNIT.service" <<END
[Unit]
Wants=network-online.target
After=network-online.target
Before=docker.service ecs.service
StartLimitIntervalSec=0
[Service]
Type=oneshot
RemainAfterExit=yes
Restart=on-failure
RestartSec=60
ExecStart=$PROGRAM boot
StandardOutput=journal+console
[Install]
WantedBy=multi-user.target
END
  # After the mount as well: what starts later is stopped earlier, so at a shutdown containers end before their volume.
  for service in docker ecs; do
    unit "$service.service.d/$UNIT.conf" <<END
[Unit]
Requires=$UNIT.service
After=$UNIT.service $(systemd-escape --path --suffix=mount "$MOUNT_POINT")
END
  done
  systemctl enable "$UNIT.service"
  if declare -F "install_$VOLUME_KIND" >/dev/null; then "install_$VOLUME_KIND"; fi
}

install() {
  systemctl mask ecs
  settings
  keep_program
  keep_units
  systemctl daemon-reload
  # It has said why, in the tags too, and is tried again.
  systemctl start "$UNIT.service" || REASON="$UNIT.service did not start" ROLE=start exit 1
}

# In its own shell: user data can name several volumes, each with its variables and this file again.
(run install)
