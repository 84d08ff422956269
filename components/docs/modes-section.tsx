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
      <ReferenceText>Strict mode refuses, where compatible mode repairs or ignores and notes it:</ReferenceText>
      <ReferenceList
        items={[
          'PATCH operations without a path: `invalidSyntax`.',
          'Attributes and schema URNs that are not defined: `invalidSyntax` in a body, `invalidPath` as a path.',
          'A replace whose filter matches no element: `noTarget`.',
          'Everything under “What is repaired” above: `invalidValue`.',
          'Filters that name an extension’s attribute without its URN, or quote a boolean or a number: `invalidFilter`.',
        ]}
      />
    </ReferenceSection>
  );
}
