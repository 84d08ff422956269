import type { ReactNode } from 'react';
import { CopyButton } from '../ui/copy-button';
import { Mono } from '../ui/mono';
import type { Endpoint } from './endpoint-card';

export interface SetupValuesProps {
  endpoint: Endpoint;
  /** The button that makes a token; null for people who may not. */
  createCredential: ReactNode;
}

/** A column beside the guide where there is room, else a bar that stays in view above it. */
const sectionStyles =
  'min-w-0 rounded-card border border-line bg-surface p-4 tablet:sticky tablet:top-15 ' +
  'tablet:max-panel:z-10 tablet:max-panel:shadow-float panel:col-start-2 panel:row-span-2 panel:row-start-1';
const valuesStyles =
  'flex flex-col gap-3 tablet:max-panel:grid tablet:max-panel:items-end ' +
  'tablet:max-panel:grid-cols-[minmax(0,1fr)_auto_auto]';

/** The values to carry over, in reach while one reads the guide in a narrow window beside the console. */
export function SetupValues({ endpoint, createCredential }: SetupValuesProps) {
  return (
    <section aria-labelledby="values" className={sectionStyles}>
      <h2 id="values" className="mb-3 text-md tablet:max-panel:sr-only">
        Copy
      </h2>
      <div className={valuesStyles}>
        <Value id="value-base-url" label="Base URL" copyLabel="base URL" value={endpoint.baseUrl} />
        <Value id="value-unique-field" label="Unique field" copyLabel="unique field" value="userName" />
        <div className="flex min-w-0 flex-col gap-1">
          <p className="text-sm text-ink-2">Token</p>
          {createCredential ?? <p className="text-sm">An owner or admin creates it.</p>}
          <p className="text-sm text-ink-3 tablet:max-panel:hidden">
            Shown once, when the credential is created.
          </p>
        </div>
      </div>
    </section>
  );
}

function Value({
  id,
  label,
  copyLabel,
  value,
}: {
  id: string;
  label: string;
  copyLabel: string;
  value: string;
}) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <p className="text-sm text-ink-2">{label}</p>
      <div className="flex items-start gap-2">
        <div id={id} className="min-w-0 flex-1 rounded-control border border-line bg-sunken px-2.5 py-1">
          <Mono>{value}</Mono>
        </div>
        <CopyButton text={value} label={copyLabel} target={id} />
      </div>
    </div>
  );
}
