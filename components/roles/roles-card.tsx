import { Card } from '@/components/ui/card';
import { Empty } from '@/components/ui/empty';
import { Outcome, OutcomeArea } from '@/components/ui/outcome';
import type { CatalogueRole } from '@/lib/mapping/catalogue/list-catalogue-roles';
import type { PermissionLevel } from '@/lib/roles/role';
import { CreateRole } from './create-role';
import type { RoleActions } from './role-action-types';
import { RoleDialogs } from './role-dialogs';
import { RolesTable } from './roles-table';

export interface RolesCardProps {
  /** Most powerful first. */
  roles: readonly CatalogueRole[];
  /** The levels that the viewer may give. */
  levels: readonly PermissionLevel[];
  /** Absent for those who may look but not change. */
  actions?: RoleActions;
}

function OwnRoles({ roles, levels, actions }: RolesCardProps) {
  if (roles.length === 0) {
    return (
      <div className="px-4 pb-4 tablet:px-5">
        <Empty title="No roles of your own yet">
          Create one for a job that your application knows, such as a billing clerk, and give it by a rule of
          the role mapping or on the Members page.
        </Empty>
      </div>
    );
  }
  const table = <RolesTable caption="Roles of your own" roles={roles} editable={actions !== undefined} />;
  if (!actions) return table;
  return (
    <RoleDialogs levels={levels} actions={actions}>
      {table}
    </RoleDialogs>
  );
}

/** The catalogue of roles: the organisation's own, which can be changed, and those that every one has. */
export function RolesCard({ roles, levels, actions }: RolesCardProps) {
  return (
    <OutcomeArea>
      <Card
        title="Roles"
        id="roles"
        flush
        description="People hold one or several; with several, the most powerful one decides."
        actions={actions ? <CreateRole levels={levels} create={actions.create} /> : null}
      >
        <Outcome className="px-4 pb-4 tablet:px-5" />
        <OwnRoles roles={roles.filter(({ builtIn }) => !builtIn)} levels={levels} actions={actions} />
        <section aria-labelledby="built-in" className="flex flex-col gap-1 border-t border-line pt-4 pb-2">
          <div className="px-4 tablet:px-5">
            <h3 id="built-in" className="text-base font-semibold">
              Built in
            </h3>
            <p className="max-w-prose text-sm text-ink-2">
              Every organisation has these four. Their names, descriptions and levels cannot be changed.
            </p>
          </div>
          <RolesTable
            caption="Built-in roles"
            roles={roles.filter(({ builtIn }) => builtIn)}
            editable={actions !== undefined}
          />
        </section>
      </Card>
    </OutcomeArea>
  );
}
