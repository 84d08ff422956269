import { conformanceModes } from '@/lib/credentials/conformance-modes';
import { ReferenceSection } from './reference-section';
import { ReferenceList, ReferenceText } from './reference-text';

/** How literally requests are held to the RFCs. */
export function ModesSection() {
  return (
    <ReferenceSection id="modes">
      <ReferenceText>
        Each credential has a mode, chosen when it is created.
      </ReferenceText>
      <dl className="flex max-w-prose flex-col gap-2 text-base">
        {conformanceModes.map(({ value, label, advice }) => (
          <div key={value}>
            <dt className="font-semibold">{label}</dt>
            <dd className="text-ink-2">{advice}</dd>
          </div>
        ))}
      </dl>
      <ReferenceText>Strict mode refuses what compatible mode repairs, or ignores and notes:</ReferenceText>
      <ReferenceList
        items={[
          'PATCH operations without a path, and messages without their `schemas`: `invalidSyntax`.',
          'Attributes and schema URNs that are not defined: `invalidSyntax` in a body, `invalidPath` as a ' +
            'path.',
          'An operation whose filter matches no element: `noTarget`. One that adds or replaces behind a ' +
            'filter without naming a part: `invalidPath`.',
          'Everything under “What is repaired” above: `invalidValue`.',
          'Filters that name an extension’s attribute without its URN, or quote a boolean or a number: ' +
            '`invalidFilter`.',
        ]}
      />
      <ReferenceText>
        In two things it does something else: `replace` of an object or an extension replaces all of it, and
        an empty text is a value.
      </ReferenceText>
    </ReferenceSection>
  );
}
