export { type CtyType, ctyType, writeStateFile } from '../../src/cli/state-file';
