'use client';

import { useState } from 'react';
import type { DomainView } from '@/lib/sso/admin/connection-shape';
import { Card } from '../ui/card';
import { Empty } from '../ui/empty';
import { Outcome, OutcomeArea } from '../ui/outcome';
import { AddDomain } from './add-domain';
import { DomainRow } from './domain-row';
import { RemoveDomain } from './remove-domain';
import type { SsoPartProps } from './sso-action-types';

/** The domains whose people sign in by the identity provider, each proven by a record in its DNS. */
export function DomainsCard({ view, actions }: SsoPartProps) {
  const { domains } = view;
  const [removing, setRemoving] = useState<{ domain: DomainView; open: boolean; round: number } | null>(null);
  return (
    <OutcomeArea>
      <Card
        title="Email domains"
        id="domains"
        description="Whose addresses your identity provider may vouch for. A domain belongs to one organisation."
      >
        <div className="flex flex-col gap-4">
          <Outcome />
          {domains.length > 0 ? (
            <ul className="flex flex-col divide-y divide-line">
              {domains.map((domain) => (
                <DomainRow
                  key={domain.domain}
                  domain={domain}
                  check={actions.checkDomain}
                  onRemove={() =>
                    setRemoving((last) => ({ domain, open: true, round: (last?.round ?? 0) + 1 }))
                  }
                />
              ))}
            </ul>
          ) : (
            <Empty title="No domains yet">
              Add the part after the @ of your people’s addresses. You prove that it is yours with a TXT record.
            </Empty>
          )}
          <AddDomain add={actions.addDomain} />
        </div>
      </Card>
      {removing ? (
        <RemoveDomain
          key={removing.round}
          domain={removing.domain}
          open={removing.open}
          view={view}
          remove={actions.removeDomain}
          onClose={() => setRemoving((last) => last && { ...last, open: false })}
        />
      ) : null}
    </OutcomeArea>
  );
}
