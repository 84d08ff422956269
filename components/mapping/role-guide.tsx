import { GuideSteps } from '../identity/guides/guide-steps';
import type { GuideStep } from '../identity/guides/guide';
import { Card } from '../ui/card';
import { Disclosure } from '../ui/disclosure';
import { Notice } from '../ui/notice';
import { entraAttributeGuide, entraGroupGuide } from './entra-role-guide';
import { oktaAttributeGuide, oktaGroupGuide } from './okta-role-guide';
import type { RoleGuideValues } from './role-guide-values';

type Guide = (values: RoleGuideValues) => GuideStep[];

interface Section {
  summary: string;
  groups: boolean;
  guide: Guide;
}

const sections: readonly Section[] = [
  { summary: 'Okta: push groups', groups: true, guide: oktaGroupGuide },
  { summary: 'Entra: assign groups', groups: true, guide: entraGroupGuide },
  { summary: 'Okta: send an attribute', groups: false, guide: oktaAttributeGuide },
  { summary: 'Entra: send app roles', groups: false, guide: entraAttributeGuide },
];

/** How Okta and Entra are told to send what the mapping reads, with this tenant's values in place. */
export function RoleGuide({ values }: { values: RoleGuideValues }) {
  return (
    <Card
      title="In your identity provider"
      id="role-guide"
      description="What to set there, so that groups or roles arrive here."
    >
      <div className="flex flex-col gap-1">
        {sections.map(({ summary, groups, guide }) => (
          <Disclosure key={summary} summary={summary} name="role-guide">
            <div className="mb-4 flex flex-col gap-4 ps-1">
              {summary.startsWith('Entra') && !groups ? <NeverRemoves /> : null}
              <GuideSteps steps={guide(values)} heading="h3" />
            </div>
          </Disclosure>
        ))}
      </div>
    </Card>
  );
}

function NeverRemoves() {
  return (
    <Notice tone="warn" title="Do not use AppRoleAssignmentsComplex">
      It only ever adds: a role that is taken away in Entra is never taken away here. Use one of the two
      expressions below instead.
    </Notice>
  );
}
