import type { ServiceInput } from '../../../src/spec/service';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthServices } from '../../support/builders/synth-services';
import { AMD64 } from '../../support/builders/test-environment';

const daemon = (service: Partial<ServiceInput> = {}, environment = {}) =>
  synthServices({ services: { agent: { replicas: 'one-per-host', ...service } }, environment });

describe('one replica on each host', () => {
  describe('defaults', () => {
    const plain = daemon().only('aws_ecs_service');

    it('is a daemon on the hosts of its fleet, by the attribute that they have', () => {
      expect(plain).toMatchObject({
        scheduling_strategy: 'DAEMON',
        launch_type: 'EC2',
        placement_constraints: [{ type: 'memberOf', expression: 'attribute:stowage.fleet == general' }],
      });
    });

    it('says nothing that ECS refuses of a daemon', () => {
      for (const key of [
        'desired_count',
        'capacity_provider_strategy',
        'ordered_placement_strategy',
        'deployment_circuit_breaker',
      ])
        expect(plain).not.toHaveProperty(key);
      expect(plain.availability_zone_rebalancing).toBe('DISABLED');
    });

    it('stops the old one of a host before it starts the new one', () => {
      expect(plain).toMatchObject({ deployment_minimum_healthy_percent: 0, deployment_maximum_percent: 100 });
    });
  });

  describe('options', () => {
    it('runs on the fleet that it names', () => {
      const general = { instanceTypes: ['m6i.2xlarge'], amiRelease: AMD64, maxHosts: 4 };
      const named = daemon({ fleet: 'batch' }, { fleets: { general, batch: general } }).only('aws_ecs_service');
      expect(named.placement_constraints).toEqual([
        { type: 'memberOf', expression: 'attribute:stowage.fleet == batch' },
      ]);
    });

    it('can be called and routed to like any other', () => {
      const routed = daemon({ routes: [{ path: '/*' }] });
      expect(routed.only('aws_ecs_service').load_balancer).toHaveLength(1);
      expect(routed.only('aws_ecs_service').service_connect_configuration).toMatchObject({ enabled: true });
    });
  });

  describe('refuses', () => {
    it('a choice of hosts', () => {
      expect(refusalOf(() => daemon({ placement: { pack: 'cpu' } })).lines).toEqual([
        expect.stringMatching(/\[DaemonPlacement\]$/),
      ]);
    });
  });

  describe('wiring', () => {
    it('is never scaled: hosts come and go for others', () => {
      expect(daemon().counts).not.toHaveProperty('aws_appautoscaling_target');
    });
  });
});
