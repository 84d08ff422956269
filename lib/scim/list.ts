import { ScimError } from './error';
import { listResponseUrn } from './urns';

export const defaultPageSize = 100;

/** Okta advances by 100 whatever it gets back, so a smaller maximum would make it skip people. */
export const maxPageSize = 1000;

/** How long a cursor can be used, in seconds (RFC 9865 §4, `cursorTimeout`). */
export const cursorTimeout = 3600;

export interface Sorting {
  /** An attribute path, not yet resolved. */
  by: string;
  descending: boolean;
}

/** `startIndex` counts from 1; a `count` of 0 asks for `totalResults` alone. */
export interface ListQuery {
  filter?: string;
  sorting?: Sorting;
  startIndex: number;
  count: number;
  /** The page after a cursor, and no `startIndex` (RFC 9865); the first page has an empty one. */
  cursor?: string;
  attributes?: string;
  excludedAttributes?: string;
}

/**
 * Reads the parameters of a list request (RFC 7644 §3.4.2, RFC 9865 §2); unknown ones are ignored. Throws
 * `invalidValue` for a `startIndex` or `count` that is not an integer, an unknown `sortOrder`, and a cursor
 * beside a `startIndex`; and `invalidCount` for a count that a cursor cannot have.
 */
export function parseListQuery(parameters: URLSearchParams): ListQuery {
  const text = (name: string) => parameters.get(name) || undefined;
  const cursor = parameters.get('cursor')?.trim();
  if (cursor !== undefined && parameters.get('startIndex')?.trim()) {
    throw ScimError.invalidValue('Send either cursor or startIndex, not both');
  }
  return {
    filter: text('filter'),
    sorting: parseSorting(parameters),
    startIndex: Math.max(1, integer(parameters, 'startIndex', 1)),
    count: cursor === undefined
      ? Math.min(maxPageSize, Math.max(0, integer(parameters, 'count', defaultPageSize)))
      : countOfCursor(parameters),
    cursor,
    attributes: text('attributes'),
    excludedAttributes: text('excludedAttributes'),
  };
}

/** `sortOrder` alone sorts nothing, but has to be one (RFC 7644 §3.4.2.3). */
function parseSorting(parameters: URLSearchParams): Sorting | undefined {
  const order = parameters.get('sortOrder')?.trim().toLowerCase() || 'ascending';
  if (order !== 'ascending' && order !== 'descending') {
    throw ScimError.invalidValue('sortOrder must be ascending or descending');
  }
  const by = parameters.get('sortBy')?.trim();
  return by ? { by, descending: order === 'descending' } : undefined;
}

function countOfCursor(parameters: URLSearchParams): number {
  const count = integer(parameters, 'count', defaultPageSize, ScimError.invalidCount);
  if (count >= 0 && count <= maxPageSize) return count;
  throw ScimError.invalidCount(`With a cursor, count must be 0 to ${maxPageSize}`);
}

/** `resources` are JSON texts. A page has a `startIndex`, or it was asked for by cursor. */
export interface Page {
  resources: readonly string[];
  totalResults: number;
  startIndex?: number;
  /** Absent on the last page. */
  nextCursor?: string;
}

/** The ListResponse message of RFC 7644 §3.4.2: `itemsPerPage` is the number of resources in this page. */
export function listResponse({ resources, totalResults, startIndex, nextCursor }: Page): string {
  const head = {
    schemas: [listResponseUrn], totalResults, startIndex, itemsPerPage: resources.length, nextCursor,
  };
  // Put together piece by piece, because the engine then copies the resources once, and with join twice.
  let list = '';
  for (const resource of resources) list += (list === '' ? '' : ',') + resource;
  return `${JSON.stringify(head).slice(0, -1)},"Resources":[${list}]}`;
}

function integer(
  parameters: URLSearchParams,
  name: string,
  fallback: number,
  refuse: (detail: string) => ScimError = ScimError.invalidValue,
): number {
  const text = parameters.get(name)?.trim();
  if (!text) return fallback;
  if (!/^[+-]?\d+$/.test(text)) throw refuse(`${name} must be an integer`);
  return Math.min(Number(text), Number.MAX_SAFE_INTEGER);
}
