import { SsoFailure } from '@/lib/sso/sso-failure';
import { invalidResponse } from '@/lib/sso/saml/invalid-response';
import { quoted } from '@/lib/sso/quoted';

/** What clocks may differ by. */
const SKEW_MS = 60_000;

/** Time from issuing an assertion to its arrival, however long it says it is valid: browsers bring it at once. */
const OLDEST_MS = 5 * 60_000;

/** A span as SAML writes it; null is no limit. */
interface Span {
  notBefore: string | null;
  notOnOrAfter: string | null;
}

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/**
 * Checks that an assertion was issued just now and is valid now, by 60 seconds.
 * @param spans all of which have to hold; the last one has to have an end
 * @returns when it will be refused for its age at the latest, by any clock that is as good as ours
 * @throws SsoFailure sso_clock_skew, or sso_response_invalid for what is no time
 */
export function checkTimes(issueInstant: string | null, spans: readonly [Span, Span], now: Date): Date {
  const issued = moment('IssueInstant', issueInstant);
  if (issued === null) throw invalidResponse('The assertion does not say when it was issued.');
  if (moment('NotOnOrAfter', spans[1].notOnOrAfter) === null) {
    throw invalidResponse('SubjectConfirmationData has no NotOnOrAfter.');
  }
  notYet('IssueInstant', issued, now);
  tooLate('IssueInstant, and five minutes', issued + OLDEST_MS, now);
  const ends = [issued + OLDEST_MS];
  for (const { notBefore, notOnOrAfter } of spans) {
    notYet('NotBefore', moment('NotBefore', notBefore), now);
    const end = moment('NotOnOrAfter', notOnOrAfter);
    tooLate('NotOnOrAfter', end, now);
    if (end !== null) ends.push(end);
  }
  return new Date(Math.min(...ends) + 2 * SKEW_MS);
}

function notYet(what: string, time: number | null, now: Date): void {
  if (time === null || now.getTime() + SKEW_MS >= time) return;
  throw skew('The assertion is not valid yet.', what, time, now);
}

function tooLate(what: string, time: number | null, now: Date): void {
  if (time === null || now.getTime() - SKEW_MS < time) return;
  throw skew('The assertion is not valid any more.', what, time, now);
}

function skew(message: string, what: string, time: number, now: Date): SsoFailure {
  const received = new Date(time).toISOString();
  return new SsoFailure('sso_clock_skew', message, {
    comparison: { what, expected: `about ${now.toISOString()}, the time here`, received },
  });
}

/** Milliseconds since 1970. SAML writes times in UTC (core §1.3.3). */
function moment(what: string, text: string | null): number | null {
  if (text === null) return null;
  const time = DATE_TIME.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(time)) throw invalidResponse(`${what} is not a time in UTC: ${quoted(text)}.`);
  return time;
}
