-- CreateEnum
CREATE TYPE "SignInMethod" AS ENUM ('CODE', 'LINK', 'OIDC', 'SAML');

-- CreateEnum
CREATE TYPE "SsoProtocol" AS ENUM ('OIDC', 'SAML');

-- CreateEnum
CREATE TYPE "SsoProvider" AS ENUM ('OKTA', 'ENTRA', 'GOOGLE', 'AUTH0', 'OTHER');

-- CreateEnum
CREATE TYPE "SsoPurpose" AS ENUM ('SIGN_IN', 'TEST');

-- AlterTable
ALTER TABLE "IdentitySettings" ADD COLUMN     "sessionIdleMinutes" INTEGER,
ADD COLUMN     "sessionLifetimeMinutes" INTEGER NOT NULL DEFAULT 720;

-- AlterTable
ALTER TABLE "Member" ADD COLUMN     "breakGlass" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "familyName" TEXT,
ADD COLUMN     "givenName" TEXT,
ADD COLUMN     "phone" TEXT;

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "clientAddress" TEXT,
ADD COLUMN     "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "logout" TEXT,
ADD COLUMN     "method" "SignInMethod" NOT NULL DEFAULT 'CODE';

-- AlterTable
ALTER TABLE "OneTimeLink" ADD COLUMN     "browserHash" TEXT,
ADD COLUMN     "logout" TEXT,
ADD COLUMN     "method" "SignInMethod" NOT NULL DEFAULT 'LINK';

-- AlterTable
ALTER TABLE "IdentityEvent" ADD COLUMN     "code" TEXT;

-- CreateTable
CREATE TABLE "SsoConnection" (
    "tenantId" TEXT NOT NULL,
    "protocol" "SsoProtocol" NOT NULL DEFAULT 'OIDC',
    "provider" "SsoProvider" NOT NULL DEFAULT 'OTHER',
    "enabled" BOOLEAN NOT NULL DEFAULT false,
    "required" BOOLEAN NOT NULL DEFAULT false,
    "issuer" TEXT NOT NULL DEFAULT '',
    "clientId" TEXT NOT NULL DEFAULT '',
    "clientSecret" TEXT,
    "clientSecretHint" TEXT,
    "clientSecretSetAt" TIMESTAMPTZ(3),
    "clientSecretSetByName" TEXT,
    "scopes" TEXT NOT NULL DEFAULT 'openid email profile',
    "idpEntityId" TEXT NOT NULL DEFAULT '',
    "idpSsoUrl" TEXT NOT NULL DEFAULT '',
    "idpSloUrl" TEXT NOT NULL DEFAULT '',
    "idpMetadataUrl" TEXT NOT NULL DEFAULT '',
    "idpCertificates" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "allowIdpInitiated" BOOLEAN NOT NULL DEFAULT false,
    "spPrivateKey" TEXT,
    "spCertificate" TEXT,
    "claimNames" JSONB NOT NULL DEFAULT '{}',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "trial" INTEGER NOT NULL DEFAULT 1,
    "testedTrial" INTEGER,
    "testedAt" TIMESTAMPTZ(3),
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedByName" TEXT,

    CONSTRAINT "SsoConnection_pkey" PRIMARY KEY ("tenantId")
);

-- CreateTable
CREATE TABLE "EmailDomain" (
    "tenantId" TEXT NOT NULL,
    "domain" TEXT NOT NULL,
    "challenge" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdByName" TEXT NOT NULL,
    "verifiedAt" TIMESTAMPTZ(3),
    "checkedAt" TIMESTAMPTZ(3),
    "finding" TEXT,

    CONSTRAINT "EmailDomain_pkey" PRIMARY KEY ("tenantId","domain")
);

-- CreateTable
CREATE TABLE "SsoIdentity" (
    "tenantId" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SsoIdentity_pkey" PRIMARY KEY ("tenantId","subject")
);

-- CreateTable
CREATE TABLE "SsoRequest" (
    "id" TEXT NOT NULL,
    "tenantId" TEXT NOT NULL,
    "protocol" "SsoProtocol" NOT NULL,
    "purpose" "SsoPurpose" NOT NULL DEFAULT 'SIGN_IN',
    "memberId" TEXT,
    "browserHash" TEXT NOT NULL,
    "nonce" TEXT,
    "codeVerifier" TEXT,
    "returnPath" TEXT NOT NULL,
    "trial" INTEGER NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SsoRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SsoAssertion" (
    "tenantId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SsoAssertion_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "SsoTest" (
    "tenantId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "trial" INTEGER NOT NULL,
    "passed" BOOLEAN NOT NULL,
    "report" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SsoTest_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "SsoIdentity_tenantId_memberId_key" ON "SsoIdentity"("tenantId", "memberId");

-- CreateIndex
CREATE INDEX "SsoTest_tenantId_memberId_createdAt_idx" ON "SsoTest"("tenantId", "memberId", "createdAt");

-- AddForeignKey
ALTER TABLE "SsoConnection" ADD CONSTRAINT "SsoConnection_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EmailDomain" ADD CONSTRAINT "EmailDomain_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SsoIdentity" ADD CONSTRAINT "SsoIdentity_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "SsoConnection"("tenantId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SsoIdentity" ADD CONSTRAINT "SsoIdentity_tenantId_memberId_fkey" FOREIGN KEY ("tenantId", "memberId") REFERENCES "Member"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SsoRequest" ADD CONSTRAINT "SsoRequest_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "SsoConnection"("tenantId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SsoTest" ADD CONSTRAINT "SsoTest_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "SsoConnection"("tenantId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SsoTest" ADD CONSTRAINT "SsoTest_tenantId_memberId_fkey" FOREIGN KEY ("tenantId", "memberId") REFERENCES "Member"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A verified domain belongs to one tenant; a claim that is not verified keeps nobody out.
CREATE UNIQUE INDEX "EmailDomain_verified_domain_key" ON "EmailDomain" ("domain") WHERE "verifiedAt" IS NOT NULL;
