'use client';

import { useState, useTransition } from 'react';
import type { DomainView } from '@/lib/sso/admin/connection-shape';
import { announce } from '../ui/announce';
import { Button } from '../ui/button';
import { CopyField } from '../ui/copy-field';
import { Disclosure } from '../ui/disclosure';
import { Notice } from '../ui/notice';
import { useOutcome } from '../ui/outcome';
import { Status } from '../ui/status';
import { Timestamp } from '../ui/timestamp';
import type { DomainCheck, SsoActions } from './sso-action-types';

export interface DomainRowProps {
  domain: DomainView;
  check: SsoActions['checkDomain'];
  onRemove: () => void;
}

const unanswered = 'The server did not answer. Check again.';

/** One domain: whether it is proven, the record that proves it, and what the last look at it found. */
export function DomainRow({ domain, check, onRemove }: DomainRowProps) {
  const { writtenAs, verifiedAt } = domain;
  const say = useOutcome();
  const [pending, startTransition] = useTransition();
  const [failure, setFailure] = useState<string>();
  /** What the check that was pressed here found, while one looks. */
  const [found, setFound] = useState<DomainCheck | null>(null);

  function look() {
    startTransition(async () => {
      const answer = await check(domain.domain).catch(() => ({ ok: false as const, message: unanswered }));
      startTransition(() => {
        setFailure(answer.ok ? undefined : answer.message);
        setFound(answer.ok ? answer.data : null);
      });
      announce(answer.ok ? answer.data.finding : (answer.message ?? unanswered));
      if (answer.ok && answer.data.found && !verifiedAt) {
        say({ title: `${writtenAs} is verified`, detail: 'Its people can be sent to your identity provider.' });
      }
    });
  }
  return (
    <li className="flex flex-col gap-3 py-4 first:pt-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h3 className="min-w-0 text-base font-semibold wrap-anywhere">{writtenAs}</h3>
        {verifiedAt ? (
          <Status tone="ok">
            Verified <Timestamp at={verifiedAt} />
          </Status>
        ) : (
          <Status tone="warn">Not verified yet</Status>
        )}
        <span className="ms-auto inline-flex gap-1">
          <Button size="sm" pending={pending} onClick={look} aria-label={`Check ${writtenAs} now`}>
            Check now
          </Button>
          <Button size="sm" variant="quiet" onClick={onRemove} aria-label={`Remove ${writtenAs}`}>
            Remove…
          </Button>
        </span>
      </div>
      {failure ? <Notice tone="bad" title={failure} /> : <Finding domain={domain} found={found} />}
      {verifiedAt ? (
        <Disclosure summary="Its TXT record">
          <DnsRecord {...domain} />
          <p className="mt-2 max-w-prose text-sm text-ink-3">
            Leave it in place: a later check says so when it is gone, and the domain stays verified.
          </p>
        </Disclosure>
      ) : (
        <>
          <p className="max-w-prose text-sm text-ink-2">
            Create this TXT record at your DNS provider. It may take minutes, at some an hour, until it can be seen.
          </p>
          <DnsRecord {...domain} />
        </>
      )}
    </li>
  );
}

/** What a check pressed just now found, or what the last one before had to say. */
function Finding({ domain, found }: { domain: DomainView; found: DomainCheck | null }) {
  const { finding, checkedAt, verifiedAt } = domain;
  const text = found?.finding ?? finding;
  if (!text) return null;
  const good = found?.found ?? false;
  return (
    <Notice tone={good ? 'ok' : 'warn'} title={good ? 'Found' : verifiedAt ? 'Not found any more' : 'Not found yet'}>
      {text}{' '}
      {checkedAt ? (
        <span className="text-ink-3">
          Checked <Timestamp at={checkedAt} />.
        </span>
      ) : null}
    </Notice>
  );
}

function DnsRecord({ writtenAs, record }: DomainView) {
  return (
    <div className="flex flex-col gap-3">
      <CopyField label="TXT record, name" copyLabel={`record name for ${writtenAs}`} value={record.name} />
      <CopyField label="TXT record, value" copyLabel={`record value for ${writtenAs}`} value={record.value} />
    </div>
  );
}
