export * as aws from './aws';
export type { Target, World } from './contract';
export { giveReason } from './terraform/give-reason';
export { tfJson } from './terraform/json';
export { PlatformApp } from './terraform/platform-app';
