import { ScimError } from './error';
import { listResponseUrn } from './urns';

export const defaultPageSize = 100;

/** Okta advances by 100 whatever it gets back, so a smaller maximum would make it skip people. */
export const maxPageSize = 1000;

/** `startIndex` counts from 1; a `count` of 0 asks for `totalResults` alone. */
export interface ListQuery {
  filter?: string;
  startIndex: number;
  count: number;
  attributes?: string;
  excludedAttributes?: string;
}

/**
 * Reads the parameters of a list request (RFC 7644 §3.4.2); unknown ones are ignored, and so is sorting.
 * Throws `invalidValue` for a `startIndex` or `count` that is not an integer.
 */
export function parseListQuery(parameters: URLSearchParams): ListQuery {
  const text = (name: string) => parameters.get(name) || undefined;
  return {
    filter: text('filter'),
    startIndex: Math.max(1, integer(parameters, 'startIndex', 1)),
    count: Math.min(maxPageSize, Math.max(0, integer(parameters, 'count', defaultPageSize))),
    attributes: text('attributes'),
    excludedAttributes: text('excludedAttributes'),
  };
}

/** `resources` are JSON texts. */
export interface Page {
  resources: readonly string[];
  totalResults: number;
  startIndex: number;
}

/** The ListResponse message of RFC 7644 §3.4.2: `itemsPerPage` is the number of resources in this page. */
export function listResponse({ resources, totalResults, startIndex }: Page): string {
  const head = { schemas: [listResponseUrn], totalResults, startIndex, itemsPerPage: resources.length };
  return `${JSON.stringify(head).slice(0, -1)},"Resources":[${resources.join(',')}]}`;
}

function integer(parameters: URLSearchParams, name: string, fallback: number): number {
  const text = parameters.get(name)?.trim();
  if (!text) return fallback;
  if (!/^[+-]?\d+$/.test(text)) throw ScimError.invalidValue(`${name} must be an integer`);
  return Math.min(Number(text), Number.MAX_SAFE_INTEGER);
}
