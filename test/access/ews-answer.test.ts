import { expect, it } from "vitest";
import { readEwsAnswer } from "../../providers/access/ews-answer";

const answer = (body: string, status = 200, retryAfter = "") =>
  readEwsAnswer({ status, body, retryAfter, location: "" });
const response = (code: string, more = ""): string =>
  `<s:Envelope xmlns:s="x"><s:Body><m:GetFolderResponse><m:ResponseMessages>${more}` +
  `<m:GetFolderResponseMessage><m:ResponseCode>${code}</m:ResponseCode></m:GetFolderResponseMessage>` +
  `</m:ResponseMessages></m:GetFolderResponse></s:Body></s:Envelope>`;

it("reads a success, whatever the prefix", () => {
  expect(answer(response("NoError"))).toMatchObject({ isSuccess: true, code: "NoError" });
  expect(answer(response("NoError").replaceAll("m:", ""))).toMatchObject({ isSuccess: true });
});

it("reads the code, the text and the pause of a fault", () => {
  const fault =
    '<s:Fault><faultcode>a:ErrorServerBusy</faultcode><faultstring xml:lang="en-US">Too &lt;busy&gt; &amp;lt;\n now.</faultstring>' +
    '<detail><e:ResponseCode xmlns:e="x">ErrorServerBusy</e:ResponseCode><t:MessageXml>' +
    '<t:Value Name="BackOffMilliseconds">1234</t:Value></t:MessageXml></detail></s:Fault>';
  expect(answer(fault, 500)).toEqual({
    isSuccess: false,
    code: "ErrorServerBusy",
    said: "Too <busy> &lt; now.",
    backOffMs: 1234,
  });
});

it("takes the pause of an HTTP answer where there is no other", () => {
  expect(answer("", 503, "30").backOffMs).toBe(30_000);
  expect(answer("", 503, "Wed, 21 Oct 2026 07:28:00 GMT").backOffMs).toBeUndefined();
});

it.each([
  ["with another status", response("NoError"), 500],
  ["beside a failure", response("NoError", "<m:ResponseCode>ErrorAccessDenied</m:ResponseCode>"), 200],
  ["twice", response("NoError", "<m:ResponseCode>NoError</m:ResponseCode>"), 200],
  ["in a comment", `<!-- ${response("NoError")} -->`, 200],
  ["in character data", `<a><![CDATA[${response("NoError")}]]></a>`, 200],
  ["in another element's text", response("NoError").replaceAll("<", "&lt;"), 200],
  ["in an element of another name", "<m:NoResponseCode>NoError</m:NoResponseCode>", 200],
  ["in a body that is no XML", "NoError", 200],
])("is no success: NoError %s", (_, body, status) => {
  expect(answer(body, status).isSuccess).toBe(false);
});
