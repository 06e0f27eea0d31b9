/** Ids and secrets of the default seed's applications, which the documentation quotes. */
export const tenantId = "4d1dd7de-07c1-437b-95d0-c57b811008b7";

export const automation = {
  appId: "bc4b3fce-ffa3-4da6-a48e-90b3abc78239",
  applicationId: "2a832340-7e9a-42dd-9d26-0d6e8e9a8013",
  servicePrincipalId: "52e200a0-aefd-4e41-8e4e-f56377c3d00d",
  secret: "infrastructure-automation-secret",
};

export const roomBooking = {
  appId: "7cefd5c5-6385-4768-ae5d-eaa1ef2cd05a",
  applicationId: "98067601-e537-4aea-aaa6-0f386a9bb2c4",
  servicePrincipalId: "7b9ea66e-083b-4317-b614-c6aa1bfc22ea",
  secret: "contoso-room-booking-secret",
};

export const previewReader = {
  appId: "801ea395-f306-49b3-9a85-585462987f1a",
  servicePrincipalId: "16cb6ae4-9545-4468-936c-62aea2acfe1e",
  secret: "preview-reader-secret",
};

export const graphAppId = "00000003-0000-0000-c000-000000000000";

export const deskBooking = {
  appId: "18c5fb11-dedd-44dc-bb09-000ac1286e4f",
  servicePrincipalId: "370325fc-7dc2-47f1-9efc-114008a8d6b1",
};
