const words = (text: string) => text.trim().split(/\s+/);

/** Every field of Marathon's own documents (docs/docs/rest-api/public/api/v2/types/*.raml, 2021-07), by where it stands. */
export const REFERENCE = {
  app: words(`
    id cmd args instances cpus mem disk gpus resourceLimits executor executorResources env secrets labels constraints acceptedResourceRoles
    role container networks portDefinitions requirePorts healthChecks check readinessChecks upgradeStrategy backoffSeconds backoffFactor
    maxLaunchDelaySeconds taskKillGracePeriodSeconds killSelection unreachableStrategy residency fetch uris dependencies user tty version
    versionInfo ipAddress ports`),
  container: words('type docker portMappings volumes linuxInfo'),
  docker: words('image forcePullImage privileged parameters pullConfig network portMappings credential'),
  linux: words('seccomp ipcInfo'),
  portMapping: words('containerPort hostPort servicePort protocol name labels networkNames'),
  portDefinition: words('port protocol name labels'),
  volume: words('containerPath hostPath mode persistent external secret'),
  persistent: words('size type maxSize profileName constraints'),
  external: words('name provider size options shared'),
  network: words('mode name labels'),
  healthCheck: words(`
    protocol path port portIndex command gracePeriodSeconds intervalSeconds timeoutSeconds delaySeconds maxConsecutiveFailures ignoreHttp1xx
    ipProtocol`),
  check: words('http tcp exec intervalSeconds timeoutSeconds delaySeconds'),
  readinessCheck: words(
    'name protocol path portName intervalSeconds timeoutSeconds httpStatusCodesForReady preserveLastResponse',
  ),
  limits: words('cpus mem'),
  group: words('id apps pods groups dependencies enforceRole scaleBy'),
  pod: words(
    'id labels user environment containers secrets volumes networks scaling scheduling executorResources role linuxInfo legacySharedCgroups',
  ),
  scheduling: words('backoff upgrade placement killSelection unreachableStrategy'),
  podContainer: words(`
    name exec resources resourceLimits endpoints image environment healthCheck check volumeMounts artifacts labels lifecycle tty`),
  /** Marathon-LB (Longhelp.md, "Other Labels", 2020-09), after `HAPROXY_{n}_`. */
  lb: words(`
    GROUP VHOST PATH PORT MODE BALANCE STICKY REDIRECT_TO_HTTPS USE_HSTS SSL_CERT BIND_ADDR BIND_OPTIONS ENABLED AUTH BACKEND_WEIGHT
    BACKEND_NETWORK_ALLOWED_ACL BACKEND_HEALTHCHECK_PORT_INDEX HTTP_BACKEND_PROXYPASS_PATH HTTP_BACKEND_REVPROXY_PATH`),
} as const;
