import { countOf } from '../count-of';
import type { ResourceTypeName } from './extension-action-types';

/** "1 person", "4,812 people", "2 groups". */
export function carrierCount(resourceType: ResourceTypeName, count: number): string {
  return resourceType === 'User' ? countOf(count, 'person', 'people') : countOf(count, 'group', 'groups');
}
