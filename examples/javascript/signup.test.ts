// What a new customer is sent. To run it:
//   docker run --rm -p 127.0.0.1:1025:1025 -p 127.0.0.1:8025:8025 -e MOCKSMTP_USER=shop:secret mocksmtp
//   npm ci && npx vitest run
import { expect } from "vitest";
import { authority, test } from "./mocksmtp.js";
import { type MailSettings, sendWelcome } from "./signup.js";

const settings: MailSettings = {
  host: process.env.SMTP_HOST ?? "localhost",
  port: Number(process.env.SMTP_PORT ?? 1025),
  user: "shop",
  password: "secret",
  authority: await authority(),
};

test("the mail is as designed and travels safely", async ({ scope }) => {
  const bob = scope.address("bob");
  await sendWelcome(settings, bob);
  expect(await scope.expect({ to: bob })).toMatchObject({
    from: "shop@example.test",
    to: [bob],
    subject: "Welcome",
    headers: { "x-campaign": ["signup"] },
    text: "Grüß Gott!\n\nYour code is 482913.\n",
    auth: { user: "shop", mechanism: "PLAIN" },
    tls: { mode: "starttls", version: "TLSv1.3" },
  });
});

test("a mail sent in the background is waited for", async ({ scope }) => {
  const bob = scope.address("bob");
  const sending = sendWelcome(settings, bob);
  expect(await scope.get<string>("/message/code", { to: bob, "must.subject": "Welcome" })).toBe("482913");
  await sending;
});

test("a refusal for now is not the end", async ({ scope }) => {
  const bob = scope.address("bob");
  await scope.addRule("greylist", { on: "rcpt", times: 1, reply: "451 4.7.1 Try again later" });
  await sendWelcome(settings, bob);
  await scope.expect({ to: bob });
  await scope.get("/transactions", { refused: bob, rule: "greylist", count: "1" });
  expect(await scope.get("/rules/greylist")).toMatchObject({ hits: 1 });
});

test("two scopes do not see each other", async ({ newScope }) => {
  const scopes = [newScope(), newScope()];
  await Promise.all(scopes.map((scope) => sendWelcome(settings, scope.address("bob"))));
  for (const scope of scopes) {
    const mail = await scope.expect(); // without a condition: there is exactly one
    expect(mail.to).toEqual([scope.address("bob")]);
  }
});

test("a failure says what was expected and what came", async ({ scope }) => {
  const bob = scope.address("bob");
  await sendWelcome(settings, bob);
  const failing = scope.expect({ to: bob, "must.subject": "Your password" });
  await expect(failing).rejects.toThrow(/^expected exactly 1 message\n.*subject differs at character 1\n/s);
});
