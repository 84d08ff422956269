import { CopyButton } from './copy-button';
import { curlCommand } from './curl-command';
import { Disclosure } from './disclosure';
import { JsonView } from './json-view';

export interface HttpExchangeProps {
  /** Begins the ids of lines. */
  id: string;
  method: string;
  /** Absolute, for the curl command. */
  url: string;
  /** The stored body, redacted; `null` when there was none or it was not stored. */
  requestBody: string | null;
  status: number;
  responseBody: string | null;
  durationMs?: number;
}

function size(body: string): string {
  const bytes = new TextEncoder().encode(body).length;
  return bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} kB`;
}

function meta(...parts: (string | false | undefined)[]): string {
  return parts.filter(Boolean).join(' · ');
}

/** What was asked and what was answered. */
export function HttpExchange(props: HttpExchangeProps) {
  const { id, method, url, requestBody, status, responseBody, durationMs } = props;
  const answered = durationMs !== undefined && `${Math.round(durationMs).toLocaleString('en')} ms`;
  return (
    <div className="flex flex-col gap-3">
      <Disclosure
        open
        summary={
          <>
            Request <Meta>{meta(method, requestBody !== null && size(requestBody))}</Meta>
          </>
        }
      >
        <div className="flex flex-col items-start gap-2">
          {requestBody === null ? (
            <NoBody />
          ) : (
            <div className="w-full">
              <JsonView id={`${id}-request`} label="request body" text={requestBody} />
            </div>
          )}
          <CopyButton text={curlCommand(method, url, requestBody)} label="request as curl" size="sm">
            Copy as curl
          </CopyButton>
        </div>
      </Disclosure>
      <Disclosure
        open
        summary={
          <>
            Response{' '}
            <Meta>{meta(String(status), responseBody !== null && size(responseBody), answered)}</Meta>
          </>
        }
      >
        {responseBody === null ? (
          <NoBody />
        ) : (
          <JsonView id={`${id}-response`} label="response body" text={responseBody} />
        )}
      </Disclosure>
    </div>
  );
}

function Meta({ children }: { children: string }) {
  return <span className="font-normal text-ink-3 tabular-nums">{children}</span>;
}

function NoBody() {
  return <p className="text-sm text-ink-2">No body is stored.</p>;
}
