/** An administrator at work by hand: makes one more scope. */
import { main } from "../demo/sign-in";
import { administratorToken, invoke } from "./cmdlet";

main(async () => {
  const settings = {
    Name: "Vans",
    RecipientRestrictionFilter: "RecipientTypeDetails -eq 'EquipmentMailbox'",
  };
  await invoke(await administratorToken(), "New-ManagementScope", settings);
});
