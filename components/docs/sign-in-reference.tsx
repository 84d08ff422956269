import { ssoCodes, type SsoCodeMeaning } from '@/lib/activity/sso-codes';
import type { SsoAddresses } from '@/lib/sso/addresses';
import { defaultClaimNames, type ClaimNames } from '@/lib/sso/claim-names';
import { CopyField } from '../ui/copy-field';
import { Mono } from '../ui/mono';
import { Table, type TableColumn } from '../ui/table';
import { ReferenceSection } from './reference-section';
import { ReferenceList, ReferenceText, withMachineText } from './reference-text';
import { signInMatrix, type MatrixRow } from './sign-in-matrix';

export interface SignInReferenceProps {
  addresses: SsoAddresses;
}

interface CodeRow extends SsoCodeMeaning {
  code: string;
}

interface ClaimRow {
  meaning: string;
  oidc: string;
  saml: string;
  entraSaml: string;
}

const matrixColumns: readonly TableColumn<MatrixRow>[] = [
  { key: 'who', header: 'Who signs in', width: 'w-52', rowHeader: true, cell: ({ who }) => who },
  {
    key: 'off',
    header: 'SCIM off',
    phone: 'label',
    cell: ({ scimOff }) => <span>{withMachineText(scimOff)}</span>,
  },
  {
    key: 'on',
    header: 'SCIM on',
    phone: 'label',
    cell: ({ scimOn }) => <span>{withMachineText(scimOn)}</span>,
  },
];

const codeColumns: readonly TableColumn<CodeRow>[] = [
  { key: 'code', header: 'Code', width: 'w-56', rowHeader: true, cell: ({ code }) => <Mono>{code}</Mono> },
  {
    key: 'person',
    header: 'What the person reads',
    cell: ({ title, forPerson }) => (
      <span className="block text-ink-2">
        <span className="block text-ink">{title}</span>
        {forPerson}
      </span>
    ),
  },
  {
    key: 'admin',
    header: 'For admins',
    phone: 'label',
    cell: ({ forAdmin }) => <span>{forAdmin}</span>,
  },
];

const claimColumns: readonly TableColumn<ClaimRow>[] = [
  { key: 'meaning', header: 'Read as', width: 'w-28', rowHeader: true, cell: ({ meaning }) => meaning },
  {
    key: 'oidc',
    header: 'OpenID Connect',
    width: 'w-36',
    phone: 'label',
    cell: ({ oidc }) => <Mono>{oidc}</Mono>,
  },
  { key: 'saml', header: 'SAML', width: 'w-32', phone: 'label', cell: ({ saml }) => <Mono>{saml}</Mono> },
  {
    key: 'entra',
    header: 'SAML of Microsoft Entra',
    phone: 'label',
    cell: ({ entraSaml }) => <Mono>{entraSaml}</Mono>,
  },
];

const claimMeanings = {
  email: 'Email',
  givenName: 'Given name',
  familyName: 'Family name',
  phone: 'Phone',
  groups: 'Groups',
  roles: 'Roles',
} as const satisfies Record<keyof ClaimNames, string>;

const oidc = defaultClaimNames('OIDC', 'OTHER');
const saml = defaultClaimNames('SAML', 'OTHER');
const entraSaml = defaultClaimNames('SAML', 'ENTRA');

const claims = (Object.keys(claimMeanings) as (keyof ClaimNames)[]).map((name) => ({
  meaning: claimMeanings[name],
  oidc: oidc[name],
  saml: saml[name],
  entraSaml: entraSaml[name],
}));

const codes = Object.entries(ssoCodes).map(([code, meaning]) => ({ code, ...meaning }));

const checks = [
  'OpenID Connect: authorization code flow with `state`, `nonce` and PKCE. Of the ID token, the signature by a ' +
    'key that the issuer publishes, `iss`, `aud`, `azp`, `exp` and `nonce`. `alg: none` is never accepted.',
  'SAML 2.0: an assertion signed with RSA-SHA256 or better by one of the certificates in Settings; audience, ' +
    'recipient, destination, `InResponseTo` and times. Assertions may be encrypted, with AES-GCM or AES-CBC. ' +
    'SHA-1, 3DES, comments in a NameID and document types are refused.',
  'An answer is good for ten minutes, once, and in the browser that asked. Clocks may differ by 60 seconds.',
  'An account is found by the identity provider’s own name for the person, and the first time by an email ' +
    'address in a domain that is verified for the organisation. Accounts of other organisations are never found.',
  'Sign-ins that begin at the identity provider are refused unless an admin allows them, and then ask first.',
  'Single logout that begins at the identity provider is not offered. Switching somebody off there by SCIM ends ' +
    'every session at the next click.',
] as const;

/** How people get in by their organisation's identity provider, and every way in which they do not. */
export function SignInReference({ addresses }: SignInReferenceProps) {
  return (
    <>
      <ReferenceSection id="getting-in">
        <Table caption="Who gets in" columns={matrixColumns} rows={signInMatrix} rowKey={({ who }) => who} />
      </ReferenceSection>
      <ReferenceSection id="addresses">
        <div className="flex flex-col gap-3">
          <CopyField label="Redirect URI" help="OpenID Connect." value={addresses.redirectUri} />
          <CopyField label="ACS URL" help="SAML: also called reply URL." value={addresses.acsUrl} />
          <CopyField
            label="Entity ID"
            help="SAML: also called identifier or audience. Our metadata is at this address."
            value={addresses.entityId}
          />
          <CopyField label="Sign-in address" help="For tiles and bookmarks." value={addresses.start} />
          <CopyField label="Sign-out redirect" help="SAML: also called logout URL." value={addresses.signOutUrl} />
        </div>
      </ReferenceSection>
      <ReferenceSection id="claims">
        <ReferenceText>
          These names are looked for; others can be set under Settings → Identity → SSO. An email address is
          required, everything else is not.
        </ReferenceText>
        <Table caption="Names of claims" columns={claimColumns} rows={claims} rowKey={({ meaning }) => meaning} />
      </ReferenceSection>
      <ReferenceSection id="checks">
        <ReferenceList items={checks} />
      </ReferenceSection>
      <ReferenceSection id="codes">
        <ReferenceText>
          A sign-in that is refused shows a code, and Activity has an event with the same code.
        </ReferenceText>
        <Table
          caption="Codes"
          columns={codeColumns}
          rows={codes}
          rowKey={({ code }) => code}
          rowId={({ code }) => code}
          rowClassName={() => 'scroll-mt-12'}
        />
      </ReferenceSection>
    </>
  );
}
