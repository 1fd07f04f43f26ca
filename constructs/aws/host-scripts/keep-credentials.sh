#!/bin/bash
# Jobs of one host share its network, where no hop limit keeps them from what the host may do in AWS. So only root can ask for it: no
# container of a job runs as root. Neither Docker nor the agent starts without it.
set -euo pipefail

keep_credentials() {
  local units=${UNITS:-/etc/systemd/system} service
  cat >"$units/stowage-credentials.service" <<'END'
[Unit]
Description=Credentials of the host are for root alone
Before=docker.service ecs.service
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/sbin/iptables --wait --insert OUTPUT --destination 169.254.169.254 --match owner ! --uid-owner 0 --jump REJECT
[Install]
WantedBy=multi-user.target
END
  for service in docker ecs; do
    mkdir -p "$units/$service.service.d"
    printf '[Unit]\nRequires=stowage-credentials.service\nAfter=stowage-credentials.service\n' \
      >"$units/$service.service.d/stowage-credentials.conf"
  done
  systemctl daemon-reload
  systemctl enable --now stowage-credentials.service
}

keep_credentials
