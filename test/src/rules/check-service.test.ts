import { renderProblem } from '../../../src/errors';
import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { judgeService, type ServiceCase } from '../../support/builders/judge-service';

const refusals: Refusal<ServiceCase>[] = [
  {
    what: 'a name of a service that DNS refuses',
    code: 'InvalidName',
    field: 'name',
    refused: { name: 'Bidder' },
    legal: { name: 'bidder' },
    says: "name is 'Bidder', and a name has lower-case letters, digits and hyphens only; use 'bidder'",
  },
  {
    what: 'a name of a system that DNS refuses',
    code: 'InvalidName',
    field: 'system',
    refused: { system: 'ads_2' },
    legal: { system: 'ads-2' },
  },
  {
    what: 'a name of a port that ECS refuses',
    code: 'InvalidName',
    field: 'ports.-http',
    refused: { service: { ports: { '-http': { number: 80 } } } },
    legal: { service: { ports: { http: { number: 80 } } } },
  },
  {
    what: 'one number for two ports',
    code: 'DuplicatePort',
    field: 'ports.admin.number',
    refused: { service: { ports: { http: { number: 8080 }, admin: { number: 8080 } } } },
    legal: { service: { ports: { http: { number: 8080 }, admin: { number: 8081 } } } },
    says: 'ports.admin.number is 8080 like ports.http.number; use another number',
  },
];

describe('a service', () => {
  describeRefusals(judgeService, refusals);

  it('is told of everything at once', () => {
    const problems = judgeService({
      name: 'Bidder',
      service: { image: 'model', user: '0', cpus: 100, fleet: 'general', startAfter: { proxy: 'START' } },
    });
    expect(problems.map((p) => p.code).sort()).toEqual([
      'InvalidName',
      'RootUser',
      'TaskExceedsCpu',
      'UnknownContainer',
      'UnpinnedImage',
    ]);
  });
});

describe('an acknowledgement', () => {
  it('lets through what it names, and nothing else', () => {
    const service = { user: '0', image: 'example/model', acknowledge: { RootUser: 'binds a raw socket' } };
    expect(judgeService({ service }).map((p) => p.code)).toEqual(['UnpinnedImage']);
  });

  it('is refused where it acknowledges nothing', () => {
    const service = { acknowledge: { RootUser: 'binds a raw socket' } };
    expect(judgeService({ service }).map(renderProblem)).toEqual([
      'acknowledge.RootUser acknowledges nothing; remove it [UnusedAcknowledgement]',
    ]);
  });

  it('is not taken for what is no matter of opinion', () => {
    const service = { cpus: 100, acknowledge: { TaskExceedsCpu: 'we would like to try it' } };
    expect(judgeService({ service }).map((p) => p.code)).toEqual(['TaskExceedsCpu', 'UnusedAcknowledgement']);
  });
});
