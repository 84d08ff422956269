import type { IdentityProvider } from '@/lib/credentials/identity-providers';
import { Card } from '../ui/card';
import { Mono } from '../ui/mono';
import { TextLink } from '../ui/text-link';
import { entraGuide } from './guides/entra-guide';
import type { GuideField, GuideStep, GuideValues } from './guides/guide';
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
      <ol className="flex flex-col gap-5">
        {guides[choice.provider](values).map((step, index) => (
          <Step key={step.title} number={index + 1} step={step} />
        ))}
      </ol>
      <p className="mt-5 text-sm text-ink-2">
        What is sent and answered, attribute by attribute:{' '}
        <TextLink href={`/docs/scim#${choice.provider === 'OTHER' ? 'others' : choice.slug}`} prefetch={false}>
          SCIM reference
        </TextLink>
      </p>
    </Card>
  );
}

function Step({ number, step }: { number: number; step: GuideStep }) {
  return (
    <li className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-2">
      <span aria-hidden="true" className="text-base font-semibold text-ink-3 tabular-nums">
        {number}
      </span>
      <div className="flex min-w-0 flex-col gap-1.5">
        <h3 className="text-base font-semibold">
          {step.title}
          {step.optional ? <span className="font-normal text-ink-3"> (optional)</span> : null}
        </h3>
        {step.path ? <p className="text-sm text-ink-2">{step.path.join(' → ')}</p> : null}
        {step.fields ? <Fields fields={step.fields} /> : null}
        {step.text?.map((paragraph) => (
          <p key={paragraph} className="max-w-prose text-sm text-ink-2">
            {paragraph}
          </p>
        ))}
        {step.more ? (
          <p className="text-sm">
            <TextLink href={step.more.href}>{step.more.text}</TextLink>
          </p>
        ) : null}
      </div>
    </li>
  );
}

const fieldsStyles =
  'grid gap-x-4 gap-y-1 rounded-control border border-line bg-sunken px-3 py-2 text-sm ' +
  'tablet:grid-cols-[minmax(8rem,14rem)_minmax(0,1fr)]';

function Fields({ fields }: { fields: readonly GuideField[] }) {
  return (
    <dl className={fieldsStyles}>
      {fields.map(({ name, value, exact }) => (
        <div key={name} className="contents">
          <dt className="text-ink-2 max-tablet:not-first:mt-1">{name}</dt>
          <dd className="min-w-0">{exact ? <Mono>{value}</Mono> : value}</dd>
        </div>
      ))}
    </dl>
  );
}
