-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "RoleSource" AS ENUM ('PORTAL', 'IDP_GROUPS', 'IDP_ATTRIBUTE');

-- CreateEnum
CREATE TYPE "PermissionLevel" AS ENUM ('OWNER', 'ADMIN', 'MEMBER', 'VIEWER');

-- CreateEnum
CREATE TYPE "MemberStatus" AS ENUM ('ACTIVE', 'DEPROVISIONED');

-- CreateEnum
CREATE TYPE "ManagedBy" AS ENUM ('PORTAL', 'SCIM', 'SSO');

-- CreateEnum
CREATE TYPE "GrantSource" AS ENUM ('PORTAL', 'SCIM', 'SSO');

-- CreateEnum
CREATE TYPE "OneTimeLinkPurpose" AS ENUM ('SETUP', 'SIGN_IN');

-- CreateEnum
CREATE TYPE "IdentityProvider" AS ENUM ('OKTA', 'ENTRA', 'JUMPCLOUD', 'OTHER');

-- CreateEnum
CREATE TYPE "ConformanceMode" AS ENUM ('COMPATIBLE', 'STRICT');

-- CreateEnum
CREATE TYPE "EventOutcome" AS ENUM ('OK', 'FAILED');

-- CreateTable
CREATE TABLE "Tenant" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Tenant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IdentitySettings" (
    "tenantId" TEXT NOT NULL,
    "scimEnabled" BOOLEAN NOT NULL DEFAULT false,
    "logSuccessfulReads" BOOLEAN NOT NULL DEFAULT false,
    "roleSource" "RoleSource" NOT NULL DEFAULT 'IDP_ATTRIBUTE',
    "roleAttribute" TEXT NOT NULL DEFAULT 'roles',
    "defaultRoleKey" TEXT DEFAULT 'member',
    "eventRetentionDays" INTEGER NOT NULL DEFAULT 30,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedByName" TEXT,

    CONSTRAINT "IdentitySettings_pkey" PRIMARY KEY ("tenantId")
);

-- CreateTable
CREATE TABLE "Role" (
    "tenantId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "level" "PermissionLevel" NOT NULL,
    "builtIn" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "Role_pkey" PRIMARY KEY ("tenantId","key")
);

-- CreateTable
CREATE TABLE "Member" (
    "tenantId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "emailKey" TEXT NOT NULL,
    "displayName" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "searchKey" TEXT NOT NULL,
    "status" "MemberStatus" NOT NULL DEFAULT 'ACTIVE',
    "managedBy" "ManagedBy" NOT NULL DEFAULT 'PORTAL',
    "scimUserId" TEXT,
    "scimUserNameKey" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3),
    "deprovisionedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Member_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "MemberRole" (
    "tenantId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "roleKey" TEXT NOT NULL,
    "source" "GrantSource" NOT NULL,
    "reason" TEXT NOT NULL,
    "grantedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "MemberRole_pkey" PRIMARY KEY ("tenantId","memberId","roleKey")
);

-- CreateTable
CREATE TABLE "Session" (
    "tenantId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "userAgent" TEXT,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "SignInCode" (
    "emailKey" TEXT NOT NULL,
    "codeHash" TEXT NOT NULL,
    "triesLeft" INTEGER NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SignInCode_pkey" PRIMARY KEY ("emailKey")
);

-- CreateTable
CREATE TABLE "OneTimeLink" (
    "hash" TEXT NOT NULL,
    "purpose" "OneTimeLinkPurpose" NOT NULL,
    "tenantId" TEXT,
    "memberId" TEXT,
    "emailKey" TEXT,
    "reusable" BOOLEAN NOT NULL DEFAULT false,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "OneTimeLink_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "RateCounter" (
    "key" TEXT NOT NULL,
    "hits" INTEGER NOT NULL,
    "windowEndsAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RateCounter_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Credential" (
    "tenantId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "provider" "IdentityProvider",
    "scopes" TEXT[],
    "mode" "ConformanceMode" NOT NULL DEFAULT 'COMPATIBLE',
    "hash" TEXT NOT NULL,
    "hint" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),
    "lastUsedFrom" TEXT,
    "lastUsedAgent" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdByName" TEXT NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),
    "revokedByName" TEXT,

    CONSTRAINT "Credential_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "ScimUser" (
    "tenantId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "document" JSONB NOT NULL,
    "filterView" JSONB NOT NULL,
    "userNameKey" TEXT NOT NULL,
    "externalId" TEXT,
    "displayNameKey" TEXT,
    "active" BOOLEAN NOT NULL,
    "managerId" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "lastModified" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ScimUser_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "ScimUserEmail" (
    "tenantId" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "type" TEXT,
    "valueKey" TEXT NOT NULL,

    CONSTRAINT "ScimUserEmail_pkey" PRIMARY KEY ("tenantId","userId","position")
);

-- CreateTable
CREATE TABLE "ScimGroup" (
    "tenantId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "document" JSONB NOT NULL,
    "filterView" JSONB NOT NULL,
    "displayNameKey" TEXT NOT NULL,
    "externalId" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "lastModified" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ScimGroup_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "ScimGroupMember" (
    "tenantId" TEXT NOT NULL,
    "groupId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "userId" TEXT,
    "nestedGroupId" TEXT,

    CONSTRAINT "ScimGroupMember_pkey" PRIMARY KEY ("tenantId","groupId","memberId")
);

-- CreateTable
CREATE TABLE "IdentityEvent" (
    "tenantId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "outcome" "EventOutcome" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "summary" TEXT NOT NULL,
    "detail" TEXT,
    "requestId" TEXT,
    "method" TEXT,
    "path" TEXT,
    "status" INTEGER,
    "durationMs" INTEGER,
    "subjectEmail" TEXT,
    "memberId" TEXT,
    "resourceId" TEXT,
    "credentialId" TEXT,
    "credentialLabel" TEXT,
    "provider" TEXT,
    "actorName" TEXT,
    "clientAddress" TEXT,
    "userAgent" TEXT,
    "request" JSON,
    "response" JSON,
    "changes" JSONB,
    "notes" JSONB,

    CONSTRAINT "IdentityEvent_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateIndex
CREATE INDEX "Member_tenantId_status_nameKey_id_idx" ON "Member"("tenantId", "status", "nameKey", "id");

-- CreateIndex
CREATE INDEX "Member_tenantId_status_createdAt_id_idx" ON "Member"("tenantId", "status", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Member_tenantId_status_lastSeenAt_id_idx" ON "Member"("tenantId", "status", "lastSeenAt", "id");

-- CreateIndex
CREATE INDEX "Member_tenantId_scimUserNameKey_idx" ON "Member"("tenantId", "scimUserNameKey");

-- CreateIndex
CREATE INDEX "Member_emailKey_tenantId_idx" ON "Member"("emailKey", "tenantId");

-- CreateIndex
CREATE UNIQUE INDEX "Member_tenantId_scimUserId_key" ON "Member"("tenantId", "scimUserId");

-- CreateIndex
CREATE INDEX "MemberRole_tenantId_roleKey_memberId_idx" ON "MemberRole"("tenantId", "roleKey", "memberId");

-- CreateIndex
CREATE INDEX "Session_tenantId_memberId_endedAt_idx" ON "Session"("tenantId", "memberId", "endedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Credential_hash_key" ON "Credential"("hash");

-- CreateIndex
CREATE INDEX "Credential_tenantId_createdAt_idx" ON "Credential"("tenantId", "createdAt");

-- CreateIndex
CREATE INDEX "ScimUser_tenantId_externalId_idx" ON "ScimUser"("tenantId", "externalId");

-- CreateIndex
CREATE INDEX "ScimUser_tenantId_displayNameKey_idx" ON "ScimUser"("tenantId", "displayNameKey");

-- CreateIndex
CREATE INDEX "ScimUser_tenantId_createdAt_id_idx" ON "ScimUser"("tenantId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "ScimUser_tenantId_lastModified_id_idx" ON "ScimUser"("tenantId", "lastModified", "id");

-- CreateIndex
CREATE INDEX "ScimUser_tenantId_managerId_idx" ON "ScimUser"("tenantId", "managerId");

-- CreateIndex
CREATE UNIQUE INDEX "ScimUser_tenantId_userNameKey_key" ON "ScimUser"("tenantId", "userNameKey");

-- CreateIndex
CREATE INDEX "ScimUserEmail_tenantId_valueKey_idx" ON "ScimUserEmail"("tenantId", "valueKey");

-- CreateIndex
CREATE INDEX "ScimGroup_tenantId_externalId_idx" ON "ScimGroup"("tenantId", "externalId");

-- CreateIndex
CREATE INDEX "ScimGroup_tenantId_createdAt_id_idx" ON "ScimGroup"("tenantId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "ScimGroup_tenantId_lastModified_id_idx" ON "ScimGroup"("tenantId", "lastModified", "id");

-- CreateIndex
CREATE UNIQUE INDEX "ScimGroup_tenantId_displayNameKey_key" ON "ScimGroup"("tenantId", "displayNameKey");

-- CreateIndex
CREATE INDEX "ScimGroupMember_tenantId_userId_idx" ON "ScimGroupMember"("tenantId", "userId");

-- CreateIndex
CREATE INDEX "ScimGroupMember_tenantId_nestedGroupId_idx" ON "ScimGroupMember"("tenantId", "nestedGroupId");

-- CreateIndex
CREATE INDEX "IdentityEvent_tenantId_type_id_idx" ON "IdentityEvent"("tenantId", "type", "id");

-- CreateIndex
CREATE INDEX "IdentityEvent_tenantId_outcome_id_idx" ON "IdentityEvent"("tenantId", "outcome", "id");

-- CreateIndex
CREATE INDEX "IdentityEvent_tenantId_memberId_id_idx" ON "IdentityEvent"("tenantId", "memberId", "id");

-- CreateIndex
CREATE INDEX "IdentityEvent_tenantId_credentialId_id_idx" ON "IdentityEvent"("tenantId", "credentialId", "id");

-- CreateIndex
CREATE INDEX "IdentityEvent_tenantId_requestId_idx" ON "IdentityEvent"("tenantId", "requestId");

-- AddForeignKey
ALTER TABLE "IdentitySettings" ADD CONSTRAINT "IdentitySettings_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Role" ADD CONSTRAINT "Role_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Member" ADD CONSTRAINT "Member_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Member" ADD CONSTRAINT "Member_tenantId_scimUserId_fkey" FOREIGN KEY ("tenantId", "scimUserId") REFERENCES "ScimUser"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MemberRole" ADD CONSTRAINT "MemberRole_tenantId_memberId_fkey" FOREIGN KEY ("tenantId", "memberId") REFERENCES "Member"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "MemberRole" ADD CONSTRAINT "MemberRole_tenantId_roleKey_fkey" FOREIGN KEY ("tenantId", "roleKey") REFERENCES "Role"("tenantId", "key") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_tenantId_memberId_fkey" FOREIGN KEY ("tenantId", "memberId") REFERENCES "Member"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Credential" ADD CONSTRAINT "Credential_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScimUser" ADD CONSTRAINT "ScimUser_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScimUserEmail" ADD CONSTRAINT "ScimUserEmail_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "ScimUser"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScimGroup" ADD CONSTRAINT "ScimGroup_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScimGroupMember" ADD CONSTRAINT "ScimGroupMember_tenantId_groupId_fkey" FOREIGN KEY ("tenantId", "groupId") REFERENCES "ScimGroup"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScimGroupMember" ADD CONSTRAINT "ScimGroupMember_tenantId_userId_fkey" FOREIGN KEY ("tenantId", "userId") REFERENCES "ScimUser"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScimGroupMember" ADD CONSTRAINT "ScimGroupMember_tenantId_nestedGroupId_fkey" FOREIGN KEY ("tenantId", "nestedGroupId") REFERENCES "ScimGroup"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
