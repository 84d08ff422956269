import type { CustomExtension } from '@/lib/scim/schema/custom-extension';
import type { ActionResult } from '@/lib/shared/action-result';

export type ResourceTypeName = CustomExtension['resourceType'];

/** An attribute as a form sends it. */
export interface AttributeInput {
  name: string;
  type: string;
  multiValued: boolean;
  caseExact: boolean;
}

/** A new extension as its form sends it; errors are named by place, as in `attributes.0.name`. */
export interface ExtensionInput {
  urn: string;
  name: string;
  resourceType: string;
  attributes: AttributeInput[];
}

/** A registered extension, or one attribute of it. */
export interface ExtensionPart {
  urn: string;
  /** Absent for the whole extension. */
  name?: string;
}

/** What names a row of the list of attributes that arrived unregistered. */
export interface UnregisteredKey {
  resourceType: ResourceTypeName;
  urn: string;
  name: string;
}

/** What can be done about custom attributes. */
export interface ExtensionActions {
  register: (input: ExtensionInput) => Promise<ActionResult>;
  addAttribute: (urn: string, attribute: AttributeInput) => Promise<ActionResult>;
  /** How many people or groups carry values. */
  countCarriers: (part: ExtensionPart) => Promise<ActionResult<number>>;
  /** How many lost values. */
  remove: (part: ExtensionPart) => Promise<ActionResult<number>>;
  registerUnregistered: (key: UnregisteredKey) => Promise<ActionResult>;
  dismissUnregistered: (key: UnregisteredKey) => Promise<ActionResult>;
}
