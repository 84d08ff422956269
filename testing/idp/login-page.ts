/** The page of an identity provider that asks who somebody is, as a browser and as a person would find it. */
export function loginPage({ heading, login, fault, hidden = {} }: LoginPage): string {
  const inputs = Object.entries(hidden).map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  );
  return `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>${escaped(heading)}</title><link rel="icon" href="data:,"></head>
  <body>
    <main>
      <h1>${escaped(heading)}</h1>
      ${fault === null ? '' : `<p role="alert">${escaped(fault)}</p>`}
      <form method="post">
        ${inputs.join('')}
        <label for="login">Login</label>
        <input id="login" name="login" value="${escaped(login)}" autocomplete="off">
        <button type="submit" name="action" value="sign-in">Sign in</button>
        <button type="submit" name="action" value="cancel">Cancel</button>
      </form>
    </main>
  </body>
</html>`;
}

export interface LoginPage {
  heading: string;
  /** What the field is filled with. */
  login: string;
  /** Why the page is shown again; null at first. */
  fault: string | null;
  hidden?: Readonly<Record<string, string>>;
}

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
