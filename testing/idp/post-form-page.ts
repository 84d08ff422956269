import { escaped } from '@/testing/idp/login-page';

/** A page that posts fields to another site at once, as identity providers end a sign-in by SAML. */
export function postFormPage(action: string, fields: Readonly<Record<string, string>>): string {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  );
  return `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>Signing in</title><link rel="icon" href="data:,"></head>
  <body onload="document.forms[0].submit()">
    <form method="post" action="${escaped(action)}">
      ${inputs.join('')}
      <noscript><button type="submit">Go on</button></noscript>
    </form>
  </body>
</html>`;
}
