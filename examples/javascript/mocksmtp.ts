// Fixtures to copy: each test has a scope of its own on one running mocksmtp, so that all may run at a time.
import { randomBytes } from "node:crypto";
import { test as base } from "vitest";

const api = `${process.env.MOCK_URL ?? "http://localhost:8025"}/v1`;

/** What these tests look at; there is more in it: GET /docs. */
export interface Mail {
  from: string;
  to: string[];
  subject: string;
  headers: Record<string, string[]>;
  text: string;
  auth: { mechanism: string; user: string } | null;
  tls: { mode: string; version: string } | null;
}

/** What is sent to any address at NAME.scope.test, and nothing else. There is nothing to declare. */
export class Scope {
  constructor(readonly name: string) {}

  address = (localPart: string) => `${localPart}@${this.name}.scope.test`;

  /** The one mail that meets the conditions, waited for: expect({ to: bob, "must.subject": "Welcome" }) */
  expect(conditions: Record<string, string> = {}): Promise<Mail> {
    return this.get("/message", conditions);
  }

  /** Any other call; a part of a mail is a string: get<string>("/message/code", { to: bob }) */
  get<Answer>(path: string, conditions: Record<string, string> = {}): Promise<Answer> {
    return this.call("GET", `${path}?${new URLSearchParams(conditions)}`);
  }

  /** Scripts a failure: addRule("greylist", { on: "rcpt", times: 1, reply: "451 4.7.1 Try again later" }) */
  async addRule(name: string, rule: object): Promise<void> {
    await this.call("PUT", `/rules/${name}`, rule);
  }

  /** What the mock answers, from JSON if it is that. Where an expectation does not hold, its report is the error's message. */
  async call<Answer>(method: string, path = "", body?: object): Promise<Answer> {
    const answer = await fetch(`${api}/scopes/${this.name}${path}`, {
      method,
      // Reports and parts of a mail as text, all else as it is.
      headers: { Accept: "text/plain, */*;q=0.5", "Content-Type": "application/json" },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(text);
    const isJson = answer.headers.get("Content-Type") === "application/json";
    return (isJson ? JSON.parse(text) : text) as Answer;
  }
}

export const test = base.extend<{ newScope: () => Scope; scope: Scope }>({
  /** For a test that needs several. What a failed test leaves stays on the server, as evidence. */
  newScope: async ({ task }, use) => {
    const scopes: Scope[] = [];
    const words = task.name.toLowerCase().match(/[a-z0-9]+/g)?.join("-").slice(0, 50) ?? "test";
    await use(() => {
      const scope = new Scope(`${words}-${randomBytes(4).toString("hex")}`);
      scopes.push(scope);
      return scope;
    });
    if (task.result?.state !== "fail") await Promise.all(scopes.map((scope) => scope.call("DELETE")));
  },
  scope: async ({ newScope }, use) => use(newScope()),
});

/** The certificate to trust, as PEM. */
export const authority = async () => (await fetch(`${api}/tls/ca.pem`)).text();
