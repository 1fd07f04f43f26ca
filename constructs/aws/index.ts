export { AccessLogs } from './access-logs';
export { AccountBase } from './account-base';
export { AlarmTopic, type AlarmTopicResources } from './alarm-topic';
export { Backups, type BackupsResources } from './backups';
export { Certificate } from './certificate';
export { Cluster, type ClusterProps, type ClusterResources } from './cluster';
export { type Connectable, Connections } from './connections';
export { CONTRACT_OUTPUT } from './contract-publication';
export { FailureCard, type FailureCardResources } from './failure-card';
export { Foundation } from './foundation';
export { Gateway, type GatewayProps, type GatewayResources } from './gateway';
export { ImageRegistry, type ImageRegistryProps, type ImageRegistryResources } from './image-registry';
export { ImportedService } from './imported-service';
export { JobPipeline, type JobPipelineProps, type JobPipelineResources } from './job-pipeline';
export { LogArchive, type LogArchiveProps, type LogArchiveResources } from './log-archive';
export { LogKey } from './log-key';
export { MlService, type MlServiceProps, type MlServiceResources } from './ml-service';
export { Network, type NetworkProps, type NetworkResources } from './network';
export { type AttachOptions, AwsPlatform } from './platform';
export { Queue, type QueueProps, type QueueResources } from './queue';
export { Role, type RoleProps } from './role';
export { ServiceNames, type ServiceNamesProps } from './service-names';
export { type MountableVolume, SharedVolume, type SharedVolumeProps } from './shared-volume';
export { SystemDashboards } from './system-dashboards';
export { TEAM_ROLES_OUTPUT, TeamRoles } from './team-roles';
export {
  TrainingCluster,
  type TrainingClusterProps,
  type TrainingClusterResources,
  type TrainingPeer,
} from './training-cluster';
export { TrainingJob, type TrainingJobProps, type TrainingJobResources } from './training-job';
export { VolumeHosts, type VolumeHostsProps, type VolumeHostsResources } from './volume-hosts';
export { WorkerFleet, type WorkerFleetProps, type WorkerFleetResources } from './worker-fleet';
