import { Card } from '@/components/ui/card';
import { Outcome, OutcomeArea } from '@/components/ui/outcome';
import { TextLink } from '@/components/ui/text-link';
import type { ExtensionView as Extension } from '@/lib/schemas/list-extensions';
import type { UnregisteredView } from '@/lib/schemas/list-unregistered';
import { customAttributeTypes } from '@/lib/scim/schema/custom-extension';
import type { ExtensionActions } from './extension-action-types';
import { ExtensionView } from './extension-view';
import { RegisterExtension } from './register-extension';
import { UnregisteredTable } from './unregistered-table';

export interface ExtensionsCardProps {
  tenantId: string;
  /** Oldest first. */
  extensions: readonly Extension[];
  /** Newest first. */
  unregistered: readonly UnregisteredView[];
  /** Absent for those who may look but not change. */
  actions?: ExtensionActions;
}

/**
 * A tenant's own attributes, and those that arrived without being registered. Nothing much while there are
 * none.
 */
export function ExtensionsCard({ tenantId, extensions, unregistered, actions }: ExtensionsCardProps) {
  const isEmpty = extensions.length === 0 && unregistered.length === 0;
  return (
    <OutcomeArea>
      <Card
        title="Custom attributes"
        id="custom-attributes"
        flush
        description={
          <>
            Attributes of your own are stored, filtered and published like{' '}
            <TextLink href="/docs/scim#attributes" prefetch={false}>
              those that everybody has
            </TextLink>
            , and roles can follow from them.
          </>
        }
        actions={
          actions ? (
            <RegisterExtension
              types={customAttributeTypes}
              exampleUrn={`urn:${tenantId}:scim:staff:1.0:User`}
              register={actions.register}
            />
          ) : null
        }
      >
        <Outcome className="px-4 pb-4 tablet:px-5" />
        {isEmpty ? (
          <p className="max-w-prose px-4 pb-4 text-sm text-ink-2 tablet:px-5 tablet:pb-5">
            There are none. Should your identity provider send attributes that are in no schema, they are
            listed here, one click from being registered.
          </p>
        ) : null}
        {extensions.map((extension) => (
          <ExtensionView
            key={extension.urn}
            extension={extension}
            types={customAttributeTypes}
            actions={actions}
          />
        ))}
        {unregistered.length > 0 ? (
          <section
            aria-labelledby="unregistered"
            className="flex flex-col gap-1 border-t border-line pt-4 pb-2"
          >
            <div className="px-4 tablet:px-5">
              <h3 id="unregistered" className="text-base font-semibold">
                Arrived but not registered
              </h3>
              <p className="max-w-prose text-sm text-ink-2">
                These were sent and not stored. Register one, and its values are stored from the next time
                they arrive.
              </p>
            </div>
            <UnregisteredTable attributes={unregistered} actions={actions} />
          </section>
        ) : null}
      </Card>
    </OutcomeArea>
  );
}
