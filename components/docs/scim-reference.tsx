import { AttributesSection, type AttributesSectionProps } from './attributes-section';
import { BulkSection } from './bulk-section';
import { ChangesSection } from './changes-section';
import { ClientsSection } from './clients-section';
import { ConnectingSection, type ConnectingSectionProps } from './connecting-section';
import type { EndpointFacts } from './endpoint-rows';
import { EndpointsSection } from './endpoints-section';
import { ErrorsSection } from './errors-section';
import { FiltersSection } from './filters-section';
import { LimitsSection, type LimitsSectionProps } from './limits-section';
import { ModesSection } from './modes-section';
import { ReadingSection } from './reading-section';
import { RolesSection } from './roles-section';

export interface ScimReferenceProps
  extends ConnectingSectionProps, AttributesSectionProps, LimitsSectionProps {
  endpoints: readonly EndpointFacts[];
}

/** The whole reference, in the order of its contents. */
export function ScimReference(facts: ScimReferenceProps) {
  return (
    <>
      <ConnectingSection {...facts} />
      <EndpointsSection {...facts} />
      <AttributesSection {...facts} />
      <FiltersSection />
      <ChangesSection />
      <ReadingSection {...facts} />
      <RolesSection {...facts} />
      <BulkSection {...facts} />
      <LimitsSection {...facts} />
      <ErrorsSection />
      <ClientsSection />
      <ModesSection />
    </>
  );
}
