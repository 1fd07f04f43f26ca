/** Booleans that keep nothing safe, and what they are about instead. */
export const INDIFFERENT: readonly (readonly [kind: RegExp, why: string])[] = [
  [/create_before_destroy$|revoke_rules_on_delete$|delete_on_termination$/, 'in which order things go'],
  [/^aws_autoscaling_group |update_default_version$|terminate_jobs_on_update$/, 'how hosts are replaced'],
  [
    /^aws_ecs_service (alarms|deployment_circuit_breaker)\.|_rollback$|force_new_deployment$|wait_for_steady_state$/,
    'how a deployment goes',
  ],
  [
    /^aws_ecs_service (enable_ecs_managed_tags|service_connect_configuration\.enabled)$|propagate_tags$/,
    'how tasks are called',
  ],
  [/^aws_ecs_service enable_execute_command$/, 'who may is said by roles, and what they do is written down'],
  [
    /initProcessEnabled$|essential$|autoprovision$|readOnly$/,
    'how a task starts, and where it writes: what it may write to is mounted',
  ],
  [/return_data$|^aws_cloudwatch_dashboard /, 'what is counted, and shown'],
  [/container_properties\.environment\.\*\.value$/, 'what a job is told'],
  [/^aws_(cloudwatch_event_rule|sfn_state_machine) /, 'when something happens'],
  [/^aws_ssm_parameter value\./, 'what is published for others to read'],
  [/^aws_(route53_record|service_discovery_service) |^aws_vpc enable_dns|private_dns_enabled$/, 'how things are found'],
  [
    /^aws_iam_(role_)?policy .*(aws:ResourceTag\/stowage:(protect|team)|kms:ViaService)$/,
    'what roles of people and of delivery may touch: tried with an evaluator of policies where they are made',
  ],
  [
    /^aws_kinesis_firehose_delivery_stream .*cloudwatch_logging_options\.enabled$/,
    'what is told of a delivery that failed',
  ],
  [/final_snapshot$/, 'what is left behind of what may go'],
];

/** Why it does not matter; undefined where it does. */
export function indifferent(kind: string): (typeof INDIFFERENT)[number] | undefined {
  return INDIFFERENT.find(([pattern]) => pattern.test(kind));
}
