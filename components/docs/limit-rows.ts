import type { ProviderFeatures } from '@/lib/scim/discovery';
import { longestFilter } from '@/lib/scim/filter/lexer';
import { deepest as deepestFilter, longestPath, mostTerms } from '@/lib/scim/filter/parser';
import { deepest as deepestBody, longestText as longestSent } from '@/lib/scim/inspect-json';
import { mostOperations } from '@/lib/scim/patch/patch-op';
import { mostNames } from '@/lib/scim/projection';
import { longestText, mostElements } from '@/lib/scim/schema/validate';
import { mostAttributes } from '@/lib/scim/schema/custom-extension';

/** A limit and what is answered beyond it. */
export interface LimitRow {
  what: string;
  limit: string;
  beyond: string;
}

export interface LimitFacts {
  features: ProviderFeatures;
  /** Of a body, and of the body of a group, which may name every member. */
  usualLimits: BodyLimits;
  groupLimits: BodyLimits;
}

interface BodyLimits {
  bytes: number;
  /** Of one array, and members of one object. */
  elements: number;
}

/** Every limit a client can meet, from the code that keeps it. */
export function limitRows({ features, usualLimits, groupLimits }: LimitFacts): LimitRow[] {
  const { bulk, maxPageSize } = features;
  return [
    {
      what: 'Body',
      limit: `${count(usualLimits.bytes)} bytes; of a group ${count(groupLimits.bytes)}`,
      beyond: '413',
    },
    {
      what: 'Entries of an array in a body',
      limit: `${count(usualLimits.elements)}; in the body of a group ${count(groupLimits.elements)}`,
      beyond: '413',
    },
    { what: 'Depth of a body', limit: `${deepestBody} levels`, beyond: '400 invalidSyntax' },
    { what: 'A text in a body', limit: `${count(longestSent)} characters`, beyond: '413' },
    {
      what: 'A stored text',
      limit: `${count(longestText)} characters; photos and certificates ${count(longestSent)}`,
      beyond: '400 invalidValue',
    },
    {
      what: 'Stored elements of a list',
      limit: `${count(mostElements)}; a group has as many members as it needs`,
      beyond: '400 invalidValue',
    },
    { what: 'Operations of a PATCH', limit: count(mostOperations), beyond: '413' },
    { what: 'Operations of a bulk request', limit: count(bulk.maxOperations), beyond: '413' },
    {
      what: 'A filter',
      limit: `${count(longestFilter)} characters, ${mostTerms} terms, ${deepestFilter} levels of brackets`,
      beyond: '400 invalidFilter',
    },
    { what: 'A path', limit: `${longestPath} characters`, beyond: '400 invalidPath' },
    { what: 'Names in attributes', limit: count(mostNames), beyond: '400 invalidValue' },
    { what: 'Resources of a page', limit: count(maxPageSize), beyond: 'A page of that size' },
    {
      what: 'Attributes of an extension of your own',
      limit: count(mostAttributes),
      beyond: 'Cannot be registered',
    },
  ];
}

function count(value: number): string {
  return value.toLocaleString('en');
}
