-- CreateEnum
CREATE TYPE "ScimResourceType" AS ENUM ('USER', 'GROUP');

-- AlterTable
ALTER TABLE "IdentitySettings" ADD COLUMN     "schemaRevision" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "TokenBucket" (
    "tenantId" TEXT NOT NULL,
    "credentialId" TEXT NOT NULL,
    "tokens" DOUBLE PRECISION NOT NULL,
    "refilledAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "TokenBucket_pkey" PRIMARY KEY ("tenantId","credentialId")
);

-- CreateTable
CREATE TABLE "ScimTally" (
    "tenantId" TEXT NOT NULL,
    "resourceType" "ScimResourceType" NOT NULL,
    "shard" INTEGER NOT NULL,
    "resources" BIGINT NOT NULL,

    CONSTRAINT "ScimTally_pkey" PRIMARY KEY ("tenantId","resourceType","shard")
);

-- CreateTable
CREATE TABLE "SchemaExtension" (
    "tenantId" TEXT NOT NULL,
    "urnKey" TEXT NOT NULL,
    "urn" TEXT NOT NULL,
    "resourceType" "ScimResourceType" NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "attributes" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdByName" TEXT NOT NULL,

    CONSTRAINT "SchemaExtension_pkey" PRIMARY KEY ("tenantId","urnKey")
);

-- CreateTable
CREATE TABLE "UnregisteredAttribute" (
    "tenantId" TEXT NOT NULL,
    "resourceType" "ScimResourceType" NOT NULL,
    "urnKey" TEXT NOT NULL,
    "nameKey" TEXT NOT NULL,
    "urn" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "occurrences" BIGINT NOT NULL,
    "exampleType" TEXT NOT NULL,
    "example" TEXT NOT NULL,
    "firstSeenAt" TIMESTAMPTZ(3) NOT NULL,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "UnregisteredAttribute_pkey" PRIMARY KEY ("tenantId","resourceType","urnKey","nameKey")
);

-- CreateIndex
CREATE INDEX "ScimUser_tenantId_active_createdAt_id_idx" ON "ScimUser"("tenantId", "active", "createdAt", "id");

-- AddForeignKey
ALTER TABLE "TokenBucket" ADD CONSTRAINT "TokenBucket_tenantId_credentialId_fkey" FOREIGN KEY ("tenantId", "credentialId") REFERENCES "Credential"("tenantId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScimTally" ADD CONSTRAINT "ScimTally_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SchemaExtension" ADD CONSTRAINT "SchemaExtension_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UnregisteredAttribute" ADD CONSTRAINT "UnregisteredAttribute_tenantId_fkey" FOREIGN KEY ("tenantId") REFERENCES "Tenant"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Keys are folded once in code and compared exactly. In "C" their indexes also serve order, ranges and prefixes,
-- the same on every server, whatever its locale.
ALTER TABLE "ScimUser"
    ALTER COLUMN "userNameKey" TYPE TEXT COLLATE "C",
    ALTER COLUMN "externalId" TYPE TEXT COLLATE "C",
    ALTER COLUMN "displayNameKey" TYPE TEXT COLLATE "C";
ALTER TABLE "ScimUserEmail"
    ALTER COLUMN "type" TYPE TEXT COLLATE "C",
    ALTER COLUMN "valueKey" TYPE TEXT COLLATE "C";
ALTER TABLE "ScimGroup"
    ALTER COLUMN "displayNameKey" TYPE TEXT COLLATE "C",
    ALTER COLUMN "externalId" TYPE TEXT COLLATE "C";

-- Counting a hundred thousand rows for every page would cost more than the page. The tally changes with the rows,
-- in the same transaction, whoever writes them. Shards are locked in order, so that writers cannot deadlock.
CREATE FUNCTION "tallyScimResources"() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO "ScimTally" AS tally ("tenantId", "resourceType", "shard", "resources")
        SELECT "tenantId", TG_ARGV[0]::"ScimResourceType", hashtext("id") & 7 AS "shard", count(*)
        FROM changed GROUP BY 1, 3 ORDER BY 1, 3
        ON CONFLICT ("tenantId", "resourceType", "shard")
            DO UPDATE SET "resources" = tally."resources" + excluded."resources";
    ELSE
        WITH gone AS (
            SELECT "tenantId", hashtext("id") & 7 AS "shard", count(*) AS "resources"
            FROM changed GROUP BY 1, 2
        ), locked AS (
            SELECT tally."tenantId", tally."shard", gone."resources"
            FROM "ScimTally" AS tally JOIN gone USING ("tenantId", "shard")
            WHERE tally."resourceType" = TG_ARGV[0]::"ScimResourceType"
            ORDER BY 1, 2 FOR UPDATE OF tally
        )
        UPDATE "ScimTally" AS tally SET "resources" = tally."resources" - locked."resources" FROM locked
        WHERE tally."tenantId" = locked."tenantId" AND tally."shard" = locked."shard"
            AND tally."resourceType" = TG_ARGV[0]::"ScimResourceType";
    END IF;
    RETURN NULL;
END;
$$;

CREATE TRIGGER "ScimUser_tally_insert" AFTER INSERT ON "ScimUser"
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "tallyScimResources"('USER');
CREATE TRIGGER "ScimUser_tally_delete" AFTER DELETE ON "ScimUser"
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "tallyScimResources"('USER');
CREATE TRIGGER "ScimGroup_tally_insert" AFTER INSERT ON "ScimGroup"
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "tallyScimResources"('GROUP');
CREATE TRIGGER "ScimGroup_tally_delete" AFTER DELETE ON "ScimGroup"
    REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "tallyScimResources"('GROUP');

INSERT INTO "ScimTally" ("tenantId", "resourceType", "shard", "resources")
SELECT "tenantId", 'USER'::"ScimResourceType", hashtext("id") & 7 AS "shard", count(*) FROM "ScimUser" GROUP BY 1, 3;
INSERT INTO "ScimTally" ("tenantId", "resourceType", "shard", "resources")
SELECT "tenantId", 'GROUP'::"ScimResourceType", hashtext("id") & 7 AS "shard", count(*) FROM "ScimGroup" GROUP BY 1, 3;
