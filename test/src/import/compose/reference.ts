/** Every field that the Compose specification has (schema/compose-spec.json, 2026-06; 05-services.md for the lifecycle hooks), by where it stands. */
const words = (text: string) => text.trim().split(/\s+/);

export const REFERENCE = {
  project: words('name services networks volumes secrets configs models include version'),
  service: words(`
    image build pull_policy platform command entrypoint working_dir user hostname domainname container_name environment env_file labels
    annotations label_file ports expose networks network_mode dns dns_opt dns_search extra_hosts links external_links mac_address volumes
    volumes_from tmpfs configs secrets depends_on healthcheck pre_start post_start pre_stop restart stop_grace_period stop_signal init tty
    stdin_open attach scale cpus cpu_count cpu_percent cpu_shares cpu_quota cpu_period cpu_rt_runtime cpu_rt_period cpuset mem_limit
    mem_reservation memswap_limit mem_swappiness oom_kill_disable oom_score_adj pids_limit shm_size ulimits blkio_config gpus devices
    device_cgroup_rules runtime isolation privileged read_only cap_add cap_drop security_opt sysctls group_add userns_mode uts ipc pid cgroup
    cgroup_parent credential_spec storage_opt use_api_socket logging profiles extends provider models deploy develop`),
  build: words(`
    context dockerfile dockerfile_inline args ssh labels cache_from cache_to no_cache additional_contexts network target shm_size extra_hosts
    isolation privileged secrets tags ulimits platforms pull provenance sbom entitlements`),
  port: words('target published host_ip protocol app_protocol mode name'),
  networkOfService: words(
    'aliases ipv4_address ipv6_address link_local_ips mac_address interface_name driver_opts priority gw_priority',
  ),
  volume: words('type source target read_only consistency bind volume tmpfs image'),
  volumeOptions: words('nocopy subpath labels'),
  tmpfsOptions: words('size mode'),
  file: words('source target uid gid mode'),
  dependency: words('condition restart required'),
  health: words('test interval timeout retries start_period start_interval disable'),
  preStart: words('command image user privileged working_dir environment per_replica'),
  deploy: words('mode replicas endpoint_mode labels resources placement update_config rollback_config restart_policy'),
  update: words('parallelism delay failure_action monitor max_failure_ratio order'),
  placement: words('constraints preferences max_replicas_per_node'),
  restartPolicy: words('condition delay max_attempts window'),
  device: words('capabilities count device_ids driver options'),
  topNetwork: words('name driver driver_opts ipam external internal attachable enable_ipv4 enable_ipv6 labels'),
  topVolume: words('name driver driver_opts external labels'),
  topSecret: words('name file environment external labels driver driver_opts template_driver'),
  topConfig: words('name file environment content external labels template_driver'),
  topModel: words('model context_size runtime_flags'),
} as const;
