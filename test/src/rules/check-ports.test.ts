import { checkPorts } from '../../../src/rules/check-ports';
import { endpointsOf } from '../../../src/task/endpoint';
import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { testServiceSpec } from '../../support/builders/test-service';

interface Case {
  readonly asked: readonly string[];
  readonly has: Readonly<Record<string, { number: number }>>;
}

const judge = ({ asked, has }: Case) =>
  checkPorts(asked, endpointsOf('ads', 'model', testServiceSpec({ ports: has }).ports), 'model_ads');

const refusals: Refusal<Case>[] = [
  {
    what: 'an edge to something without ports',
    code: 'NoPorts',
    field: '',
    refused: { asked: [], has: {} },
    legal: { asked: [], has: { http: { number: 80 } } },
    says: 'model_ads has no ports to call; give it one in `ports`',
  },
  {
    what: 'an edge to a port that is not there',
    code: 'UnknownPort',
    field: 'ports',
    refused: { asked: ['http', 'grp'], has: { http: { number: 80 }, grpc: { number: 81 } } },
    legal: { asked: ['http', 'grpc'], has: { http: { number: 80 }, grpc: { number: 81 } } },
    says: "ports is 'grp', which is not a port of model_ads; did you mean 'grpc'?",
  },
];

describe('the ports of an edge', () => describeRefusals(judge, refusals));
