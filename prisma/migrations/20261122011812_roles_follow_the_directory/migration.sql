-- CreateEnum
CREATE TYPE "RuleKind" AS ENUM ('GROUP', 'VALUE');

-- CreateEnum
CREATE TYPE "ApplicationState" AS ENUM ('PLANNING', 'RUNNING', 'DONE');

-- CreateEnum
CREATE TYPE "RolesProfile" AS ENUM ('OKTA', 'IETF');

-- AlterTable
ALTER TABLE "Role" ADD COLUMN     "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- AlterTable
ALTER TABLE "Member" ADD COLUMN     "grantsVersion" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "MemberRole" ADD COLUMN     "eventId" TEXT,
ADD COLUMN     "ruleId" TEXT;

-- AlterTable
ALTER TABLE "Credential" ADD COLUMN     "rolesProfile" "RolesProfile" NOT NULL DEFAULT 'OKTA';

-- CreateTable
CREATE TABLE "RoleMapping" (
    "tenantId" TEXT NOT NULL,
    "source" "RoleSource" NOT NULL DEFAULT 'IDP_ATTRIBUTE',
    "attribute" TEXT NOT NULL DEFAULT 'roles',
    "defaultRoleKey" TEXT DEFAULT 'member',
    "revision" INTEGER NOT NULL DEFAULT 1,
    "generation" INTEGER NOT NULL DEFAULT 1,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedByName" TEXT,

    CONSTRAINT "RoleMapping_pkey" PRIMARY KEY ("tenantId")
);

-- Every tenant keeps the mapping it had. A default role that is not in its catalogue never gave anything.
INSERT INTO "RoleMapping" ("tenantId", "source", "attribute", "defaultRoleKey", "updatedByName")
SELECT settings."tenantId", settings."roleSource", settings."roleAttribute", role."key", settings."updatedByName"
FROM "IdentitySettings" AS settings
LEFT JOIN "Role" AS role ON role."tenantId" = settings."tenantId" AND role."key" = settings."defaultRoleKey";

-- AlterTable
ALTER TABLE "IdentitySettings" DROP COLUMN "defaultRoleKey",
DROP COLUMN "roleAttribute",
DROP COLUMN "roleSource";

-- CreateTable
CREATE TABLE "RoleRule" (
    "tenantId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "kind" "RuleKind" NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "groupId" TEXT,
    "groupGoneAt" TIMESTAMPTZ(3),
    "roleKey" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdByName" TEXT NOT NULL,

    CONSTRAINT "RoleRule_pkey" PRIMARY KEY ("tenantId","id")
);

-- CreateTable
CREATE TABLE "PendingRoles" (
    "tenantId" TEXT NOT NULL,
    "memberId" TEXT NOT NULL,
    "applicationId" TEXT,
    "priority" INTEGER NOT NULL DEFAULT 1,
    "cause" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PendingRoles_pkey" PRIMARY KEY ("tenantId","memberId")
);

-- CreateTable
CREATE TABLE "RoleApplication" (
    "tenantId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "state" "ApplicationState" NOT NULL DEFAULT 'PLANNING',
    "cause" JSONB NOT NULL,
    "total" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "RoleApplication_pkey" PRIMARY KEY ("tenantId")
);

-- CreateIndex
CREATE INDEX "RoleRule_tenantId_kind_nameKey_idx" ON "RoleRule"("tenantId", "kind", "nameKey");

-- CreateIndex
CREATE INDEX "RoleRule_tenantId_groupId_idx" ON "RoleRule"("tenantId", "groupId");

-- CreateIndex
CREATE INDEX "RoleRule_tenantId_roleKey_idx" ON "RoleRule"("tenantId", "roleKey");

-- CreateIndex
CREATE INDEX "PendingRoles_tenantId_priority_memberId_idx" ON "PendingRoles"("tenantId", "priority", "memberId");

-- AddForeignKey
ALTER TABLE "RoleMapping" ADD CONSTRAINT "RoleMapping_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoleMapping" ADD CONSTRAINT "RoleMapping_tenantId_defaultRoleKey_fkey" FOREIGN KEY ("tenantId", "defaultRoleKey") REFERENCES "Role"("tenantId", "key") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoleRule" ADD CONSTRAINT "RoleRule_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "RoleMapping"("tenantId") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoleRule" ADD CONSTRAINT "RoleRule_tenantId_roleKey_fkey" FOREIGN KEY ("tenantId", "roleKey") REFERENCES "Role"("tenantId", "key") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoleRule" ADD CONSTRAINT "RoleRule_tenantId_groupId_fkey" FOREIGN KEY ("tenantId", "groupId") REFERENCES "ScimGroup"("tenantId", "id") ON DELETE NO ACTION ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PendingRoles" ADD CONSTRAINT "PendingRoles_tenantId_memberId_fkey" FOREIGN KEY ("tenantId", "memberId") REFERENCES "Member"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RoleApplication" ADD CONSTRAINT "RoleApplication_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Reading a group's nested groups must not read its people.
CREATE INDEX "ScimGroupMember_nested_idx" ON "ScimGroupMember" ("tenantId", "groupId", "nestedGroupId")
    WHERE "nestedGroupId" IS NOT NULL;

-- Keys that are compared with folded keys of other tables are in "C" as well, or no index would serve the two.
ALTER TABLE "RoleRule" ALTER COLUMN "nameKey" TYPE TEXT COLLATE "C";
