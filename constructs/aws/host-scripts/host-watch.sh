#!/bin/bash
# Measures every five minutes how full the disks of a host of a fleet are. FLEET says whose.
set -euo pipefail

WATCH=/usr/local/bin/stowage-host-watch
cat > "$WATCH" <<END
#!/bin/bash
set -euo pipefail
# The system and images are on the root volume; volumes of Docker may be on a disk of their own.
used=\$({ df --output=pcent / /var/lib/docker/volumes 2>/dev/null || true; } | tr -dc '0-9\n' | sort -n | tail -n 1)
aws cloudwatch put-metric-data --region $REGION --namespace Stowage/Hosts --metric-data \
  "MetricName=DiskUsedPercent,Value=\$used,Unit=Percent,Dimensions=[{Name=Fleet,Value=$FLEET}]"
END
chmod 755 "$WATCH"
cat > /etc/systemd/system/stowage-host-watch.service <<END
[Unit]
Description=How full the disks are
[Service]
Type=oneshot
ExecStart=$WATCH
END
cat > /etc/systemd/system/stowage-host-watch.timer <<END
[Unit]
Description=How full the disks are
[Timer]
OnActiveSec=2min
OnUnitActiveSec=5min
[Install]
WantedBy=timers.target
END
# Without it a host works all the same.
systemctl daemon-reload && systemctl enable --now stowage-host-watch.timer || printf 'stowage: nothing measures the disks\n' >&2
