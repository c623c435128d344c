// The application: it welcomes a new customer by mail.
import { setTimeout as pause } from "node:timers/promises";
import nodemailer from "nodemailer";

export interface MailSettings {
  host: string;
  port: number;
  user: string;
  password: string;
  /** Signs the server's certificate, PEM; without it, those count whom Node.js trusts. */
  authority?: string;
}

const attempts = 3;
const pauseBetween = 100; // milliseconds; a real queue waits for minutes

/** Sends it, and tries again when the server says that it may be otherwise later. */
export async function sendWelcome(settings: MailSettings, address: string): Promise<void> {
  const transport = nodemailer.createTransport({
    host: settings.host,
    port: settings.port,
    requireTLS: true,
    tls: { ca: settings.authority },
    auth: { user: settings.user, pass: settings.password },
  });
  for (let attempt = 1; ; ++attempt) {
    try {
      await transport.sendMail({
        from: "shop@example.test",
        to: address,
        subject: "Welcome",
        headers: { "X-Campaign": "signup" },
        text: "Grüß Gott!\n\nYour code is 482913.\n",
      });
      return;
    } catch (refusal) {
      if (attempt === attempts || !isTemporary(refusal)) throw refusal;
    }
    await pause(pauseBetween);
  }
}

function isTemporary(refusal: unknown): boolean {
  const { responseCode = 0 } = refusal as { responseCode?: number };
  return responseCode >= 400 && responseCode < 500;
}
