import type { IdentityProvider } from '@/lib/credentials/identity-providers';
import { Card } from '../ui/card';
import { TextLink } from '../ui/text-link';
import { entraGuide } from './guides/entra-guide';
import type { GuideStep, GuideValues } from './guides/guide';
import { GuideSteps } from './guides/guide-steps';
import { jumpcloudGuide } from './guides/jumpcloud-guide';
import { oktaGuide } from './guides/okta-guide';
import { otherGuide } from './guides/other-guide';
import type { ProviderChoice } from './provider-choice';

const guides: Record<IdentityProvider, (values: GuideValues) => GuideStep[]> = {
  OKTA: oktaGuide,
  ENTRA: entraGuide,
  JUMPCLOUD: jumpcloudGuide,
  OTHER: otherGuide,
};

/** What to do in the identity provider's console, with this tenant's values in place. */
export function SetupGuide({ choice, values }: { choice: ProviderChoice; values: GuideValues }) {
  return (
    <Card title={choice.provider === 'OTHER' ? 'In your identity provider' : `In ${choice.label}`} id="guide">
      <GuideSteps steps={guides[choice.provider](values)} heading="h3" />
      <p className="mt-5 text-sm text-ink-2">
        What is sent and answered, attribute by attribute:{' '}
        <TextLink href={`/docs/scim#${choice.provider === 'OTHER' ? 'others' : choice.slug}`} prefetch={false}>
          SCIM reference
        </TextLink>
      </p>
    </Card>
  );
}
