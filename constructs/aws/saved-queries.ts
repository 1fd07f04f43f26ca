import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { CloudwatchQueryDefinition } from '@cdktf/provider-aws/lib/cloudwatch-query-definition';
import { Construct } from 'constructs';
import { resourceName } from '../../src/naming/names';
import type { Site } from '../../src/spec/site';
import type { SavedQuery } from '../../src/watch/saved-queries';

interface SavedQueriesProps {
  readonly site: Site;
  readonly system: string;
  /** Name of the workload. */
  readonly name: string;
  readonly logGroup: CloudwatchLogGroup;
  readonly queries: readonly SavedQuery[];
}

/** What is asked of a log again and again, in folders of the console by environment, system and workload. */
export class SavedQueries extends Construct {
  constructor(scope: Construct, id: string, { site, system, name, logGroup, queries }: SavedQueriesProps) {
    super(scope, id);
    for (const { key, text } of queries)
      new CloudwatchQueryDefinition(this, key, {
        name: resourceName('savedQuery', site.name, system, name, key),
        queryString: text,
        logGroupNames: [logGroup.name],
      });
  }
}
