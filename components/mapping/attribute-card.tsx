'use client';

import { useState } from 'react';
import type { SuggestedAttribute } from '@/lib/mapping/suggest-attributes';
import { foldCase } from '@/lib/shared/fold-case';
import { countOf } from '../identity/count-of';
import { Card } from '../ui/card';
import { Combobox } from '../ui/combobox';
import { Field } from '../ui/field';
import { Mono } from '../ui/mono';

export interface AttributeCardProps {
  attribute: string;
  suggestions: readonly SuggestedAttribute[];
  error?: string;
  /** Absent for those who only look. */
  onChange?: (attribute: string) => void;
}

/** As many suggestions are offered at once. */
const MOST_OFFERED = 40;

/** The path that roles are read from. */
export function AttributeCard({ attribute, suggestions, error, onChange }: AttributeCardProps) {
  const [typed, setTyped] = useState(false);
  const wanted = typed ? foldCase(attribute.trim()) : '';
  const offered = suggestions.filter(
    ({ path, description }) => foldCase(path).includes(wanted) || foldCase(description).includes(wanted),
  );
  if (!onChange) {
    return (
      <Card title="Attribute" id="attribute-card">
        <Mono>{attribute}</Mono>
      </Card>
    );
  }
  return (
    <Card title="Attribute" id="attribute-card">
      <div className="max-w-prose">
        <Field
          id="attribute"
          label="Path of a User attribute"
          error={error}
          help={
            <>
              As in PATCH paths: <Mono>roles</Mono> for all values, <Mono>roles[primary eq true].value</Mono> for
              the primary one, <Mono>userType</Mono>, <Mono>title</Mono>, or an attribute of an extension with its
              URN in front.
              {/^roles/i.test(attribute.trim()) ? (
                <span className="mt-1 block">
                  In Entra, do not use AppRoleAssignmentsComplex: it never removes a role.{' '}
                  <a href="#role-guide" className="text-accent-text underline underline-offset-3">
                    Instructions
                  </a>
                </span>
              ) : null}
            </>
          }
        >
          {(control) => (
            <Combobox
              input={control}
              mono
              value={attribute}
              listLabel="Attributes"
              options={offered.slice(0, MOST_OFFERED).map(({ path, description, people }) => ({
                value: path,
                description,
                detail: people > 0 ? countOf(people, 'person', 'people') : undefined,
              }))}
              onOpenChange={(open) => {
                if (!open) setTyped(false);
              }}
              onValueChange={(value) => {
                setTyped(true);
                onChange(value);
              }}
              onPick={({ value }) => onChange(value)}
            />
          )}
        </Field>
      </div>
    </Card>
  );
}
