import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { judgeService, type ServiceCase } from '../../support/builders/judge-service';

const rpc = { rpc: { number: 9000, protocol: 'grpc' as const } };
const routes = [{ path: '/v1/*' }];

const alarms: Refusal<ServiceCase>[] = [
  {
    what: 'errors where they travel in answers that succeed',
    code: 'AlarmBlind',
    field: 'alarms.errorPercent',
    refused: { service: { ports: rpc, alarms: { errorPercent: 5 } } },
    legal: { service: { ports: rpc, alarms: { cpuPercent: 90 } } },
  },
  {
    what: 'the latency of routes that there are none of',
    code: 'AlarmWithoutRoute',
    field: 'alarms.latency',
    refused: { service: { alarms: { latency: { percentile: 99, seconds: 1 } } } },
    legal: { service: { routes, alarms: { latency: { percentile: 99, seconds: 1 } } } },
  },
  {
    what: 'replicas that no load balancer looks at',
    code: 'AlarmWithoutRoute',
    field: 'alarms.unhealthyReplicas',
    refused: { service: { alarms: { unhealthyReplicas: 1 } } },
    legal: { service: { routes, alarms: { unhealthyReplicas: 1 } } },
  },
  {
    what: 'an alarm that a canary cannot reach, though it fails every request',
    code: 'AlarmAboveShift',
    field: 'alarms.errorPercent',
    refused: { service: { routes, rollout: { strategy: 'canary', percent: 5 }, alarms: { errorPercent: 5 } } },
    legal: { service: { routes, rollout: { strategy: 'canary', percent: 5 }, alarms: { errorPercent: 4.9 } } },
    says: 'alarms.errorPercent is 5, but only 5 % of requests move first: if the new version fails all of them, the alarm stays silent; use less than 5',
  },
  {
    what: 'a canary that is over before an alarm could go off',
    code: 'BakeTooShort',
    field: 'rollout.canaryBakeMinutes',
    refused: { service: { rollout: { strategy: 'canary', canaryBakeMinutes: 2 } } },
    legal: { service: { rollout: { strategy: 'canary', canaryBakeMinutes: 3 } } },
    says: 'rollout.canaryBakeMinutes is 2, and the alarms that undo the rollout need 3 minutes to go off; use 3 or more',
  },
  {
    what: 'steps that are, likewise',
    code: 'BakeTooShort',
    field: 'rollout.stepBakeMinutes',
    refused: { service: { rollout: { strategy: 'linear', stepBakeMinutes: 0 } } },
    legal: { service: { ports: rpc, rollout: { strategy: 'linear', stepBakeMinutes: 0 } } },
  },
  {
    what: 'a bake that is, likewise',
    code: 'BakeTooShort',
    field: 'rollout.bakeMinutes',
    refused: { service: { rollout: { strategy: 'blue-green', bakeMinutes: 0 } } },
    legal: { service: { ports: rpc, rollout: { strategy: 'blue-green', bakeMinutes: 0 } } },
  },
];

describeRefusals(judgeService, alarms);
