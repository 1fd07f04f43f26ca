import { AwsPlatform, MlService } from '../../../constructs/aws';
import { systemContractOf } from '../../../src/spec/system-contract';
import { readDocument } from '../../support/builders/read-document';
import { refTo } from '../../support/builders/ref-to';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthStack } from '../../support/builders/synth-stack';
import { testContract } from '../../support/builders/test-contract';
import { testService } from '../../support/builders/test-service';
import { testSystemSpec } from '../../support/builders/test-system';

const PORTS = { http: { number: 8887 }, admin: { number: 9000 } };
const recs = systemContractOf(testSystemSpec({ pinacle: { ports: PORTS } }, 'recs'), () => 'sg-pinacle');

/** A bidder in its own stack that calls a service of another system. */
const calling = (name = 'pinacle', ports?: string[]) =>
  synthStack((stack) => {
    const platform = AwsPlatform.fromContract(stack, testContract());
    const bidder = new MlService(stack, 'bidder', { platform, system: 'ads', name: 'bidder', ...testService() });
    MlService.fromContract(stack, `${name}_recs`, recs, name).connections.allowFrom(
      bidder,
      'bids use embeddings',
      ports,
    );
  });

const OUT = 'aws_vpc_security_group_egress_rule';
const IN = 'aws_vpc_security_group_ingress_rule';

describe('a service of another system', () => {
  describe('defaults', () => {
    it('is opened in both directions from the stack of the caller, which owns both rules', () => {
      const { counts, of } = { counts: calling().counts, of: (type: string) => calling().of(type) };
      expect(counts).toMatchObject({ [IN]: 2, [OUT]: 2 });
      expect(of(IN)['pinacle_recs/From-bidder_ads-http']).toMatchObject({
        security_group_id: 'sg-pinacle',
        referenced_security_group_id: refTo('aws_security_group', 'bidder/SecurityGroup'),
        from_port: 8887,
        description: 'bids use embeddings',
      });
      expect(of(OUT)['pinacle_recs/Out-bidder_ads-http']).toMatchObject({
        security_group_id: refTo('aws_security_group', 'bidder/SecurityGroup'),
        referenced_security_group_id: 'sg-pinacle',
      });
    });
  });

  describe('options', () => {
    it('is called on the ports that are named', () => {
      expect(Object.keys(calling('pinacle', ['admin']).of(IN))).toEqual(['pinacle_recs/From-bidder_ads-admin']);
    });
  });

  describe('refuses', () => {
    it('a service that its system does not publish', () => {
      expect(refusalOf(() => calling('pinacl'))).toEqual({
        what: "System 'recs'",
        lines: ["services.pinacl does not exist; did you mean 'pinacle'? [UnknownService]"],
      });
    });

    it('a port that it does not have', () => {
      expect(refusalOf(() => calling('pinacle', ['grpc'])).lines).toEqual([expect.stringContaining('[UnknownPort]')]);
    });
  });

  describe('wiring', () => {
    const stack = calling();

    it('makes nothing of that system, and asks AWS for nothing', () => {
      expect(
        stack
          .all()
          .filter(({ path }) => path.startsWith('pinacle_recs/'))
          .map(({ type }) => type)
          .sort(),
      ).toEqual([OUT, OUT, IN, IN]);
      expect(stack.dataSources).toEqual({});
    });

    it('is known to its caller by an address with the name of its system first', () => {
      const [main] = readDocument(stack.only('aws_ecs_task_definition').container_definitions) as {
        environment: { name: string; value: string }[];
      }[];
      expect(main?.environment).toEqual(
        expect.arrayContaining([
          { name: 'RECS_PINACLE_URL', value: 'http://pinacle.recs:8887' },
          { name: 'RECS_PINACLE_ADMIN_URL', value: 'http://pinacle.recs:9000' },
        ]),
      );
    });

    it('lets its caller start only once it may go out', () => {
      expect(stack.only('aws_ecs_service').depends_on).toEqual(
        expect.arrayContaining([
          `${OUT}[pinacle_recs/Out-bidder_ads-http]`,
          `${OUT}[pinacle_recs/Out-bidder_ads-admin]`,
        ]),
      );
    });
  });
});
