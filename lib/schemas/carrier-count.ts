import type { CustomExtension } from '@/lib/scim/schema/custom-extension';

/** "1 person", "4,812 people", "2 groups". */
export function carrierCount(resourceType: CustomExtension['resourceType'], count: number): string {
  const [one, several] = resourceType === 'User' ? ['person', 'people'] : ['group', 'groups'];
  return `${count.toLocaleString('en')} ${count === 1 ? one : several}`;
}
