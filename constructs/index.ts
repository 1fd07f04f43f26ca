export * as aws from './aws';
export type { Target, World } from './contract';
export { tfJson } from './terraform/json';
export { PlatformApp } from './terraform/platform-app';
