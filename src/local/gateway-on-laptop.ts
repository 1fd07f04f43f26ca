import type { LaptopSpec } from '../spec/laptop';
import { own } from '../spec/own';
import type { LaptopGateway } from './laptop-gateways';
import { type LocalContainer, type LocalPort, placeOn } from './plan';
import { PROXY_FILE, proxyConfig, ROUTES_PORT } from './proxy-config';

interface GatewayContext {
  readonly laptop: LaptopSpec;
  readonly replicas: Readonly<Record<string, number>>;
  readonly networks: Readonly<Record<string, readonly string[]>>;
}

/** A gateway as a container, and what it reads. */
export interface GatewayOnLaptop {
  readonly container: LocalContainer;
  /** Name of its file. */
  readonly file: string;
  readonly config: string;
}

/** The user that the image of HAProxy has for it. */
const PROXY_USER = '99:99';

/** A gateway: a proxy on a network of each service behind it, whose ports are on the laptop's loopback. */
export function gatewayOnLaptop(
  gateway: LaptopGateway,
  { laptop, replicas, networks }: GatewayContext,
): GatewayOnLaptop {
  const { name, routes, listeners } = gateway;
  const file = `${name}.cfg`;
  const ports = [
    ...(routes.length > 0 ? [portOf(ROUTES_PORT, own(laptop.gatewayPorts, name))] : []),
    ...listeners.map(({ listenPort }) => portOf(listenPort, own(laptop.gatewayPorts, `${name}:${listenPort}`))),
  ];
  const container: LocalContainer = {
    name,
    image: laptop.gatewayImage,
    environment: {},
    asked: {},
    user: PROXY_USER,
    readOnlyRoot: true,
    capabilities: [],
    tmpfs: {},
    mounts: [{ from: 'file', source: file, target: PROXY_FILE, readOnly: true }],
    place: placeOn(networks),
    cpuShares: 1024,
    memoryMiB: 256,
    ulimits: {},
    gpus: 0,
    after: {},
    stopSeconds: 5,
    life: 'service',
    ports,
  };
  return { container, file, config: proxyConfig(gateway, replicas) };
}

function portOf(container: number, laptop: number | undefined): LocalPort {
  return { container, ...(laptop !== undefined && { laptop }) };
}
