import { providerName } from '@/lib/activity/provider-name';
import type { ConnectionView } from '@/lib/sso/admin/connection-shape';
import { protocolNames } from '@/lib/sso/sso-providers';
import { Card } from '../ui/card';
import { Notice } from '../ui/notice';
import { Status } from '../ui/status';
import { TextLink } from '../ui/text-link';
import { nameList } from './name-list';
import { verifiedDomains } from './switch-words';

export interface SsoStatusCardProps {
  view: ConnectionView;
  canManage: boolean;
}

/** Whether single sign-on is on and for whom, and what soon will not work. */
export function SsoStatusCard({ view, canManage }: SsoStatusCardProps) {
  return (
    <>
      <Card>
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
          <div className="min-w-0">
            <h2 className="text-md">Single sign-on</h2>
            <p className="max-w-prose text-sm text-ink-2">{situation(view)}</p>
            <p className="mt-1 flex flex-wrap gap-x-4 text-sm">
              {canManage ? (
                <TextLink href="#switch">{view.enabled ? 'Change this' : 'What is left to do'}</TextLink>
              ) : null}
              <TextLink href="/docs/sign-in" prefetch={false}>
                How signing in works
              </TextLink>
            </p>
          </div>
          <SsoStatus {...view} />
        </div>
      </Card>
      {view.warnings.map((warning) => (
        <Notice key={warning} tone="warn" title={warning} />
      ))}
    </>
  );
}

function SsoStatus({ enabled, required, protocol, provider }: ConnectionView) {
  if (!enabled) return <Status tone="off">Off</Status>;
  const names = [required ? 'Required' : 'On', protocolNames[protocol]];
  if (provider !== 'OTHER') names.push(providerName(provider));
  return <Status tone="ok">{names.join(' · ')}</Status>;
}

function situation(view: ConnectionView): string {
  const { enabled, required, provider, breakGlass, revision } = view;
  if (!enabled && revision === 0) {
    return 'Connect your identity provider, so that people sign in with the account they have at work.';
  }
  if (!enabled) return 'Off: people sign in with emailed codes.';
  const whom = verifiedDomains(view);
  const through = `People of ${whom || 'no domain yet'} sign in through ${providerName(provider)}.`;
  if (!required) return `${through} Emailed codes work as well.`;
  const names = nameList(breakGlass.flatMap(({ name, marked }) => (marked ? [name] : [])));
  return `${through} Emailed codes are refused for them, ${names ? `except for ${names}` : 'without exception'}.`;
}
