import type { ServiceInput } from '../../../src/spec/service';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthServices } from '../../support/builders/synth-services';

const service = (placement: ServiceInput['placement'], rest: Partial<ServiceInput> = {}) =>
  synthServices({ services: { bidder: { ...rest, ...(placement && { placement }) } } }).only('aws_ecs_service');

describe('where replicas go', () => {
  describe('defaults', () => {
    it('is spread over zones, and moved back; hosts are filled by memory, and none is excluded', () => {
      const plain = service(undefined);
      expect(plain).toMatchObject({
        availability_zone_rebalancing: 'ENABLED',
        ordered_placement_strategy: [
          { type: 'spread', field: 'attribute:ecs.availability-zone' },
          { type: 'binpack', field: 'memory' },
        ],
      });
      expect(plain).not.toHaveProperty('placement_constraints');
    });
  });

  describe('options', () => {
    it('spreads over what it says, and packs by what it says', () => {
      expect(service({ spread: ['zone', 'host'], pack: 'cpu' }).ordered_placement_strategy).toEqual([
        { type: 'spread', field: 'attribute:ecs.availability-zone' },
        { type: 'spread', field: 'instanceId' },
        { type: 'binpack', field: 'cpu' },
      ]);
    });

    it('is moved back only where zones come first, or nothing is said', () => {
      expect(service({ spread: ['host'] }).availability_zone_rebalancing).toBe('DISABLED');
      expect(service({ spread: [] }).availability_zone_rebalancing).toBe('DISABLED');
      expect(service({ spread: [], pack: false })).toMatchObject({
        availability_zone_rebalancing: 'ENABLED',
        ordered_placement_strategy: [],
      });
    });

    it('keeps replicas apart', () => {
      expect(service({ constraints: [{ unique: 'host' }] }).placement_constraints).toEqual([
        { type: 'distinctInstance' },
      ]);
    });

    it('asks ECS for nothing where every host of the fleet satisfies it', () => {
      const alike = service({
        constraints: [
          { like: 'instance-type', pattern: 'm.*' },
          { is: 'os', value: 'linux' },
        ],
      });
      expect(alike).toEqual(service(undefined));
    });

    it('puts what a constraint asks for before what is only preferred', () => {
      const typed = service({ spread: ['host'], constraints: [{ groupBy: 'zone' }, { groupBy: 'instance-type' }] });
      expect(typed).toMatchObject({
        availability_zone_rebalancing: 'ENABLED',
        ordered_placement_strategy: [
          { type: 'spread', field: 'attribute:ecs.availability-zone' },
          { type: 'spread', field: 'attribute:ecs.instance-type' },
          { type: 'spread', field: 'instanceId' },
          { type: 'binpack', field: 'memory' },
        ],
      });
    });
  });

  describe('refuses', () => {
    it('what could keep a replica waiting for ever', () => {
      expect(refusalOf(() => service({ constraints: [{ is: 'zone', value: 'us-east-1a' }] })).lines).toEqual([
        expect.stringMatching(/^placement\.constraints\.0 wants zone .* \[NotEveryHost\]$/),
      ]);
    });
  });

  describe('wiring', () => {
    it('never says memberOf: every fleet is scaled by what waits for it', () => {
      const all = service({
        constraints: [
          { unique: 'host' },
          { groupBy: 'zone' },
          { cluster: 'fleet', value: 'general' },
          { unlike: 'instance-type', pattern: 't.*' },
          { maxPer: 'zone', count: 1 },
        ],
      });
      expect(JSON.stringify(all)).not.toContain('memberOf');
    });
  });
});
