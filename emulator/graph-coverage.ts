/** Graph's routes for users, licences and directory roles, by the test that speaks of them. */
const tests: Readonly<Record<string, readonly string[]>> = {
  users: [
    "POST /users",
    "PATCH /users/:id",
    "DELETE /users/:id",
    "GET /users/:id/manager",
    "PUT /users/:id/manager/$ref",
    "DELETE /users/:id/manager/$ref",
    "POST /directoryObjects/getByIds",
  ],
  "deleted-users": [
    "GET /directory/deletedItems",
    "GET /directory/deletedItems/microsoft.graph.user",
    "GET /directory/deletedItems/microsoft.graph.user/$count",
    "GET /directory/deletedItems/:id",
    "DELETE /directory/deletedItems/:id",
    "POST /directory/deletedItems/:id/restore",
  ],
  licenses: [
    "POST /users/:id/assignLicense",
    "GET /users/:id/licenseDetails",
    "GET /subscribedSkus",
    "GET /subscribedSkus/:id",
  ],
  "directory-roles": [
    "GET /directoryRoleTemplates",
    "GET /directoryRoleTemplates/:id",
    "GET /directoryRoles",
    "GET /directoryRoles/:id",
    "GET /directoryRoles/:id/members",
    "POST /directoryRoles",
    "GET /roleManagement/directory/roleDefinitions",
    "GET /roleManagement/directory/roleDefinitions/:id",
    "GET /roleManagement/directory/roleAssignments",
    "GET /roleManagement/directory/roleAssignments/:id",
    "POST /roleManagement/directory/roleAssignments",
    "DELETE /roleManagement/directory/roleAssignments/:id",
  ],
};

export const userRoutes = Object.entries(tests).map(([test, surfaces]) => ({
  test: `test/emulator/directory/graph/${test}.test.ts`,
  surfaces,
}));
