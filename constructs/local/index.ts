export { type Connectable, Connections } from './connections';
export { EdgeNetworks } from './edge-networks';
export { Gateway } from './gateway';
export { MlService, type MlServiceProps } from './ml-service';
export { LocalPlatform, type LocalPlatformProps } from './platform';
export { SharedVolume } from './shared-volume';
export { TrainingJob, type TrainingJobProps } from './training-job';
