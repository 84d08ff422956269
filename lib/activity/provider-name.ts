const names = new Map([
  ['OKTA', 'Okta'],
  ['ENTRA', 'Entra'],
  ['JUMPCLOUD', 'JumpCloud'],
  ['GOOGLE', 'Google Workspace'],
  ['AUTH0', 'Auth0'],
]);

/**
 * An identity provider in running text: "Okta", or "your identity provider" when it is another or not known.
 * @param place where in the sentence the name stands.
 */
export function providerName(provider: string | null, place: 'start' | 'middle' = 'middle'): string {
  return (
    names.get(provider ?? '') ?? (place === 'start' ? 'Your identity provider' : 'your identity provider')
  );
}
