/**
 * The polite live region that `announce` writes to. It is in the server's HTML, as screen readers need it to
 * be.
 */
export function Announcer() {
  return <div role="status" data-announcer="" className="sr-only" />;
}
