import { TerraformOutput } from 'cdktf';
import { Construct } from 'constructs';
import { teamGrants } from '../../src/identity/team-grants';
import { teamSystems } from '../../src/identity/team-scopes';
import { teamTrust } from '../../src/identity/team-trust';
import type { Contract } from '../../src/spec/contract';
import { mapValues } from '../../src/spec/map-values';
import type { SystemSpec } from '../../src/spec/system';
import type { TeamAccess } from '../../src/spec/team';
import { Role } from './role';

/** Name of the output that carries the roles of teams, by team. */
export const TEAM_ROLES_OUTPUT = 'teamRoles';

interface TeamRolesProps {
  readonly contract: Contract;
  readonly teams: Readonly<Record<string, TeamAccess>>;
  /** The systems of this app. Those of other apps are theirs by their tags. */
  readonly systems: readonly Pick<SystemSpec, 'name' | 'team' | 'jobs'>[];
}

/** A role for the people of each team, who may look after their own systems with it and nothing else. */
export class TeamRoles extends Construct {
  readonly roles: Readonly<Record<string, Role>>;

  constructor(scope: Construct, id: string, { contract, teams, systems }: TeamRolesProps) {
    super(scope, id);
    const { site, cluster, keys, trainingClusters } = contract;
    const queueArns = Object.values(trainingClusters).map(({ queueArn }) => queueArn);
    this.roles = mapValues(teams, ({ trust }, team) => {
      const role = new Role(this, team, { site, name: ['team', team], trust: teamTrust(trust, site) });
      const its = { site, team, cluster, sessionKeyArn: keys.logs, queueArns, ...teamSystems(team, systems, contract) };
      for (const statement of teamGrants(its)) role.grant(statement);
      return role;
    });
    if (Object.keys(teams).length === 0) return;
    const output = new TerraformOutput(this, 'Roles', {
      value: mapValues(this.roles, ({ arn }) => arn),
      description: 'What the people of each team assume',
    });
    output.overrideLogicalId(TEAM_ROLES_OUTPUT);
  }
}
