/** The order of the rules of a load balancer: `routePriority` gives a route its place, `checkRoutes` judges them together. */
export type { PriorityRange } from './bands';
export { checkRoutes, type RouteToCheck } from './check-routes';
export type { RouteMatch } from './match';
export { routePriority } from './route-priority';
